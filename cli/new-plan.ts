import { createHash, randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import type { PlanSeal } from '../src/domain/change/seal-plan.ts';
import type { Shell } from './shell.ts';

/** How long somebody may think about a plan before the cluster has to be looked at again. */
const planLifetimeMs = 3_600_000;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What makes a plan of a draft: a name that sorts by time, such as `20240115-103000-9f3c21`. */
export function newPlanSeal({ nowMs }: Pick<Shell, 'nowMs'>): PlanSeal {
  const now = nowMs();
  const [date = '', time = ''] = new Date(now).toISOString().replaceAll(/[-:]/g, '').split('T');
  const planId = `${date}-${time.slice(0, 6)}-${randomBytes(3).toString('hex')}`;
  return { planId, nowMs: now, lifetimeMs: planLifetimeMs, hash: sha256 };
}

/** Who the journal is to name. */
export function personOf({ env }: Pick<Shell, 'env'>): string {
  return env.KAFKA_STEWARD_PERSON ?? env.USER ?? env.LOGNAME ?? loginName();
}

/** A container may run as a number that has no name. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
