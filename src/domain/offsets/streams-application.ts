import type { Check } from '../change/plan.ts';
import type { GroupKind } from '../kafka/group.ts';
import { named } from '../lag/figures.ts';
import type { TopicPartition } from './commit.ts';
import { block } from './group-checks.ts';

/** Kafka Streams calls its group like the application, and its internal topics `<application>-<node>-<what>`. */
const internalNames = [
  /-(changelog|repartition|subscription-registration-topic|subscription-response-topic)$/,
  /-KTABLE-FK-JOIN-SUBSCRIPTION-(REGISTRATION|RESPONSE)-\d+-topic$/,
];

/** A group that is, or may be, a Kafka Streams application. */
export interface StreamsApplication {
  readonly group: string;
  readonly kind: GroupKind;
  /** As far as this login sees topics. */
  readonly internalTopics: readonly string[];
}

/** The internal topics of an application by their names. One that fits two applications is of the longer name. */
export function internalTopicsOf(
  group: string,
  topics: readonly string[],
  otherGroups: readonly string[],
): readonly string[] {
  const longer = otherGroups.filter(other => other.startsWith(`${group}-`));
  return topics.filter(
    topic =>
      topic.startsWith(`${group}-`) &&
      internalNames.some(pattern => pattern.test(topic)) &&
      !longer.some(other => topic.startsWith(`${other}-`)),
  );
}

export function isStreamsApplication({ kind, internalTopics }: StreamsApplication): boolean {
  return kind === 'streams' || internalTopics.length > 0;
}

/**
 * The offsets are half of what a Kafka Streams application remembers; its stores, and what is under way between its
 * parts, are in internal topics. Its input topics are moved alone only if somebody says so.
 */
export function checkStreamsState(
  application: StreamsApplication,
  internalTopics: 'leave' | undefined,
  chosen: readonly TopicPartition[],
): readonly Check[] {
  if (!isStreamsApplication(application)) return [];
  const what = whatItIs(application);
  const own = new Set(application.internalTopics);
  const inTheWay = [...new Set(chosen.map(({ topic }) => topic).filter(topic => own.has(topic)))];
  const name = 'internal-topics-are-dealt-with';
  if (internalTopics === undefined) {
    const sentence = `${what}, which would not move along: ${toolFor(application)} starts it over with them; to move its input topics alone, name them with --topic and say --leave-internal-topics`;
    return [block(name, sentence)];
  }
  if (inTheWay.length > 0) {
    return [block(name, `${what}: ${named(inTheWay)} cannot be moved; name only its input topics with --topic`)];
  }
  return [{ name, level: 'warn', sentence: `${what}, which stay as they are` }];
}

/** What becomes of an application whose input topics are moved alone. */
export const streamsConsequence =
  'stores and internal topics stay as they are: what is read again is counted twice, what is skipped is missing from them';

function whatItIs({ group, internalTopics }: StreamsApplication): string {
  const has =
    internalTopics.length === 0
      ? 'with state and internal topics that this login does not see'
      : `with the internal topics ${named(internalTopics)}`;
  return `group ${JSON.stringify(group)} is a Kafka Streams application ${has}`;
}

function toolFor({ group, kind }: StreamsApplication): string {
  const name = JSON.stringify(group);
  if (kind === 'streams') return `kafka-streams-groups.sh --reset-offsets --group ${name} --delete-all-internal-topics`;
  return `kafka-streams-application-reset.sh --application-id ${name}`;
}
