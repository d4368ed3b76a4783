import type { Check, PlanDraft } from '../domain/change/plan.ts';
import { choosePartitions, topicsToDescribe } from '../domain/offsets/choose-partitions.ts';
import { doneRecordsOf, keyOf } from '../domain/offsets/commit.ts';
import { block, checkGroup } from '../domain/offsets/group-checks.ts';
import { type OffsetMove, planMoves } from '../domain/offsets/move.ts';
import { checkPartitions, checkRights, checkScope, checkTransactions } from '../domain/offsets/move-checks.ts';
import { type OffsetStep, objectChangeOf, stepsFor } from '../domain/offsets/offset-step.ts';
import type { PartitionFacts, TopicFacts } from '../domain/offsets/partition-facts.ts';
import type { OffsetResetRequest, Position } from '../domain/offsets/request.ts';
import { riskOf } from '../domain/offsets/risk.ts';
import { checkShareRequest, shareConsequence } from '../domain/offsets/share-group.ts';
import { type StepGroupKind, stepGroupKindOf } from '../domain/offsets/step-group-kind.ts';
import {
  checkStreamsState,
  isStreamsApplication,
  type StreamsApplication,
  streamsConsequence,
} from '../domain/offsets/streams-application.ts';
import { checkSubscription } from '../domain/offsets/subscribed-topics.ts';
import { holdRisk, withHold } from '../domain/offsets/with-hold.ts';
import type { LogRow } from '../ports/offset-cluster.ts';
import { lookAtRecords } from './look-at-records.ts';
import { type GroupState, readGroup, readGroupOnceEmpty } from './offset-group.ts';
import { planHold } from './offset-hold-plan.ts';
import type { OffsetWorld } from './offset-world.ts';
import { readApplication } from './streams-application.ts';

/**
 * Plans where every partition goes. Whatever speaks against it becomes a check that blocks, all of it at once; a plan
 * with such a check has no step.
 */
export async function planOffsetReset(asked: OffsetResetRequest, world: OffsetWorld): Promise<PlanDraft<OffsetStep>> {
  const group = await readGroupOnceEmpty(asked.group, world);
  const readAt = new Date(world.nowMs()).toISOString();
  const { request, checks: sourceChecks } = await withSource(asked, world);
  const topics = await world.offsets.readTopics(topicsToDescribe(request, group.commits, group.subscribed));
  const isMovable = group.facts.description !== undefined;
  const chosen =
    !isMovable && request.scope.kind !== 'topics'
      ? nothingChosen
      : choosePartitions(request, group.commits, topics, group.subscribed);
  const log = await world.offsets.readLog(
    chosen.partitions,
    request.target.kind === 'time' ? request.target.timestampMs : undefined,
  );
  const { facts, unread } = gatherFacts(log, group, topics);
  const { moves: unseen, blocked } = planMoves(request, facts);
  const groupKind = stepGroupKindOf(group.facts.description?.kind);
  const application = await readApplication(group, world.offsets);
  const isRestored = request.target.kind === 'restore';
  // A start offset is taken away by writing it.
  const deletes = groupKind === undefined && unseen.some(({ after }) => after === undefined);
  const concerned = topics.filter(({ topic }) => chosen.partitions.some(partition => partition.topic === topic));
  const [{ moves, checks: recordChecks }, rights] = await Promise.all([
    lookAtRecords(unseen, world.offsets),
    isMovable ? world.offsets.readGroupRights(asked.group) : undefined,
  ]);
  const hold = asked.hold === undefined || !isMovable ? undefined : await planHold(asked.group, asked.hold, world);
  const checks = [
    ...checkGroup(group.facts),
    ...checkStreamsState(application, isRestored ? 'leave' : request.internalTopics, chosen.partitions),
    ...(groupKind === 'share' ? checkShareRequest(request) : []),
    ...sourceChecks,
    ...checkScope(chosen.problems),
    ...(isMovable ? checkSubscription(request.scope, group.facts.topics, group.subscribed) : []),
    ...checkPartitions(blocked, unread),
    ...(isMovable ? checkRights(asked.group, rights, concerned, deletes) : []),
    ...checkTransactions(facts, moves, isRestored ? 'ignore' : request.openTransactions),
    ...recordChecks,
    ...(hold?.checks ?? []),
  ];
  const isBlocked = checks.some(({ level }) => level === 'block');
  const steps = stepsFor(
    {
      group: asked.group,
      ...(groupKind === undefined ? {} : { groupKind }),
      readAt,
      ...(request.watchMs === undefined ? {} : { watchMs: request.watchMs }),
    },
    moves,
    request.target.kind === 'current',
  );
  const moved = steps.flatMap(step => step.moves);
  return {
    target: world.target,
    checks,
    objects: isMovable ? moves.map(move => objectChangeOf(asked.group, move)) : [],
    steps: isBlocked ? [] : withHold(hold, steps),
    risk: [
      riskOf(moved, Date.parse(readAt)),
      ...consequencesOf(moved, groupKind, application),
      ...holdRisk(hold, moved),
    ].join('; '),
  };
}

