import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import type { GroupDescription, GroupListing } from '../../../src/domain/kafka/group.ts';
import { rowError } from '../../../src/domain/kafka/row-error.ts';
import type { Snapshot } from '../../../src/domain/kafka/snapshot.ts';
import type { LagCheckProgress, LagCheckRequest } from '../../../src/operations/check-lag.ts';
import { checkLag } from '../../../src/operations/check-lag.ts';
import { noon, snapshotOf } from '../../builders/snapshot.ts';

const rules = { allowedLagRecords: 0, minimumSamples: 3, standstillMs: 6_000 };
const request: LagCheckRequest = { samples: 3, intervalMs: 3_000, rules };

const sampleAt = (seconds: number, clusterId = 'cluster-a') =>
  snapshotOf({
    clusterId,
    takenAtMs: noon + seconds * 1_000,
    groups: { billing: { rows: { 'orders-0': { committed: 10, end: 50 + seconds } } } },
  });

const broken = new OperationError('ConnectionLost', 'broker 1 closed the connection', { retryable: true });

const describedBy = (listing: GroupListing): GroupDescription => ({
  ...listing,
  members: [
    {
      memberId: 'billing-1-7f3a',
      clientId: 'billing-1',
      clientHost: '10.0.0.7',
      assignment: [{ topic: 'orders', partitions: [0, 1] }],
    },
  ],
});

/** A world that answers with these, one after the other, and remembers how it was used. */
function worldOf(answers: readonly (Snapshot | Error)[]) {
  const slept: number[] = [];
  const asked: (readonly string[] | undefined)[] = [];
  const left = [...answers];
  return {
    slept,
    asked,
    world: {
      snapshots: {
        readSnapshot: async (wanted: { readonly groups?: readonly string[] }) => {
          asked.push(wanted.groups);
          const answer = left.shift();
          if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
          return answer;
        },
      },
      groups: {
        listGroups: async () => ({
          groups: ['orders', 'billing'].map(group => ({
            group,
            kind: 'classic' as const,
            state: 'Stable' as const,
            coordinatorId: 1,
          })),
          gaps: [],
        }),
        describeGroups: async (listings: readonly GroupListing[]) => listings.map(describedBy),
      },
      describeCode: (code: number) => `code ${code}`,
      sleep: async (ms: number) => {
        slept.push(ms);
      },
    },
  };
}

