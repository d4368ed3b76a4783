import type { BrokerDisk } from '../../../src/domain/perf/free-disk.ts';
import type { TopicAdmin, TopicState } from '../../../src/ports/topic-admin.ts';

export interface InMemoryTopics extends TopicAdmin {
  readonly there: Map<string, TopicState>;
  /** Called before each write, and after it: a test may throw. */
  onWrite: (when: 'before' | 'after') => void;
}

const usualBatchBytes = 1_048_588;

/** Topics that a map holds. */
export function inMemoryTopics(disks: readonly BrokerDisk[] = [], brokers = 3): InMemoryTopics {
  const there = new Map<string, TopicState>();
  const limits = new Map<string, number>();
  let made = 0;
  const refusalOf: TopicAdmin['checkNewTopic'] = async ({ name, replicationFactor }) => {
    if (there.has(name)) return `Topic '${name}' already exists.`;
    return replicationFactor > brokers ? `Unable to replicate the partition ${replicationFactor} time(s)` : undefined;
  };
  const topics: InMemoryTopics = {
    there,
    onWrite: () => undefined,
    readTopic: async name => there.get(name),
    checkNewTopic: refusalOf,
    async createTopic(topic) {
      topics.onWrite('before');
      const refusal = await refusalOf(topic);
      if (refusal !== undefined) return refusal;
      made += 1;
      const { name, partitions, replicationFactor, settings } = topic;
      const limit = settings['max.message.bytes'];
      if (limit !== undefined) limits.set(name, Number(limit));
      there.set(name, { name, topicId: `id-${made}`, partitions, replicationFactor });
      topics.onWrite('after');
      return undefined;
    },
    async deleteTopic({ name, topicId }) {
      topics.onWrite('before');
      if (there.get(name)?.topicId !== topicId) return 'This server does not host this topic ID.';
      there.delete(name);
      topics.onWrite('after');
      return undefined;
    },
    listTopicNames: async () => [...there.keys()],
    readDisks: async () => disks,
    readMostBatchBytes: async name => limits.get(name ?? '') ?? usualBatchBytes,
  };
  return topics;
}
