import { compareWithPlan } from '../domain/change/compare.ts';
import type { Finding } from '../domain/change/finding.ts';
import type { Check, ObjectState, Plan, PlanDraft } from '../domain/change/plan.ts';
import type { RunStory, StepProgress } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { block, checkGroup, checkPlannedKind } from '../domain/offsets/group-checks.ts';
import { checkRights, checkStillness, checkTopicIds } from '../domain/offsets/move-checks.ts';
import { commitOf, groupKindOf, groupOf, type OffsetStep, objectStatesOf } from '../domain/offsets/offset-step.ts';
import type { OffsetResetRequest, RestoredRow } from '../domain/offsets/request.ts';
import { aclsLeft, isHoldStep } from '../domain/offsets/with-hold.ts';
import { actOnOffsets, settleOffsets } from './offset-act.ts';
import { readGroup } from './offset-group.ts';
import { actOnHold, settleHold, verifyRelease } from './offset-hold.ts';
import { recheckHold } from './offset-hold-plan.ts';
import { planOffsetReset } from './offset-reset-plan.ts';
import type { OffsetWorld } from './offset-world.ts';

/** Moves the committed offsets of a consumer group that has no members. */
export const offsetReset: Runbook<OffsetResetRequest, OffsetStep, OffsetWorld> = {
  kind: 'offset-reset',
  plan: planOffsetReset,
  observe,
  check,
  act: (step, world) => (isHoldStep(step) ? actOnHold(step, world) : actOnOffsets(step, world)),
  settle: (step, world) => (isHoldStep(step) ? settleHold(step, world) : settleOffsets(step, world)),
  verify,
  undo,
};

async function observe({ objects, steps }: Plan<OffsetStep>, world: OffsetWorld): Promise<readonly ObjectState[]> {
  const [first] = objects;
  if (first === undefined) return [];
  const group = groupOf(first.object);
  const planned = new Set(objects.map(({ object }) => object));
  // A plan without steps does not tell the kind of its group.
  const { commits } =
    steps.length === 0 ? await readGroup(group, world) : await world.offsets.readCommits(group, groupKindOf(steps));
  return objectStatesOf(group, commits).filter(({ object }) => planned.has(object));
}

/** What can have changed since the plan; what was wrong with the plan itself stays wrong. */
async function check(
  { steps, checks }: Plan<OffsetStep>,
  world: OffsetWorld,
  progress: readonly StepProgress[] = [],
): Promise<readonly Check[]> {
  const [step] = steps;
  // A plan that acts on nothing has nothing that could change, and one that was blocked has no steps.
  if (step === undefined) return checks;
  const moves = steps.flatMap(each => each.moves);
  const watchedMs = await watchSince(step, world);
  const { facts, commits } = await readGroup(step.group, world);
  const topics = await world.offsets.readTopics([...new Set(moves.map(({ topic }) => topic))]);
  const groupKind = groupKindOf(steps);
  const stays = [...checkGroup(facts), ...checkTopicIds(moves, topics)];
  if (facts.description === undefined) return stays;
  const rights = await world.offsets.readGroupRights(step.group);
  const deletes = groupKind === undefined && steps.some(({ action }) => action === 'delete');
  return [
    ...stays,
    ...checkPlannedKind(groupKind, facts.description),
    ...checkRights(step.group, rights, topics, deletes),
    ...checkStillness(moves, commits, watchedMs),
    ...(isHoldStep(step) ? await recheckHold(step, progress[0]?.kind ?? 'waiting', world) : []),
  ];
}

/** Waits until the commits have been watched long enough, the time that somebody thought about the plan included. */
async function watchSince(step: OffsetStep, { nowMs, sleep, watchMs }: OffsetWorld): Promise<number> {
  const readAtMs = Date.parse(step.readAt);
  const leftMs = readAtMs + (step.watchMs ?? watchMs) - nowMs();
  if (leftMs > 0) await sleep(leftMs);
  return nowMs() - readAtMs;
}

const betweenReadsMs = 200;

async function verify(plan: Plan<OffsetStep>, world: OffsetWorld): Promise<readonly Finding[]> {
  const untilMs = world.nowMs() + world.verifyWithinMs;
  const last = plan.steps.at(-1);
  for (;;) {
    const findings = compareWithPlan(plan, await observe(plan, world));
    const isOver = world.nowMs() >= untilMs;
    if (isOver || findings.every(({ kind }) => kind === 'as-planned')) {
      return last === undefined || !isHoldStep(last) ? findings : [...findings, ...(await verifyRelease(last, world))];
    }
    await world.sleep(betweenReadsMs);
  }
}

/** Back to what was found before the first step; a plan as any other, which refuses where somebody has moved on. */
async function undo(story: RunStory<OffsetStep>, world: OffsetWorld): Promise<PlanDraft<OffsetStep>> {
  const { plan, before, steps } = story;
  const found = new Map(before?.map(({ object, state }) => [object, state]));
  const begun = plan.steps.filter((_, at) => steps[at]?.kind !== 'waiting');
  const rows = begun.flatMap(({ objects, moves }) =>
    moves.map(({ topic, partition, topicId, after }, at): RestoredRow => {
      const state = commitOf(found.get(objects[at]!));
      return {
        topic,
        partition,
        topicId,
        ...(state === undefined ? {} : { before: state }),
        ...(after === undefined ? {} : { after }),
      };
    }),
  );
  const group = plan.steps[0]?.group ?? '';
  const target = { kind: 'restore', runId: plan.planId, rows } as const;
  const draft = await planOffsetReset(
    { group, target, scope: { kind: 'all' }, outOfRange: 'refuse', noRecord: 'refuse' },
    world,
  );
  if (aclsLeft(story).length === 0) return draft;
  // Done without them, the undo would tell of a group as it was whose consumers cannot join.
  const sentence = `run ${plan.planId} still holds the group, or may: "runs resume ${plan.planId}" takes the hold away; undo it then`;
  return { ...draft, steps: [], checks: [...draft.checks, block('hold-is-over', sentence)] };
}
