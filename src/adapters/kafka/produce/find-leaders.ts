import { OperationError } from '../../../domain/errors.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { PartitionQueue } from './partition-queue.ts';

const betweenAsksMs = 100;

/** Looks up anew who leads each partition: once at a time, and not all the time. A failure is left for the next try. */
export function leaderFinder(
  client: ClusterClient,
  topic: string,
  queues: readonly PartitionQueue[],
  monotonicMs: () => number,
): () => Promise<void> {
  let isAsking = false;
  let askedAtMs = -Infinity;
  return async () => {
    if (isAsking || monotonicMs() - askedAtMs < betweenAsksMs) return;
    isAsking = true;
    askedAtMs = monotonicMs();
    try {
      const { topics } = await client.metadata([topic]);
      const told = new Map(topics.flatMap(({ partitions }) => partitions.map(each => [each.partition, each.leaderId])));
      for (const queue of queues) {
        const leaderId = told.get(queue.partition) ?? -1;
        queue.leaderId = leaderId < 0 ? undefined : leaderId;
      }
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
    } finally {
      isAsking = false;
    }
  };
}