/** What a move does beside moving, by the kind of the group. */
function consequencesOf(
  moves: readonly OffsetMove[],
  groupKind: StepGroupKind | undefined,
  application: StreamsApplication,
): readonly string[] {
  if (moves.length === 0) return [];
  return [
    ...(groupKind === 'share' ? [shareConsequence(moves)] : []),
    ...(isStreamsApplication(application) ? [streamsConsequence] : []),
  ];
}

const nothingChosen = { partitions: [], problems: [] };

/** A request that names another group gets that group's positions. */
async function withSource(
  request: OffsetResetRequest,
  world: OffsetWorld,
): Promise<{ readonly request: OffsetResetRequest; readonly checks: readonly Check[] }> {
  const { target } = request;
  if (target.kind !== 'group') return { request, checks: [] };
  const from = `group ${JSON.stringify(target.group)}`;
  const { facts, commits } = await readGroup(target.group, world);
  const positions = commits.flatMap(({ topic, partition, commit }): Position[] =>
    commit === undefined ? [] : [{ topic, partition, offset: commit.offset }],
  );
  const missing = checkGroup(facts).filter(({ name, level }) => name === 'group-exists' && level === 'block');
  const none = block('source-group-exists', `${from} has no commits to copy`);
  return {
    request: { ...request, target: { kind: 'positions', from, positions } },
    checks:
      missing.length > 0 ? missing.map(check => ({ ...check, name: none.name })) : positions.length > 0 ? [] : [none],
  };
}

function gatherFacts(
  log: readonly LogRow[],
  { commits, problems }: GroupState,
  topics: readonly TopicFacts[],
): { readonly facts: readonly PartitionFacts[]; readonly unread: readonly (LogRow & { readonly problem: string })[] } {
  const committed = new Map(commits.map(row => [keyOf(row), row]));
  const unsettled = new Map(problems.map(row => [keyOf(row), row.problem]));
  const topicIds = new Map(topics.map(({ topic, topicId }) => [topic, topicId]));
  const facts: PartitionFacts[] = [];
  const unread: (LogRow & { readonly problem: string })[] = [];
  for (const row of log) {
    const problem = row.problem ?? unsettled.get(keyOf(row));
    if (problem !== undefined) {
      unread.push({ ...row, problem });
      continue;
    }
    const { topic, partition, log: positions, offsetAtTime } = row;
    const known = committed.get(keyOf(row));
    const commit = known?.commit;
    const doneRecords = known === undefined ? 0 : doneRecordsOf(known, positions.end);
    facts.push({
      topic,
      partition,
      topicId: topicIds.get(topic) ?? '',
      ...(commit === undefined ? {} : { committed: commit }),
      ...(doneRecords > 0 ? { doneRecords } : {}),
      log: positions,
      ...(offsetAtTime === undefined ? {} : { offsetAtTime }),
    });
  }
  return { facts, unread };
}
