import { describe, expect, it } from 'vitest';
import { keptOpen, type LagCluster } from '../../../../lambdas/check-lag/kept-open.ts';
import type { Snapshot } from '../../../../src/domain/kafka/snapshot.ts';

/** Clusters that answer with their number, or fail where their turn says so. */
const clusters = (...turns: readonly ('answers' | 'fails' | 'answers, then fails')[]) => {
  const log: string[] = [];
  let opened = 0;
  const open = (): Promise<LagCluster & { close(): void }> => {
    const number = (opened += 1);
    let asked = 0;
    const ask = async (): Promise<Snapshot> => {
      asked += 1;
      const turn = turns[number - 1];
      if (turn === 'fails' || (turn === 'answers, then fails' && asked > 1)) throw new Error(`cluster ${number}`);
      return { clusterId: String(number) } as Snapshot;
    };
    const close = (): void => void log.push(`closed ${number}`);
    return Promise.resolve({ readSnapshot: ask, listGroups: () => Promise.reject(new Error('unused')), close });
  };
  return { kept: keptOpen(open), log, opened: () => opened };
};

describe('a cluster kept open between invocations', () => {
  it('is opened once while it answers', async () => {
    const { kept, opened, log } = clusters('answers');
    await kept.readSnapshot({});
    expect((await kept.readSnapshot({})).clusterId).toBe('1');
    expect(opened()).toBe(1);
    expect(log).toEqual([]);
  });

  it('is asked once more on a new login when the kept one fails', async () => {
    const { kept, log } = clusters('answers, then fails', 'answers');
    await kept.readSnapshot({});
    expect((await kept.readSnapshot({})).clusterId).toBe('2');
    expect(log).toEqual(['closed 1']);
  });

  it('fails with the answer of a fresh login, closes it, and tries a new one next time', async () => {
    const { kept, log } = clusters('fails', 'answers');
    await expect(kept.readSnapshot({})).rejects.toThrow('cluster 1');
    expect(log).toEqual(['closed 1']);
    expect((await kept.readSnapshot({})).clusterId).toBe('2');
  });

  it('fails with the second error when the kept and the new login both fail', async () => {
    const { kept, opened, log } = clusters('answers, then fails', 'fails');
    await kept.readSnapshot({});
    await expect(kept.readSnapshot({})).rejects.toThrow('cluster 2');
    expect(opened()).toBe(2);
    expect(log).toEqual(['closed 1', 'closed 2']);
  });
});
