import { describe, expect, it } from 'vitest';
import type { GroupListing } from '../../../src/domain/kafka/group.ts';
import type { Snapshot, SnapshotGap } from '../../../src/domain/kafka/snapshot.ts';
import { chosenGroups } from '../../../src/operations/read-chosen-groups.ts';
import type { SnapshotRequest } from '../../../src/ports/cluster-reader.ts';

const gapOf = (what: string): SnapshotGap => ({ what, errorCode: -1, sentence: what });

const clusterWith = (...names: readonly string[]) => {
  const asked: SnapshotRequest[] = [];
  const listing = (group: string): GroupListing => ({ group, kind: 'classic', state: 'Stable', coordinatorId: 1 });
  return {
    asked,
    listGroups: () => Promise.resolve({ groups: names.map(listing), gaps: [gapOf('groups of broker 2')] }),
    readSnapshot: (request: SnapshotRequest) => {
      asked.push(request);
      return Promise.resolve({ gaps: [gapOf('a leader')] } as unknown as Snapshot);
    },
  };
};

describe('reading chosen groups', () => {
  it('asks for all groups at once when none are chosen', async () => {
    const cluster = clusterWith('a');
    await chosenGroups(cluster, { included: [], excluded: [] }).readSnapshot({});
    expect(cluster.asked).toEqual([{}]);
  });

  it('asks for the groups that fit now, and tells what could not be listed', async () => {
    const cluster = clusterWith('orders-1', 'orders-2', 'orders-test', 'billing');
    const reader = chosenGroups(cluster, { included: ['orders-*'], excluded: ['*-test'] });
    const { gaps } = await reader.readSnapshot({});
    expect(cluster.asked).toEqual([{ groups: ['orders-1', 'orders-2'] }]);
    expect(gaps.map(({ what }) => what)).toEqual(['groups of broker 2', 'a leader']);
  });

  it('tells once what neither the listing nor the snapshot could read', async () => {
    const cluster = clusterWith('orders-1');
    const readSnapshot = () => Promise.resolve({ gaps: [gapOf('groups of broker 2')] } as unknown as Snapshot);
    const { gaps } = await chosenGroups({ ...cluster, readSnapshot }, { included: ['*'], excluded: [] }).readSnapshot(
      {},
    );
    expect(gaps.map(({ what }) => what)).toEqual(['groups of broker 2']);
  });
});
