import type { Json } from '../change/json.ts';
import type { Plan } from '../change/plan.ts';
import type { StepProgress } from '../change/step-progress.ts';
import type { BrokerProof } from './broker-proof.ts';
import type { ScramRotationStep } from './rotation-step.ts';

interface Progress {
  readonly plan: Pick<Plan<ScramRotationStep>, 'steps'>;
  readonly steps: readonly StepProgress[];
}

/** When the old password of a single user died and when clients could read the new one, as measured. */
export interface RotationLockout {
  readonly fromAt: string;
  readonly toAt: string;
  readonly lockoutMs: number;
}

/**
 * Undefined where both users stayed valid, and where a process was ended before it could write the times down. Brokers
 * take a password a moment after it was sent, so the lockout is this long at most.
 */
export function lockoutOf({ plan, steps }: Progress): RotationLockout | undefined {
  const find = (kind: ScramRotationStep['kind']) => {
    const at = plan.steps.findIndex(step => step.kind === kind);
    return { step: plan.steps[at], detail: detailOf(steps[at]) };
  };
  const set = find('set-credential');
  const switched = find('switch');
  // Where another user's password was set, the one that clients had stayed as it was; a first one replaces none.
  const isFirst = switched.step?.kind === 'switch' && switched.step.from === undefined;
  const isSingle = set.step !== undefined && set.step.releases === undefined && !isFirst;
  const [from, to] = [set.detail?.at, switched.detail?.at];
  if (!isSingle || typeof from !== 'string' || typeof to !== 'string') return undefined;
  return { fromAt: from, toAt: to, lockoutMs: Date.parse(to) - Date.parse(from) };
}

/** How long each broker took to accept the login; empty where it was not proven, or nobody wrote it down. */
export function proofsOf({ plan, steps }: Progress): readonly BrokerProof[] {
  const details = plan.steps.map((step, at) =>
    step.kind === 'prove' || step.kind === 'switch' ? detailOf(steps[at]) : {},
  );
  const brokers = details.find(detail => detail?.brokers !== undefined)?.brokers;
  return (brokers ?? []) as readonly BrokerProof[];
}

function detailOf(progress: StepProgress | undefined): Readonly<Record<string, Json | undefined>> | undefined {
  if (progress?.kind !== 'done') return undefined;
  const { detail } = progress;
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail)
    ? (detail as Readonly<Record<string, Json | undefined>>)
    : undefined;
}
