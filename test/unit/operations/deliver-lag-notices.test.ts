import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import type { IncidentNotice } from '../../../src/domain/lag/incident.ts';
import {
  fine,
  minuteMs,
  run,
  snapshotAt,
  stageOf,
  stalled,
  storeBeforeIncident,
  storedIn,
} from '../../builders/scheduled-lag-check.ts';
import { noon, snapshotOf } from '../../builders/snapshot.ts';

describe('the notices of a scheduled lag check', () => {
  it('leaves the notices of a run that died before telling to the next run', async () => {
    const store = await storeBeforeIncident();
    const notify = () => new Promise<never>(() => undefined);
    const dying = stageOf(() => snapshotAt(1), { notifier: { notify } }, store);
    void run(dying.world, 1);
    await expect.poll(() => storedIn(store).outbox.length).toBe(1);

    const again = stageOf(() => snapshotAt(1), {}, store);
    expect((await run(again.world, 1)).kind).toBe('duplicate');
    expect(again.told).toEqual([]);

    const next = stageOf(() => snapshotAt(2), {}, store);
    expect(await run(next.world, 2)).toMatchObject({ noticesDelivered: 1 });
    expect(next.told.map(notice => [notice.transition, notice.openedAt])).toEqual([
      ['opened', '2026-01-15T12:01:00.000Z'],
    ]);
    expect(storedIn(store).outbox).toEqual([]);
  });

  it('tells again under the same id after a run that died before it noted what it had told', async () => {
    const store = await storeBeforeIncident();
    let saves = 0;
    const windows = {
      ...store,
      save: async (bytes: Uint8Array, version: string | undefined) => {
        saves += 1;
        if (saves === 2) throw new OperationError('AwsUnavailable', 'the store is away', { retryable: true });
        return store.save(bytes, version);
      },
    };
    const dying = stageOf(() => snapshotAt(1), { windows }, store);
    await expect(run(dying.world, 1)).rejects.toMatchObject({ name: 'AwsUnavailable' });
    const next = stageOf(() => snapshotAt(2), {}, store);
    await run(next.world, 2);
    expect(next.told).toEqual(dying.told);
    expect(next.told).toHaveLength(1);
    expect(storedIn(store).outbox).toEqual([]);
  });

  it('fails when a notice cannot be sent, keeps that one and sends the others', async () => {
    const groups = Object.fromEntries(['a', 'b', 'c'].map(name => [name, stalled]));
    const at = (minute: number) => snapshotOf({ takenAtMs: noon + minute * minuteMs, groups });
    let minute = 0;
    const { store, told, published, world } = stageOf(() => at(minute));
    await run(world, minute);
    minute = 1;
    const notify = async (notice: IncidentNotice) => {
      if (notice.group === 'b') throw new OperationError('AwsRefused', 'the topic does not exist');
      told.push(notice);
    };
    await expect(run({ ...world, notifier: { notify } }, minute)).rejects.toMatchObject({
      name: 'AwsRefused',
      retryable: true,
      message: '1 of 3 incident notices could not be sent and go out with the next run: the topic does not exist',
    });
    expect(told.map(notice => notice.group).toSorted()).toEqual(['a', 'c']);
    expect(published).toHaveLength(2);
    expect(storedIn(store).outbox.map(notice => notice.group)).toEqual(['b']);
    minute = 2;
    await run(world, minute);
    expect(told.map(notice => notice.group).toSorted()).toEqual(['a', 'b', 'c']);
    expect(storedIn(store).outbox).toEqual([]);
  });

  it('keeps what another run added while the notices were on their way', async () => {
    const store = await storeBeforeIncident();
    const other = stageOf(() => snapshotAt(2, fine), {}, store);
    const notify = async () => {
      const failing = { notify: () => Promise.reject(new Error('no route')) };
      await run({ ...other.world, notifier: failing }, 2).catch(() => undefined);
    };
    await run(stageOf(() => snapshotAt(1), { notifier: { notify } }, store).world, 1);
    expect(storedIn(store).window!.samples).toHaveLength(3);
    expect(storedIn(store).outbox.map(notice => notice.transition)).toEqual(['closed']);
  });
});
