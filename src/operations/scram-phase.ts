import type { Approval } from '../domain/change/approval.ts';
import { type ChangeReport, reportRun } from '../domain/change/change-report.ts';
import { findObstacles } from '../domain/change/find-obstacles.ts';
import { isFullyApplied, judgeRun } from '../domain/change/judge-run.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import { OperationError } from '../domain/errors.ts';
import type { ScramRotationRequest } from '../domain/scram/rotation-request.ts';
import { isAfter, type RotationPhase, type ScramRotationStep } from '../domain/scram/rotation-step.ts';
import { actOnSteps } from './act-on-steps.ts';
import { checkRun, verifyRun } from './carry-out-run.ts';
import { type HeldRun, recordHeldRun } from './held-run.ts';
import type { StageParts } from './run-stages.ts';
import { scramRotation } from './scram-rotation.ts';
import { releasePending } from './scram-versions.ts';
import type { ScramWorld } from './scram-world.ts';

/** What one call of a rotation came to. */
export interface PhaseReport {
  /**
   * `reached`: the phase is done, and there are others after it. `over`: the run has ended, see the report.
   */
  readonly kind: 'reached' | 'over';
  readonly report: ChangeReport<ScramRotationStep>;
}

/** A recorded rotation, and who said that it may be. */
export interface PhaseRun {
  readonly held: HeldRun;
  readonly approval: Approval;
  readonly request: Pick<ScramRotationRequest, 'secretId' | 'token'>;
}

/**
 * Goes on with a recorded rotation up to and including a phase. Every call checks anew and repeats nothing that is done,
 * so a call may be made again, also for a phase that was reached before. Rejects with the error of the step that
 * failed; where it is not retryable, as where a check blocks, the version is no longer pending.
 */
export async function actUpTo(
  phase: RotationPhase,
  { held, approval, request }: PhaseRun,
  parts: StageParts<ScramWorld>,
): Promise<PhaseReport> {
  const { world, hash, nowMs, leaseMs } = parts;
  const recorder = await recordHeldRun<ScramRotationStep>(held, leaseMs, parts);
  const { plan, ended } = recorder.story();
  if (ended?.outcome === 'done') return { kind: 'over', report: reportRun(recorder.story()) };

  await recorder.write({ kind: 'started', person: held.requestedBy, approvedBy: approval.person });
  const obstacles = findObstacles(plan, approval, recorder.story(), { nowMs: nowMs(), hash, world });
  if (obstacles.length > 0) await recorder.write({ kind: 'checked', checks: obstacles });
  const mayAct =
    obstacles.length === 0 && (isFullyApplied(recorder.story()) || (await checkRun(scramRotation, recorder, world)));
  let failure: OperationError | undefined;
  if (mayAct) {
    const watched = {
      ...scramRotation,
      act: (step: ScramRotationStep, given: ScramWorld) =>
        scramRotation.act(step, given).catch((error: unknown) => {
          if (error instanceof OperationError) failure = error;
          throw error;
        }),
    };
    const mayBegin = () => {
      const { steps } = recorder.story();
      const next = plan.steps.find((_, at) => steps[at]?.kind !== 'done');
      return next === undefined || !isAfter(phase, next);
    };
    const more = await actOnSteps(watched, recorder, world, mayBegin);
    if (more === 'more' && recorder.story().failure === undefined) {
      return { kind: 'reached', report: reportRun(recorder.story()) };
    }
    await verifyRun(scramRotation, recorder, world);
  }
  await recorder.write({ kind: 'ended', outcome: judgeRun(recorder.story()) });
  const report = reportRun(recorder.story());
  if (isFullyApplied(recorder.story())) return { kind: 'over', report };
  if (!mayAct && isWithoutTrace(recorder.story())) await releasePending(request.secretId, request.token, world);
  throw failure ?? new OperationError('BrokerRefused', report.reasons.join('; '));
}

/** Whether the pending version may go: it is not where a password is that somebody has. */
function isWithoutTrace({ plan, steps }: RunStory<ScramRotationStep>): boolean {
  return plan.steps.every(({ releases }, at) => releases !== undefined || steps[at]?.kind === 'waiting');
}
