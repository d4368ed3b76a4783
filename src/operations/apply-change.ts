import type { Approval } from '../domain/change/approval.ts';
import { type ChangeReport, reportRefusal, reportRun } from '../domain/change/change-report.ts';
import type { HashText } from '../domain/change/digest.ts';
import { findObstacles } from '../domain/change/find-obstacles.ts';
import { judgeRun } from '../domain/change/judge-run.ts';
import type { ChangeStep, ChangeWorld, Check, Plan } from '../domain/change/plan.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import type { LockAnswer } from '../ports/change-lock.ts';
import { carryOutRun } from './carry-out-run.ts';
import { findRun } from './read-run.ts';
import { type RecorderParts, takeUpRun } from './run-recorder.ts';

/** Who acts, and with what. */
export interface ApplyCircumstances<World extends ChangeWorld> extends RecorderParts {
  readonly world: World;
  readonly hash: HashText;
  /** Who runs this, as the journal is to name them. */
  readonly person: string;
  /** No step may take as long as half of it. */
  readonly leaseMs: number;
}

/**
 * Applies a plan, or goes on with it where an earlier process with the same plan was ended. Nothing is written to the
 * cluster unless every check passes, and never a step twice whose effect is known.
 */
export async function applyChange<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  { plan, approval }: { readonly plan: Plan<Step>; readonly approval: Approval },
  circumstances: ApplyCircumstances<World>,
): Promise<ChangeReport<Step>> {
  const { journal, lock, nowMs, hash, person, leaseMs, world } = circumstances;
  const { planId: runId, target } = plan;
  const story = (await findRun<Step>(journal, runId))?.story;
  const obstacles = findObstacles(plan, approval, story, { nowMs: nowMs(), hash, world });
  if (obstacles.length > 0) return reportRefusal(plan, obstacles, story);
  if (story?.ended?.outcome === 'done') return reportRun(story);

  const answer = await lock.acquire({ clusterId: target.clusterId, runId, person, leaseMs });
  if (answer.kind === 'held') return reportRefusal(plan, [heldCheck(target.clusterId, answer)], story);
  try {
    const recorder = await takeUpRun(plan, approval.person, answer.grant, circumstances);
    await carryOutRun(runbook, recorder, world);
    await recorder.write({ kind: 'ended', outcome: judgeRun(recorder.story()) });
    return reportRun(recorder.story());
  } finally {
    await lock.release(answer.grant);
  }
}

function heldCheck(clusterId: string, { runId, person, expiresAt }: Extract<LockAnswer, { kind: 'held' }>): Check {
  const sentence = `cluster ${clusterId} is being changed by run ${runId} of ${person}; wait for it, or until ${expiresAt}`;
  return { name: 'cluster-is-free', level: 'block', sentence };
}
