import { named } from '../lag/figures.ts';
import { matchesAny } from '../lag/group-patterns.ts';
import { nearestNames } from '../lag/nearest-names.ts';
import { byTopicAndPartition, keyOf, type TopicPartition } from './commit.ts';
import type { TopicFacts } from './partition-facts.ts';
import type { OffsetResetRequest, OffsetScope, OffsetTarget } from './request.ts';
import { isPattern, type TopicChoice } from './topic-choice.ts';

/** The partitions a request means, and what it names that is not there. */
export interface ChosenPartitions {
  readonly partitions: readonly TopicPartition[];
  readonly problems: readonly string[];
}

type Asked = Pick<OffsetResetRequest, 'scope' | 'target'>;

/** Topics to ask the cluster about before partitions can be chosen. `subscribed`: those the members of the group read. */
export function topicsToDescribe(
  { scope, target }: Asked,
  committed: readonly TopicPartition[],
  subscribed: readonly string[] = [],
): readonly string[] {
  const base = [...committed, ...(partitionsOf(target) ?? [])].map(({ topic }) => topic);
  const exact = choicesOf(scope, [], subscribed).filter(choice => !isPattern(choice));
  return [...new Set([...base, ...exact.map(({ topic }) => topic)])];
}

/** What a scope names; nothing where it takes all there is. */
function choicesOf(
  scope: OffsetScope,
  committed: readonly TopicPartition[],
  subscribed: readonly string[],
): readonly TopicChoice[] {
  if (scope.kind === 'all') return [];
  if (scope.kind === 'topics') return scope.choices;
  return [...new Set([...committed.map(({ topic }) => topic), ...subscribed])].map(topic => ({ topic }));
}

/**
 * A pattern chooses among topics the group has commits for: others are none of its business. A topic given by its name
 * is meant whatever the group has, and all of its partitions with it. What the target names can only be narrowed.
 */
export function choosePartitions(
  { scope, target }: Asked,
  committed: readonly TopicPartition[],
  topics: readonly TopicFacts[],
  subscribed: readonly string[] = [],
): ChosenPartitions {
  const known = new Map(topics.map(topic => [topic.topic, topic]));
  const base = partitionsOf(target) ?? committed;
  const isNarrowing = partitionsOf(target) !== undefined;
  const choices = choicesOf(scope, committed, subscribed);
  const wanted = scope.kind === 'all' ? [base] : choices.map(choice => fit(choice, base, isNarrowing, known));
  const strangers = wanted.flatMap((partitions, at) =>
    partitions.length === 0 && scope.kind === 'topics'
      ? [`nothing fits topic ${JSON.stringify(choices[at]!.topic)}`]
      : [],
  );
  const distinct = [...new Map(wanted.flat().map(row => [keyOf(row), row])).values()];
  const problems = [...strangers, ...missing(distinct, known, base)];
  if (target.kind === 'skip-record' && distinct.length > 1) {
    problems.push(
      `one record is skipped in one partition, and ${distinct.length} fit: say which, as in --topic orders:3`,
    );
  }
  if (distinct.length === 0 && problems.length === 0) problems.push(nothingToMove(target));
  return {
    partitions: distinct
      .filter(({ topic, partition }) => known.get(topic)?.partitions.includes(partition) === true)
      .map(({ topic, partition }) => ({ topic, partition }))
      .toSorted(byTopicAndPartition),
    problems,
  };
}

function nothingToMove(target: OffsetTarget): string {
  if (target.kind === 'restore') return `run ${target.runId} moved nothing that could be put back`;
  return 'the group has no commit: name topics with --topic';
}

/** What a target names by itself; undefined where it fits any partition. */
function partitionsOf(target: OffsetTarget): readonly TopicPartition[] | undefined {
  if (target.kind === 'positions') return target.positions;
  return target.kind === 'restore' ? target.rows : undefined;
}

function fit(
  choice: TopicChoice,
  base: readonly TopicPartition[],
  isNarrowing: boolean,
  known: ReadonlyMap<string, TopicFacts>,
): readonly TopicPartition[] {
  const fits = matchesAny([choice.topic]);
  if (isNarrowing) {
    return base.filter(({ topic, partition }) => fits(topic) && (choice.partitions?.includes(partition) ?? true));
  }
  const topics = isPattern(choice) ? base.map(({ topic }) => topic).filter(fits) : [choice.topic];
  return [...new Set(topics)].flatMap(topic => {
    // A topic that is not there is kept with one partition, so that somebody says that it is not there.
    const has = known.get(topic)?.partitions ?? [];
    return (choice.partitions ?? (has.length === 0 ? [0] : has)).map(partition => ({ topic, partition }));
  });
}

/** Each topic and partition that is meant but not there, in a sentence. */
function missing(
  partitions: readonly TopicPartition[],
  known: ReadonlyMap<string, TopicFacts>,
  base: readonly TopicPartition[],
): string[] {
  const alternatives = [...new Set(base.map(({ topic }) => topic))].filter(
    topic => known.get(topic)?.error === undefined,
  );
  return [...Map.groupBy(partitions, ({ topic }) => topic)].flatMap(([topic, rows]) => {
    const facts = known.get(topic);
    const error = facts === undefined ? 'it is not on the cluster' : facts.error;
    if (error !== undefined) {
      const nearest = nearestNames(topic, alternatives);
      const hint = nearest.length === 0 ? '' : `; did you mean ${named(nearest)}?`;
      return [`topic ${JSON.stringify(topic)}: ${error}${hint}`];
    }
    const has = new Set(facts?.partitions);
    const absent = rows.flatMap(({ partition }) => (has.has(partition) ? [] : [partition]));
    return absent.length === 0
      ? []
      : [`topic ${JSON.stringify(topic)} has no partition ${absent.join(', ')}: it has 0 to ${has.size - 1}`];
  });
}