describe('checkLag', () => {
  it('judges over the samples asked for, an interval from start to start', async () => {
    const { world, slept } = worldOf([sampleAt(0), sampleAt(3), sampleAt(6)]);
    const { report, window, notes } = await checkLag(request, world);
    expect(report.groups[0]).toMatchObject({ group: 'billing', verdict: 'STALLED' });
    expect(report.groups[0]!.evidence).toContain('has stood still for 6 s while 6 records arrived');
    expect(window.samples).toHaveLength(3);
    expect(notes).toEqual([]);
    // Each snapshot took 20 ms.
    expect(slept).toEqual([2_980, 2_980]);
  });

  it('names the member that owns a partition which is not OK', async () => {
    const { world } = worldOf([sampleAt(0), sampleAt(3), sampleAt(6)]);
    const { report } = await checkLag(request, world);
    const owner = { memberId: 'billing-1-7f3a', clientId: 'billing-1', clientHost: '10.0.0.7' };
    expect(report.groups[0]!.partitions[0]).toMatchObject({ topic: 'orders', partition: 0, owner });
  });

  it('leaves the owner out where the group cannot be described', async () => {
    const { world } = worldOf([sampleAt(0), sampleAt(3), sampleAt(6)]);
    const describeGroups = async (listings: readonly GroupListing[]) =>
      listings.map(listing => ({ ...listing, members: [], error: { code: 30, sentence: 'not allowed' } }));
    const { report } = await checkLag(request, { ...world, groups: { ...world.groups, describeGroups } });
    expect(report.groups[0]!.partitions[0]).not.toHaveProperty('owner');
  });

  it('keeps the report where the cluster breaks off before it has named the owners', async () => {
    const { world } = worldOf([sampleAt(0), sampleAt(3), sampleAt(6)]);
    const describeGroups = () => Promise.reject(broken);
    const { report } = await checkLag(request, { ...world, groups: { ...world.groups, describeGroups } });
    expect(report.groups[0]).toMatchObject({ group: 'billing', verdict: 'STALLED' });
  });

  it('rests between two samples even after one that took longer than the interval', async () => {
    const slow = { ...sampleAt(0), durationMs: 10_000 };
    const { world, slept } = worldOf([slow, sampleAt(12)]);
    await checkLag({ ...request, samples: 2 }, world);
    expect(slept).toEqual([1_500]);
  });

  it('tells of each sample', async () => {
    const { world } = worldOf([sampleAt(0), sampleAt(3), sampleAt(6)]);
    const progress: LagCheckProgress[] = [];
    await checkLag(request, world, p => {
      progress.push(p);
    });
    expect(progress.map(p => [p.taken, p.samples, p.window.samples.length])).toEqual([
      [1, 3, 1],
      [2, 3, 2],
      [3, 3, 3],
    ]);
  });

  it('gives NEW and no rest for a single sample', async () => {
    const { world, slept } = worldOf([sampleAt(0)]);
    const { report } = await checkLag({ ...request, samples: 1, intervalMs: 0 }, world);
    expect(report.groups[0]!.verdict).toBe('NEW');
    expect(slept).toEqual([]);
  });

  it('keeps the last samples only, where it goes on until it is told to stop', async () => {
    const { world } = worldOf([0, 3, 6, 9, 12].map(seconds => sampleAt(seconds)));
    const stop = new AbortController();
    const { window } = await checkLag({ ...request, samples: Infinity, capacity: 2, signal: stop.signal }, world, p => {
      if (p.taken === 5) stop.abort();
    });
    expect(window.samples.map(sample => sample.takenAtMs - noon)).toEqual([9_000, 12_000]);
  });

  it('reads only the groups asked for', async () => {
    const { world, asked } = worldOf([sampleAt(0)]);
    await checkLag({ ...request, samples: 1, groups: ['billing'] }, world);
    expect(asked).toEqual([['billing']]);
  });

  it('loses one sample to a broken connection, and notes it', async () => {
    const { world } = worldOf([sampleAt(0), broken, sampleAt(6)]);
    const progress: LagCheckProgress[] = [];
    const { window, notes } = await checkLag(request, world, p => {
      progress.push(p);
    });
    expect(window.samples).toHaveLength(2);
    expect(notes).toEqual(['sample 2 could not be taken: broker 1 closed the connection']);
    expect(progress.map(p => p.problem)).toEqual([undefined, broken, undefined]);
  });

  it('fails when the cluster does not answer twice in a row', async () => {
    const check = checkLag({ ...request, samples: 6 }, worldOf([sampleAt(0), sampleAt(3), broken, broken]).world);
    await expect(check).rejects.toMatchObject({
      name: 'ConnectionLost',
      message: 'the cluster stopped answering during the check, at sample 3 of 6: broker 1 closed the connection',
    });
  });

  it('goes on for as long as the cluster is away where there is no end', async () => {
    const { world } = worldOf([sampleAt(0), broken, broken, broken, sampleAt(12)]);
    const stop = new AbortController();
    const { window } = await checkLag({ ...request, samples: Infinity, signal: stop.signal }, world, p => {
      if (p.taken === 5) stop.abort();
    });
    expect(window.samples).toHaveLength(2);
  });

  it('notes that the samples come from another cluster all of a sudden', async () => {
    const { world } = worldOf([sampleAt(0), sampleAt(3, 'cluster-b'), sampleAt(6, 'cluster-b')]);
    const { report, notes } = await checkLag(request, world);
    expect(report.clusterId).toBe('cluster-b');
    expect(notes).toEqual(['the window was of cluster cluster-a, this is cluster-b: a new one begins']);
  });

  it('fails when the first sample cannot be taken', async () => {
    await expect(checkLag(request, worldOf([broken]).world)).rejects.toBe(broken);
  });

  it('fails at once for what no later sample can change', async () => {
    const refused = new OperationError('AuthenticationFailed', 'the password of "ops" is wrong');
    await expect(checkLag(request, worldOf([sampleAt(0), refused]).world)).rejects.toBe(refused);
  });

  it.each([
    [['odrers'], 'group "odrers" is not on cluster cluster-a; did you mean "orders"?'],
    [['nobody', 'none'], 'groups "nobody" and "none" are not on cluster cluster-a; groups list shows all names'],
  ])('refuses the unknown %j with the names that are near', async (groups, message) => {
    const unknown = snapshotOf({
      groups: Object.fromEntries(groups.map(group => [group, { error: rowError.groupUnknown }])),
    });
    const check = checkLag({ ...request, groups }, worldOf([unknown]).world);
    await expect(check).rejects.toMatchObject({ name: 'GroupUnknown', message });
  });

  it.each([
    [{ samples: 0 }, '0 samples cannot be taken; ask for 1 or more'],
    [{ samples: 2.5 }, '2.5 samples cannot be taken; ask for 1 or more'],
    [{ intervalMs: 0 }, 'samples 0 ms apart cannot be told apart; ask for a longer interval'],
  ])('refuses %j', async (wrong, message) => {
    await expect(checkLag({ ...request, ...wrong }, worldOf([]).world)).rejects.toMatchObject({
      name: 'InputInvalid',
      message,
    });
  });
});
