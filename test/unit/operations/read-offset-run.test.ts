import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/domain/change/journal-entry.ts';
import type { Plan } from '../../../src/domain/change/plan.ts';
import { sealPlan } from '../../../src/domain/change/seal-plan.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import type { OffsetResetRequest, RunPositions } from '../../../src/domain/offsets/request.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';
import { withRunPositions } from '../../../src/operations/read-offset-run.ts';
import { fakeOffsets, group, offsetWorldOf } from '../../builders/offset-world.ts';
import { inMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';

const usual = { scope: { kind: 'all' }, outOfRange: 'refuse', noRecord: 'refuse' } as const;

/** A recorded run that moved all of topic orders to its end, as far as these events say. */
async function recorded(events: (plan: Plan<OffsetStep>) => readonly RunEvent[], kind = 'offset-reset') {
  const scope = { kind: 'topics', choices: [{ topic: 'orders' }] } as const;
  const request = { ...usual, group, target: { kind: 'latest' }, scope } as const;
  const draft = await offsetReset.plan(request, offsetWorldOf(fakeOffsets()));
  const plan = sealPlan(draft, { kind }, { planId: 'run-1', nowMs: 0, lifetimeMs: 1, hash: text => text });
  const { journal } = inMemoryRuns(() => 0);
  const all: readonly RunEvent[] = [{ kind: 'planned', plan }, ...events(plan)];
  for (const [at, event] of all.entries()) {
    await journal.append({ runId: 'run-1', number: at + 1, at: '2026-03-01T12:00:00.000Z', fencingToken: 1, event });
  }
  return async (positions: RunPositions, asks = group, clusterId = 'cluster-1') => {
    const target = { kind: 'run', runId: 'run-1', positions } as const;
    const asked: OffsetResetRequest = { ...usual, group: asks, target };
    return (await withRunPositions(asked, journal, clusterId)).target;
  };
}

const before = ({ objects }: Plan<OffsetStep>): RunEvent => ({
  kind: 'before',
  states: objects.flatMap(({ object, before: state }) => (state === undefined ? [] : [{ object, state }])),
});
const begun: RunEvent = { kind: 'step-begun', step: 0 };
const done: RunEvent = { kind: 'step-done', step: 0, how: 'acted' };
const place = (partition: number) => ({ topic: 'orders', partition, topicId: 'first' });

describe('the positions of an earlier run', () => {
  it('are those it found, with metadata and leader epochs, without partitions that had no commit', async () => {
    const read = await recorded(plan => [before(plan), begun, done]);
    expect(await read('before')).toEqual({
      kind: 'positions',
      from: 'run run-1',
      positions: [
        { ...place(0), offset: 40, leaderEpoch: 2, metadata: 'mine' },
        { ...place(1), offset: 50, metadata: '' },
      ],
    });
  });

  it('are those it left, as far as it came', async () => {
    const whole = await recorded(plan => [before(plan), begun, done]);
    expect(await whole('after')).toMatchObject({ positions: [{ offset: 100 }, { offset: 100 }, { offset: 100 }] });
    const none = await recorded(plan => [before(plan)]);
    expect(await none('after')).toMatchObject({ positions: [{ offset: 40 }, { offset: 50 }] });
  });

  it('are offsets only for another group: metadata is the application’s own', async () => {
    const read = await recorded(plan => [before(plan), begun, done]);
    expect(await read('before', 'other')).toMatchObject({
      positions: [
        { ...place(0), offset: 40 },
        { ...place(1), offset: 50 },
      ],
    });
    expect(JSON.stringify(await read('before', 'other'))).not.toContain('metadata');
  });

  it('are refused where the run recorded nothing, or nobody knows what it left', async () => {
    const nothing = await recorded(() => []);
    await expect(nothing('before')).rejects.toThrow(
      'the positions of run run-1 cannot be used: it recorded nothing, since it ended before it acted',
    );
    const inDoubt = await recorded(plan => [before(plan), begun]);
    await expect(inDoubt('after')).rejects.toThrow('go on with it by "runs resume run-1"');
    expect(await inDoubt('before')).toMatchObject({ positions: { length: 2 } });
  });

  it('are refused for a run on another cluster, or of another kind', async () => {
    const read = await recorded(plan => [before(plan), begun, done]);
    await expect(read('before', group, 'cluster-2')).rejects.toThrow(
      'run run-1 was on cluster cluster-1, this is cluster-2; name that one',
    );
    const stranger = await recorded(() => [], 'scram-rotation');
    await expect(stranger('before')).rejects.toThrow('run run-1 is no offset reset but a scram-rotation');
  });

  it('mean nothing once the topic was made anew', async () => {
    const read = await recorded(plan => [before(plan), begun, done]);
    const target = await read('before');
    const state = { ...fakeOffsets(), topicId: 'second' };
    const { checks } = await offsetReset.plan({ ...usual, group, target }, offsetWorldOf(state));
    expect(checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence)).toEqual([
      'orders:0: its topic was made anew since: the old offset means other records',
      'orders:1: its topic was made anew since: the old offset means other records',
    ]);
  });
});
