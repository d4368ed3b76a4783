import type { Approval } from '../domain/change/approval.ts';
import type { HashText } from '../domain/change/digest.ts';
import { findObstacles } from '../domain/change/find-obstacles.ts';
import type { FollowedObject } from '../domain/change/followed-object.ts';
import { judgeRun } from '../domain/change/judge-run.ts';
import type { ChangeStep, ChangeWorld } from '../domain/change/plan.ts';
import type { RunOutcome } from '../domain/change/run-outcome.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { actOnSteps, closeBrackets } from './act-on-steps.ts';
import { checkRun, verifyRun } from './carry-out-run.ts';
import { type HeldRun, recordHeldRun } from './held-run.ts';
import type { RecorderParts } from './run-recorder.ts';

/** What the stages of a run that is planned need; each reads the journal again and may be repeated. */
export interface StageParts<World extends ChangeWorld> extends RecorderParts {
  readonly world: World;
  readonly hash: HashText;
  /** Longer than a stage can take. */
  readonly leaseMs: number;
}

/** Whether the run may act: it is approved, nothing has moved since its plan, no check speaks against it. */
export async function checkStage<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  held: HeldRun,
  approval: Approval,
  parts: StageParts<World>,
): Promise<boolean> {
  const { world, hash, nowMs } = parts;
  const recorder = await recordHeldRun<Step>(held, parts.leaseMs, parts);
  await recorder.write({ kind: 'started', person: held.requestedBy, approvedBy: approval.person });
  const obstacles = findObstacles(recorder.story().plan, approval, recorder.story(), { nowMs: nowMs(), hash, world });
  if (obstacles.length === 0) return await checkRun(runbook, recorder, world);
  await recorder.write({ kind: 'checked', checks: obstacles });
  return false;
}

/** Does steps until none is left or it is not to begin another one; the first one always. */
export async function actStage<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  held: HeldRun,
  forMs: number,
  parts: StageParts<World>,
): Promise<'over' | 'more'> {
  const untilMs = parts.nowMs() + forMs;
  const recorder = await recordHeldRun<Step>(held, parts.leaseMs, parts);
  let isFirst = true;
  return await actOnSteps(runbook, recorder, parts.world, () => {
    const mayBegin = isFirst || parts.nowMs() < untilMs;
    isFirst = false;
    return mayBegin;
  });
}

export async function cleanUpStage<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  held: HeldRun,
  parts: StageParts<World>,
): Promise<void> {
  await closeBrackets(runbook, await recordHeldRun<Step>(held, parts.leaseMs, parts), parts.world);
}

/** Watches the owners of what a done run has changed go on from there. */
export type Follow<Step extends ChangeStep, World> = (
  story: RunStory<Step>,
  world: World,
) => Promise<readonly FollowedObject[]>;

/** Reads back, watches where somebody asked for it, and tells how the run would end now. */
export async function verifyStage<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  held: HeldRun,
  parts: StageParts<World>,
  follow?: Follow<Step, World>,
): Promise<RunOutcome> {
  const recorder = await recordHeldRun<Step>(held, parts.leaseMs, parts);
  await verifyRun(runbook, recorder, parts.world);
  if (follow !== undefined && judgeRun(recorder.story()) === 'done') {
    await recorder.write({ kind: 'followed', followed: await follow(recorder.story(), parts.world) });
  }
  return judgeRun(recorder.story());
}
