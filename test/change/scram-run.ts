import { createHash } from 'node:crypto';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import type { ScramRotationRequest } from '../../src/domain/scram/rotation-request.ts';
import type { ScramRotationStep } from '../../src/domain/scram/rotation-step.ts';
import { applyChange } from '../../src/operations/apply-change.ts';
import { planChange } from '../../src/operations/plan-change.ts';
import { planUndo } from '../../src/operations/plan-undo.ts';
import { readRun } from '../../src/operations/read-run.ts';
import { scramRotation } from '../../src/operations/scram-rotation.ts';
import type { ScramSetting } from '../builders/scram-world.ts';
import { type InMemoryRuns, inMemoryRuns } from '../contracts/fakes/in-memory-runs.ts';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** 36 characters, as Secrets Manager's tokens have. */
export const tokenOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Long enough for brokers to be waited for in one step. */
export const leaseMs = 200_000;

type ScramPlan = Plan<ScramRotationStep>;

/** Plans and applies rotations in a setting. */
export function scramRuns(setting: ScramSetting) {
  const runs = inMemoryRuns(() => setting.nowMs);
  let planned = 0;
  const seal = () => ({ planId: `run-${++planned}`, nowMs: setting.nowMs, lifetimeMs: 1e9, hash });
  const request = (token: string, more: Partial<ScramRotationRequest> = {}): ScramRotationRequest => ({
    store: 'aws',
    secretId: setting.pointer,
    token,
    ...more,
  });
  return {
    runs,
    plan: (token: string, more?: Partial<ScramRotationRequest>): Promise<ScramPlan> =>
      planChange(scramRotation, request(token, more), setting.world, seal()),
    apply: (plan: ScramPlan, through: InMemoryRuns = runs): Promise<ChangeReport<ScramRotationStep>> =>
      applyChange(
        scramRotation,
        { plan, approval: { person: 'bob', digest: plan.digest } },
        {
          ...{ ...through, nowMs: () => setting.nowMs, hash, world: setting.world, person: 'ada' },
          leaseMs,
        },
      ),
    planUndo: async (runId: string): Promise<ScramPlan> =>
      planUndo(scramRotation, (await readRun<ScramRotationStep>(runs.journal, runId)).story, setting.world, seal()),
  };
}
