import type { Check } from '../change/plan.ts';
import { counted, named } from '../lag/figures.ts';
import { areSame, type Commit, describeCommit, keyOf, type PartitionCommit, type TopicPartition } from './commit.ts';
import { block, pass } from './group-checks.ts';
import type { BlockedPartition, OffsetMove } from './move.ts';
import type { PartitionFacts, TopicFacts } from './partition-facts.ts';

/** What the request names that is not there. */
export function checkScope(problems: readonly string[]): readonly Check[] {
  return problems.map(problem => block('partitions-are-there', problem));
}

/** Partitions that cannot go where they should, and those that could not be read, one check each. */
export function checkPartitions(
  blocked: readonly BlockedPartition[],
  unread: readonly (TopicPartition & { readonly problem: string })[],
): readonly Check[] {
  return [
    ...blocked.map(row => block('target-can-be-reached', `${keyOf(row)}: ${row.reason}`)),
    ...unread.map(row => block('partitions-can-be-read', `${keyOf(row)}: ${row.problem}`)),
  ];
}

/** A commit needs Read on group and topics, a deletion Delete on the group; brokers tell both without a trial. */
export function checkRights(
  group: string,
  rights: { readonly mayCommit: boolean; readonly mayDelete: boolean } | undefined,
  topics: readonly TopicFacts[],
  deletes: boolean,
): readonly Check[] {
  const unreadable = topics.filter(({ mayRead }) => mayRead === false).map(({ topic }) => topic);
  const missing = [
    ...(rights?.mayCommit === false ? [`Read on group ${JSON.stringify(group)}`] : []),
    ...(deletes && rights?.mayDelete === false ? [`Delete on group ${JSON.stringify(group)}`] : []),
    ...(unreadable.length > 0 ? [`Read on topic ${named(unreadable)}`] : []),
  ];
  if (missing.length > 0) return [block('login-may-commit', `this login lacks ${missing.join(' and ')}`)];
  const isTold = rights !== undefined && topics.every(({ mayRead }) => mayRead !== undefined);
  if (isTold) return [pass('login-may-commit', 'this login may commit for the group')];
  const sentence = 'the brokers do not tell whether this login may commit for the group: acting will';
  return [{ name: 'login-may-commit', level: 'warn', sentence }];
}

/**
 * Wrong medicine: what a transaction holds back, no commit sets free. A group that waits for one is not moved on unless
 * somebody says that its consumers do not wait; it may go back.
 */
export function checkTransactions(
  facts: readonly PartitionFacts[],
  moves: readonly OffsetMove[],
  openTransactions: 'ignore' | undefined,
): readonly Check[] {
  const held = facts.filter(
    ({ committed, log }) => committed !== undefined && log.lastStable < log.end && committed.offset >= log.lastStable,
  );
  if (held.length === 0) return [];
  const onward = new Set(
    moves
      .filter(
        ({ before, after, log }) => after !== undefined && !areSame(before, after) && after.offset >= log.lastStable,
      )
      .map(keyOf),
  );
  const blocks = openTransactions === undefined && held.some(row => onward.has(keyOf(row)));
  const what = `an open transaction holds back ${named(held.map(keyOf))}: if the consumers are read_committed they wait for it, and moving offsets does not help; kafka-transactions.sh find-hanging finds it`;
  const sentence = blocks ? `${what}; if they are read_uncommitted, say --ignore-open-transactions` : what;
  return [{ name: 'no-open-transaction', level: blocks ? 'block' : 'warn', sentence }];
}

/** A topic that was deleted and made anew has other records at the same offsets. */
export function checkTopicIds(moves: readonly OffsetMove[], topics: readonly TopicFacts[]): readonly Check[] {
  const now = new Map(topics.map(topic => [topic.topic, topic]));
  const planned = new Map(moves.map(({ topic, topicId }) => [topic, topicId]));
  const changed = [...planned]
    .filter(([topic, topicId]) => now.get(topic)?.topicId !== topicId)
    .map(([topic]) => topic);
  if (changed.length === 0) return [pass('topics-are-the-same', 'the topics are those of the plan')];
  return [block('topics-are-the-same', `${named(changed)} was deleted or made anew since the plan; plan again`)];
}

/**
 * Commits that move while the group has no members: somebody reads with assign(), which needs no membership, and would
 * write over the new offsets with its next commit.
 */
export function checkStillness(
  planned: readonly (TopicPartition & { readonly before?: Commit; readonly after?: Commit })[],
  now: readonly PartitionCommit[],
  watchedMs: number,
): readonly Check[] {
  const current = new Map(now.map(row => [keyOf(row), row.commit]));
  // A run that goes on after a crash finds some of them moved by itself.
  const moved = planned.filter(
    move => ![move.before, move.after].some(expected => areSame(expected, current.get(keyOf(move)))),
  );
  const [first] = moved;
  if (first === undefined) {
    const sentence = `no commit moved for ${counted(Math.round(watchedMs / 1_000), 'second')}`;
    return [pass('commits-stand-still', sentence)];
  }
  const example = `${keyOf(first)} from ${describeCommit(first.before)} to ${describeCommit(current.get(keyOf(first)))}`;
  const sentence = `${counted(moved.length, 'commit')} moved since the plan although the group has no members (${example}): a consumer with assign() still runs, or somebody else moved it; stop that and plan again`;
  return [block('commits-stand-still', sentence)];
}
