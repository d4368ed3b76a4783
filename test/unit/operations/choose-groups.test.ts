import { describe, expect, it } from 'vitest';
import { chooseGroups } from '../../../src/operations/choose-groups.ts';
import type { GroupReader } from '../../../src/ports/cluster-reader.ts';

const readerOf = (names: readonly string[], gaps: readonly { what: string; sentence: string }[] = []): GroupReader => ({
  listGroups: async () => ({
    groups: names.map(group => ({ group, kind: 'classic', state: 'Empty', coordinatorId: 1 })),
    gaps: gaps.map(gap => ({ ...gap, errorCode: 0 })),
  }),
  describeGroups: async () => [],
});

describe('the groups that are meant', () => {
  it('are those named, there or not, and those that fit a pattern, each once', async () => {
    const reader = readerOf(['billing-us', 'audit', 'billing-eu']);
    expect(await chooseGroups(['gone', 'billing-*', 'billing-us', '*eu', 'gone'], reader)).toEqual([
      'gone',
      'billing-eu',
      'billing-us',
    ]);
  });

  it('need no look at the cluster where no pattern is among them', async () => {
    const reader = { ...readerOf([]), listGroups: () => Promise.reject(new Error('nobody asked')) };
    expect(await chooseGroups(['a', 'b', 'a'], reader)).toEqual(['a', 'b']);
  });

  it('are refused where a pattern fits nothing, or not every broker tells its groups', async () => {
    await expect(chooseGroups(['biling-*'], readerOf(['billing']))).rejects.toThrow(
      'no group on the cluster fits "biling-*"; did you mean "billing"?',
    );
    const torn = readerOf(['billing'], [{ what: 'groups of broker 2', sentence: 'it does not answer' }]);
    await expect(chooseGroups(['b*'], torn)).rejects.toMatchObject({
      name: 'BrokerUnreachable',
      message:
        'a pattern needs all groups of the cluster, and groups of broker 2 could not be read: it does not answer; try again, or name each group',
    });
  });
});
