import type { PartitionColumns } from '../kafka/snapshot.ts';

/** What every partition of a cluster holds at one moment, as columns: one row a partition. */
export interface LogSample {
  readonly clusterId: string;
  readonly takenAtMs: number;
  readonly topics: readonly string[];
  readonly partitions: PartitionColumns;
  /** On the disk of its leader, or of another replica where the leader did not tell; NO_SIZE where none did. */
  readonly bytes: Float64Array;
  /** Copies the partition is to have, in sync or not. */
  readonly replicas: Uint8Array;
  /** Of all brokers; undefined for those without a rack. */
  readonly racks: readonly (string | undefined)[];
  /** Of all partitions and replicas, those included that this login may not describe. */
  readonly diskBytes: number;
  /** Topics on the disks that this login may not describe. */
  readonly hiddenTopics: number;
  /** What could not be read, a sentence each. */
  readonly gaps: readonly string[];
}

/** The value of a size that no broker told. */
export const NO_SIZE = -1;

/** The settings of a topic, or why they cannot be read. */
export type TopicSettingsRow = TopicSettings | { readonly topic: string; readonly problem: string };

/** How long a topic keeps its records. */
export interface TopicSettings {
  readonly topic: string;
  /** Undefined: for ever. */
  readonly retentionMs: number | undefined;
  /** Of one partition; undefined: as much as comes. */
  readonly retentionBytes: number | undefined;
  readonly isCompacted: boolean;
  /** How long records stay on the brokers' own disks, where the topic is tiered and says so. */
  readonly localRetentionMs: number | undefined;
}

/** Kafka's own topics, MSK's canaries and those of Cruise Control: no application of the user writes them. */
export function isInternalTopic(topic: string): boolean {
  return topic.startsWith('__');
}

/** Where each partition of a sample stands: topic, partition → row. */
export function rowsOf({ topics, partitions }: LogSample): (topic: string, partition: number) => number | undefined {
  const byTopic = new Map<string, Map<number, number>>(topics.map(topic => [topic, new Map<number, number>()]));
  for (let row = 0; row < partitions.count; row += 1) {
    byTopic.get(topics[partitions.topic[row]!]!)?.set(partitions.partition[row]!, row);
  }
  return (topic, partition) => byTopic.get(topic)?.get(partition);
}
