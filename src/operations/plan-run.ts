import type { HashText } from '../domain/change/digest.ts';
import { canonicalJson, type Json } from '../domain/change/json.ts';
import type { ChangeStep, ChangeWorld, Plan } from '../domain/change/plan.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { OperationError } from '../domain/errors.ts';
import { type HeldRun, holdCluster } from './held-run.ts';
import { planChange } from './plan-change.ts';
import { planUndo } from './plan-undo.ts';
import { findRun, readRun } from './read-run.ts';
import { continueRun, type RecorderParts } from './run-recorder.ts';

/** A change that is asked for, or one that is to be taken back. `asked` is how it was written. */
export type RunRequest<Request> =
  | { readonly kind: 'change'; readonly request: Request; readonly asked: Json }
  | { readonly kind: 'undo'; readonly runId: string; readonly asked: Json };

export interface PlanningParts<World extends ChangeWorld> extends RecorderParts {
  readonly world: World;
  readonly hash: HashText;
  /** How long the run may still be begun. */
  readonly lifetimeMs: number;
  readonly leaseMs: number;
}

/**
 * Plans a run and records its plan, holding the cluster. A repeat finds the plan that is recorded already; the same run
 * id with another request is refused.
 */
export async function planRun<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  wanted: RunRequest<Request>,
  held: HeldRun,
  parts: PlanningParts<World>,
): Promise<RunStory<Step>> {
  const { clusterId } = parts.world.target;
  const grant = await holdCluster(held, { clusterId, leaseMs: parts.leaseMs }, parts);
  const recorded = await findRun<Step>(parts.journal, held.runId);
  if (recorded !== undefined) return sameRun(recorded, wanted, held);
  const plan = await makePlan(runbook, wanted, held, parts);
  const recorder = continueRun(plan, undefined, parts.nowMs(), grant, parts);
  await recorder.write({ kind: 'planned', plan, requestedBy: held.requestedBy, request: wanted.asked });
  return recorder.story();
}

function sameRun<Step extends ChangeStep, Request>(
  { story, entries }: { readonly story: RunStory<Step>; readonly entries: readonly { readonly event: unknown }[] },
  wanted: RunRequest<Request>,
  { runId }: HeldRun,
): RunStory<Step> {
  const planned = entries[0]?.event as { readonly request?: Json };
  if (canonicalJson(planned.request) === canonicalJson(wanted.asked)) return story;
  throw new OperationError(
    'InputInvalid',
    `run ${runId} was begun with another request; start this one by another name`,
  );
}

async function makePlan<Request, Step extends ChangeStep, World extends ChangeWorld>(
  runbook: Runbook<Request, Step, World>,
  wanted: RunRequest<Request>,
  { runId: planId }: HeldRun,
  { world, hash, lifetimeMs, nowMs, journal }: PlanningParts<World>,
): Promise<Plan<Step>> {
  const seal = { planId, nowMs: nowMs(), lifetimeMs, hash };
  if (wanted.kind === 'change') return await planChange(runbook, wanted.request, world, seal);
  const { story } = await readRun<Step>(journal, wanted.runId);
  const { kind, target } = story.plan;
  if (kind !== runbook.kind) {
    throw new OperationError('InputInvalid', `run ${wanted.runId} is of kind ${kind}, not ${runbook.kind}`);
  }
  if (target.clusterId !== world.target.clusterId) {
    const message = `run ${wanted.runId} was on cluster ${target.clusterId}, this is ${world.target.clusterId}`;
    throw new OperationError('InputInvalid', message);
  }
  return await planUndo(runbook, story, world, seal);
}
