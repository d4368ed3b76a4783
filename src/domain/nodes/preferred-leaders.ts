import type { PartitionHealth } from './cluster-health.ts';

/** Partitions that a node is meant to lead, does not, and could. */
export function leadershipsDue(
  nodeId: number,
  partitions: readonly PartitionHealth[],
): readonly Pick<PartitionHealth, 'topic' | 'partition'>[] {
  return partitions
    .filter(
      ({ replicaIds, inSyncIds, leaderId }) =>
        replicaIds[0] === nodeId && leaderId !== nodeId && inSyncIds.includes(nodeId),
    )
    .map(({ topic, partition }) => ({ topic, partition }));
}
