import { describe, expect, it } from 'vitest';
import type { ClusterDescription } from '../../../../src/domain/kafka/cluster.ts';
import { runCli, worldWith } from '../fake-shell.ts';

const cluster: ClusterDescription = {
  clusterId: 'MkU3OEVBNTcwNTJENDM2Qk',
  controllerId: 2,
  brokers: [
    { brokerId: 1, host: '127.0.0.1', port: 40_001, rack: 'a', leaderCount: 34, replicaCount: 100 },
    { brokerId: 2, host: '127.0.0.1', port: 40_002, rack: 'b', leaderCount: 33, replicaCount: 100 },
  ],
  topicCount: 3,
  partitionCount: 67,
  underReplicatedPartitionCount: 2,
  leaderlessPartitionCount: 0,
  metadataMode: 'KRaft',
  versionEstimate: '4.1 or later',
  features: [{ name: 'metadata.version', level: 27 }],
  capabilities: [
    { name: 'list groups', supported: true },
    { name: 'describe share groups', supported: false, reason: 'the brokers do not have share groups' },
  ],
};
const world = worldWith({ describeCluster: async () => cluster });

describe('clusters describe', () => {
  it('prints what the cluster is, its brokers and what it allows', async () => {
    const { exitCode, stdout } = await runCli(['clusters', 'describe'], world);
    expect(stdout).toBe(
      [
        'cluster MkU3OEVBNTcwNTJENDM2Qk: Kafka 4.1 or later, KRaft, 2 brokers',
        'features: metadata.version 27',
        '3 topics, 67 partitions: 2 partitions with too few replicas in sync',
        '',
        'BROKER  ADDRESS          RACK  LEADERS  REPLICAS',
        '     1  127.0.0.1:40001  a          34       100',
        '     2  127.0.0.1:40002  b          33       100  controller',
        '',
        'THIS CLUSTER ALLOWS',
        'list groups            yes',
        'describe share groups  no',
        '                       the brokers do not have share groups',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
  });

  it('prints the description itself as JSON', async () => {
    const { stdout } = await runCli(['clusters', 'describe', '--json'], world);
    expect(JSON.parse(stdout)).toEqual(cluster);
  });
});
