import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import type { Snapshot } from '../../../../../src/domain/kafka/snapshot.ts';
import { rowsOf, type WrittenRows } from '../../../../builders/snapshot-rows.ts';
import { type OwnCluster, startOwnCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { eventually, openScene, type Scene } from '../scene.ts';

const groupCount = 60;
const brokerIds = [1, 2, 3] as const;

let own: OwnCluster;
let scene: Scene;
let reader: OpenCluster;
let whole: WrittenRows;

/** Groups spread over all coordinators, each with commits in a replicated topic whose leaders are on all brokers. */
beforeAll(async () => {
  own = await startOwnCluster({ brokers: 3, heapMegabytes: 320 });
  scene = await openScene(own.cluster.connectionFor());
  // What a failover costs is time, and more of it on a busy machine.
  reader = await openCluster(own.cluster.connectionFor(), { ...realClock, retryWindowMs: 60_000 });
  await scene.createTopic('orders', 6, 3);
  await scene.createTopic('alone', 6, 1);
  await scene.produce('orders', 10, 6);
  await scene.produce('alone', 10, 6);
  const offsets = [0n, 1n, 2n, 3n, 4n, 5n];
  for (let index = 0; index < groupCount; index += 1) await scene.commit(`group-${index}`, 'orders', offsets);
  await scene.commit('on-alone', 'alone', offsets);
  await eventually(async () => {
    whole = rowsOf(await reader.readSnapshot({}));
    expect(Object.keys(whole)).toHaveLength(groupCount + 1);
    expect(Object.values(whole).map(rows => Object.keys(rows).length)).toEqual(Array(groupCount + 1).fill(6));
  });
  // Followers hear with their next fetch that a commit is committed. A coordinator whose broker is killed before hands
  // over to one that answers, for a moment, as it was before that commit (KAFKA-15910).
  await sleep(2_000);
});

/** One that failed in the middle leaves a broker down, and the next one would take the quorum with its own. */
afterEach(async () => {
  for (const brokerId of brokerIds) await own.cluster.startBroker(brokerId);
  await eventually(async () => expect(rowsOf(await reader.readSnapshot({}))).toEqual(whole));
});

afterAll(async () => {
  reader.close();
  await scene.close();
  await own.remove();
});

function withoutAlone(snapshot: Snapshot): WrittenRows {
  return Object.fromEntries(Object.entries(rowsOf(snapshot)).filter(([group]) => group !== 'on-alone'));
}

/** Reads again and again while something happens, and gives every snapshot. */
async function readWhile(work: Promise<void>): Promise<readonly Snapshot[]> {
  const snapshots: Snapshot[] = [];
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  while (!isOver) snapshots.push(await reader.readSnapshot({}));
  await over;
  snapshots.push(await reader.readSnapshot({}));
  return snapshots;
}

describe('a broker', () => {
  it.each(brokerIds)(
    '%i that is killed while it is read costs time, not rows, and its own partitions say so',
    async brokerId => {
      const { alone } = await leadersNow();
      const snapshots = await readWhile(own.cluster.killBroker(brokerId));
      const last = snapshots.at(-1)!;
      for (const snapshot of snapshots) {
        expect(withoutAlone(snapshot)).toEqual(withoutAlone({ ...last }));
        expect(snapshot.gaps).toEqual([]);
      }
      const expected = Object.fromEntries(Object.entries(whole).filter(([group]) => group !== 'on-alone'));
      expect(withoutAlone(last)).toEqual(expected);
      // What only that broker held has no leader now, and the rest of the same group stands.
      await eventually(async () => {
        const rows = rowsOf(await reader.readSnapshot({ groups: ['on-alone'] }))['on-alone']!;
        expect(rows).toEqual(
          Object.fromEntries(
            alone.map((leader, partition) => [
              `alone-${partition}`,
              leader === brokerId ? `${partition} of error ${rowError.leaderUnknown}` : `${partition} of 0..10..10`,
            ]),
          ),
        );
      });
    },
  );

  it('that is stopped politely while it is read costs nothing', async () => {
    const snapshots = await readWhile(own.cluster.stopBroker(2));
    const expected = Object.fromEntries(Object.entries(whole).filter(([group]) => group !== 'on-alone'));
    for (const snapshot of snapshots) {
      expect(withoutAlone(snapshot)).toEqual(expected);
      expect(snapshot.gaps).toEqual([]);
    }
    const { groups } = await reader.listGroups();
    const described = await reader.describeGroups(groups);
    expect(described.map(({ error }) => error)).toEqual(described.map(() => undefined));
  });
});

async function leadersNow(): Promise<{ readonly alone: readonly number[] }> {
  const { topics } = await scene.client.metadata(['alone']);
  const partitions = [...topics[0]!.partitions].sort((a, b) => a.partition - b.partition);
  return { alone: partitions.map(({ leaderId }) => leaderId) };
}
