import type { OffsetCluster } from '../../../ports/offset-cluster.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { readCommits } from './read-commits.ts';
import { readGroupRights } from './read-group-rights.ts';
import { readLog } from './read-log.ts';
import { readTopics } from './read-topics.ts';
import { deleteCommits, writeCommits } from './write-commits.ts';

/** The offsets of groups on one cluster. */
export function openOffsets(client: ClusterClient): OffsetCluster {
  return {
    readCommits: group => readCommits(client, group),
    readTopics: names => readTopics(client, names),
    readLog: (partitions, atMs) => readLog(client, partitions, atMs),
    readGroupRights: group => readGroupRights(client, group),
    writeCommits: (group, commits) => writeCommits(client, group, commits),
    deleteCommits: (group, partitions) => deleteCommits(client, group, partitions),
  };
}
