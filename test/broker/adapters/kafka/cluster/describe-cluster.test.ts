import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../../../src/adapters/local/local-cluster.ts';
import type { ClusterDescription } from '../../../../../src/domain/kafka/cluster.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { openScene, type Scene } from '../scene.ts';

let cluster: LocalCluster;
let scene: Scene;
let reader: OpenCluster;
let described: ClusterDescription;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openScene(cluster.connectionFor());
  reader = await openCluster(cluster.connectionFor(), realClock);
  await scene.createTopic(scene.name('described'), 3, 3);
  described = await reader.describeCluster();
});

afterAll(async () => {
  reader.close();
  await scene.close();
});

describe('a cluster of three brokers', () => {
  it('is what its brokers say it is', () => {
    expect(described).toMatchObject({
      clusterId: cluster.clusterId,
      metadataMode: 'KRaft',
      versionEstimate: '4.1 or later',
      leaderlessPartitionCount: 0,
    });
    expect(described.features.map(({ name }) => name)).toContain('metadata.version');
  });

  it('has its brokers in order, with racks, leaders and replicas', () => {
    expect(described.brokers).toMatchObject(
      cluster.brokers.map(({ brokerId, rack, clientPort }) => ({ brokerId, rack, port: clientPort })),
    );
    const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
    expect(sum(described.brokers.map(({ leaderCount }) => leaderCount))).toBe(described.partitionCount);
    expect(sum(described.brokers.map(({ replicaCount }) => replicaCount))).toBeGreaterThan(described.partitionCount);
  });

  it('allows every job of a 4.3 cluster', () => {
    expect(described.capabilities.filter(({ supported }) => !supported)).toEqual([]);
  });
});
