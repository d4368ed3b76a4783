import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import { encodeLagState } from '../../../src/domain/lag/state-codec.ts';
import {
  fine,
  run,
  snapshotAt,
  stageOf,
  stalled,
  storeBeforeIncident,
  storedIn,
} from '../../builders/scheduled-lag-check.ts';
import { inMemoryLagWindowStore } from '../../contracts/fakes/in-memory-lag-window-store.ts';

describe('runScheduledLagCheck', () => {
  it('keeps its window from run to run and tells what changed, once', async () => {
    let group = stalled;
    let minute = 0;
    const { store, told, published, world } = stageOf(() => snapshotAt(minute, group));
    const results = [];
    for (; minute < 5; minute += 1) {
      group = minute < 3 ? stalled : fine;
      results.push(await run(world, minute));
    }
    expect(
      results.map(result => (result.kind === 'recorded' ? result.report.groups[0]!.verdict : result.kind)),
    ).toEqual(['NEW', 'STALLED', 'STALLED', 'OK', 'OK']);
    expect(told.map(notice => [notice.transition, notice.verdict])).toEqual([
      ['opened', 'STALLED'],
      ['closed', 'OK'],
    ]);
    expect(told[0]!.incidentId).toBe(told[1]!.incidentId);
    expect(published).toHaveLength(5);
    expect(results[1]).toMatchObject({ noticesDelivered: 1, openIncidents: 1, notes: [] });
    expect(storedIn(store)).toMatchObject({ clusterId: 'cluster-a', incidents: [], outbox: [] });
    expect(storedIn(store).window!.samples).toHaveLength(5);
  });

  it('does nothing for a second delivery of the same instant, not even read the cluster', async () => {
    const { store, told, published, world } = stageOf(() => snapshotAt(0));
    await run(world, 0);
    const before = store.stored();
    const readSnapshot = () => Promise.reject(new Error('must not be read'));
    expect(await run({ ...world, snapshots: { readSnapshot } }, 0)).toEqual({ kind: 'duplicate', notes: [] });
    expect(store.stored()).toBe(before);
    expect([told.length, published.length]).toEqual([0, 1]);
  });

  it('lets one of two runs at once count, and tells once', async () => {
    const store = await storeBeforeIncident();
    const { told, published, world } = stageOf(() => snapshotAt(1), {}, store);
    const kinds = (await Promise.all([run(world, 1), run(world, 1)])).map(result => result.kind);
    expect(kinds.toSorted()).toEqual(['duplicate', 'recorded']);
    expect(told).toHaveLength(1);
    expect(published).toHaveLength(1);
    expect(storedIn(store).window!.samples).toHaveLength(2);
  });

  it('adds to what another run has written in the meantime, without reading the cluster again', async () => {
    const store = await storeBeforeIncident();
    let reads = 0;
    const other = stageOf(() => snapshotAt(1), {}, store);
    const { told, world } = stageOf(() => snapshotAt(2), {}, store);
    const snapshots = {
      readSnapshot: async () => {
        reads += 1;
        await run(other.world, 1);
        return snapshotAt(2);
      },
    };
    expect(await run({ ...world, snapshots }, 2)).toMatchObject({ kind: 'recorded', openIncidents: 1 });
    expect(reads).toBe(1);
    expect(storedIn(store).window!.samples).toHaveLength(3);
    expect([other.told.length, told.length]).toEqual([1, 0]);
  });

  it('fails after three lost writes, and has neither told nor published anything', async () => {
    const store = inMemoryLagWindowStore();
    let tries = 0;
    const windows = { ...store, save: async () => ((tries += 1), 'contended' as const) };
    const { told, published, world } = stageOf(() => snapshotAt(0), { windows });
    await expect(run(world, 0)).rejects.toMatchObject({ name: 'WindowContended', retryable: true });
    expect([tries, told.length, published.length]).toEqual([3, 0, 0]);
  });

  it('leaves everything as it was when the cluster cannot be read', async () => {
    const store = await storeBeforeIncident();
    const before = store.stored();
    const lost = new OperationError('BrokerUnreachable', 'no broker answers', { retryable: true });
    const snapshots = { readSnapshot: () => Promise.reject(lost) };
    const { told, published, world } = stageOf(() => snapshotAt(1), { snapshots }, store);
    await expect(run(world, 1)).rejects.toBe(lost);
    expect(store.stored()).toBe(before);
    expect([told.length, published.length]).toEqual([0, 0]);
  });

  it('begins anew over an object nobody can read, and says so', async () => {
    const store = inMemoryLagWindowStore(new TextEncoder().encode('not a window'));
    const { world } = stageOf(() => snapshotAt(0), {}, store);
    expect(await run(world, 0)).toMatchObject({
      kind: 'recorded',
      notes: [expect.stringContaining('the stored lag window is not a lag window; a new window begins')],
    });
    expect(storedIn(store).window!.samples).toHaveLength(1);
    expect(await run(stageOf(() => snapshotAt(1), {}, store).world, 1)).toMatchObject({ notes: [], openIncidents: 1 });
  });

  it('keeps the open incidents of a damaged window, and closes them when it can judge again', async () => {
    const before = await storeBeforeIncident();
    await run(stageOf(() => snapshotAt(1), {}, before).world, 1);
    const bytes = before.stored()!.slice();
    bytes[bytes.length - 1]! ^= 1;
    const store = inMemoryLagWindowStore(bytes);
    expect(await run(stageOf(() => snapshotAt(2), {}, store).world, 2)).toMatchObject({
      openIncidents: 1,
      notes: ['the stored lag window is damaged; a new window begins, 1 open incident kept'],
    });
    const { told, world } = stageOf(() => snapshotAt(3, fine), {}, store);
    await run(world, 3);
    expect(told.map(notice => notice.transition)).toEqual(['closed']);
  });

  it('drops window and incidents of another cluster, and says so', async () => {
    const store = await storeBeforeIncident();
    await run(stageOf(() => snapshotAt(1), {}, store).world, 1);
    const { told, world } = stageOf(() => snapshotAt(2, fine, 'cluster-b'), {}, store);
    expect(await run(world, 2)).toMatchObject({
      openIncidents: 0,
      notes: [
        'the stored lag window is of cluster cluster-a, this is cluster-b: a new window begins, 1 open incident of the other cluster dropped',
      ],
    });
    expect(told).toEqual([]);
    expect(storedIn(store)).toMatchObject({ clusterId: 'cluster-b' });
  });

  it('begins anew when the clock went back, and says so', async () => {
    const store = await storeBeforeIncident();
    const { world } = stageOf(() => snapshotAt(-90), {}, store);
    expect(await run(world, -90)).toMatchObject({
      notes: [expect.stringContaining('the clock went back by 1 h 30 min')],
    });
  });

  it('goes on from a state that has incidents and no window', async () => {
    const before = await storeBeforeIncident();
    await run(stageOf(() => snapshotAt(1), {}, before).world, 1);
    const store = inMemoryLagWindowStore(encodeLagState({ ...storedIn(before), window: undefined }));
    const { told, world } = stageOf(() => snapshotAt(2), {}, store);
    expect(await run(world, 2)).toMatchObject({ openIncidents: 1 });
    expect(told).toEqual([]);
  });
});
