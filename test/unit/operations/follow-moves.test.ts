import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import type { MoveStep, OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import { followMoves } from '../../../src/operations/follow-moves.ts';
import type { OffsetWorld } from '../../../src/operations/offset-world.ts';
import { fakeOffsets, offsetWorldOf } from '../../builders/offset-world.ts';

const log = { start: 0, lastStable: 100, end: 100 };

/** The step that moved these partitions of topic orders; undefined where the commit was taken away. */
const moved = (positions: Readonly<Record<number, number | undefined>>): readonly OffsetStep[] => {
  const moves = Object.entries(positions).map(([partition, offset]) => ({
    topic: 'orders',
    partition: Number(partition),
    topicId: 'first',
    ...(offset === undefined ? {} : { after: { offset, metadata: '' } }),
    log,
    notes: [],
  }));
  const objects = moves.map(({ partition }) => `app orders:${partition}`);
  return [{ objects, group: 'app', readAt: '2026-03-01T12:00:00Z', action: 'commit', moves }];
};

async function follow(world: OffsetWorld, positions: Parameters<typeof moved>[0], withinMs = 3_000) {
  const progress: string[] = [];
  const onProgress = (seen: number, of: number) => progress.push(`${seen}/${of}`);
  const followed = await followMoves(moved(positions), world, { withinMs, onProgress });
  return {
    progress,
    sentences: followed.map(({ sentence }) => sentence),
    seen: followed.map(({ movedTo }) => movedTo),
  };
}

describe('following a moved group', () => {
  it('goes by what a share group has done, which its start offset trails', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const readCommits: OffsetWorld['offsets']['readCommits'] = async (_, groupKind) => {
      const commit = { offset: 40, metadata: '' };
      const commits = [{ topic: 'orders', partition: 0, commit, undoneRecords: 0 }];
      return { commits: groupKind === 'share' ? commits : [], problems: [] };
    };
    const steps = moved({ 0: 40 }).map((step): OffsetStep => ({ ...(step as MoveStep), groupKind: 'share' }));
    const followed = await followMoves(
      steps,
      { ...world, offsets: { ...world.offsets, readCommits } },
      { withinMs: 0, onProgress: () => undefined },
    );
    expect(followed).toMatchObject([{ movedTo: 100 }]);
  });

  it('ends as soon as every partition with records to read has moved on', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const sleep = async (ms: number) => {
      state.nowMs += ms;
      const next = state.commits.get('orders:0')?.offset === 41 ? 'orders:1' : 'orders:0';
      state.commits.set(next, { offset: next === 'orders:0' ? 41 : 60, metadata: '' });
    };
    const startedAtMs = state.nowMs;
    const told = await follow({ ...world, sleep }, { 0: 40, 1: 50, 2: 100 }, 60_000);
    expect(told).toEqual({
      progress: ['0/2', '1/2', '2/2'],
      sentences: ['app orders:0 moved on from 40 to 41', 'app orders:1 moved on from 50 to 60'],
      seen: [41, 60],
    });
    expect(state.nowMs - startedAtMs).toBe(2_000);
  });

  it('tells of each partition that did not, once the time is over', async () => {
    const state = fakeOffsets();
    state.commits.set('orders:1', { offset: 3, metadata: '' });
    expect(await follow(offsetWorldOf(state), { 0: 40, 1: 50, 2: 99 })).toMatchObject({
      sentences: [
        'app orders:0 still stands at 40, with 60 records to read',
        'app orders:1 is at 3, which is before 50: somebody has moved it back',
        'app orders:2 has no commit any more',
      ],
      seen: [undefined, undefined, undefined],
    });
  });

  it('has nothing to follow where no record is left, or the commit was taken away', async () => {
    const state = fakeOffsets();
    expect(await follow(offsetWorldOf(state), { 0: 100, 1: undefined })).toMatchObject({ sentences: [] });
    expect(state.nowMs).toBe(fakeOffsets().nowMs);
  });

  it('does not count records that an open transaction holds back', async () => {
    const world = offsetWorldOf(fakeOffsets());
    const readLog: OffsetWorld['offsets']['readLog'] = async rows =>
      rows.map(row => ({ ...row, log: { ...log, lastStable: 40 } }));
    expect(await follow({ ...world, offsets: { ...world.offsets, readLog } }, { 0: 40 })).toMatchObject({ seen: [] });
  });

  it('looks again where a look failed, and says why where all did', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    let failures = 2;
    const readCommits: OffsetWorld['offsets']['readCommits'] = async group => {
      failures -= 1;
      if (failures >= 0) throw new OperationError('ConnectionLost', 'the connection broke', { retryable: true });
      return await world.offsets.readCommits(group);
    };
    const flaky = { ...world, offsets: { ...world.offsets, readCommits } };
    expect(await follow(flaky, { 0: 39 })).toMatchObject({ seen: [40] });
    failures = 9;
    expect((await follow(flaky, { 0: 39 })).sentences).toEqual([
      'app orders:0 could not be watched: the connection broke',
    ]);
  });
});
