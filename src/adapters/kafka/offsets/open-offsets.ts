import type { OffsetCluster } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { readRecordsAt } from '../records/read-records-at.ts';
import { listTopics } from './list-topics.ts';
import { readCommits } from './read-commits.ts';
import { readGroupRights } from './read-group-rights.ts';
import { readLog } from './read-log.ts';
import { readStartOffsets } from './read-start-offsets.ts';
import { readTopics } from './read-topics.ts';
import { deleteCommits, writeCommits } from './write-commits.ts';
import { clearStartOffsets, writeStartOffsets } from './write-start-offsets.ts';

/** The offsets of groups on one cluster. */
export function openOffsets(client: ClusterClient): OffsetCluster {
  return {
    readCommits: (group, kind) => (kind === 'share' ? readStartOffsets(client, group) : readCommits(client, group)),
    listTopics: () => listTopics(client),
    readTopics: names => readTopics(client, names),
    readLog: (partitions, atMs) => readLog(client, partitions, atMs),
    readRecordsAt: (positions, limits) => readRecordsAt(client, positions, limits),
    readGroupRights: group => readGroupRights(client, group),
    writeCommits: (group, commits, kind) =>
      (kind === 'share' ? writeStartOffsets : writeCommits)(client, group, commits),
    deleteCommits: (group, partitions, kind) =>
      (kind === 'share' ? clearStartOffsets : deleteCommits)(client, group, partitions),
  };
}
