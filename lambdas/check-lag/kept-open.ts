import type { GroupReader, SnapshotReader } from '../../src/ports/cluster-reader.ts';

/** What the lag check reads of a cluster. */
export type LagCluster = SnapshotReader & Pick<GroupReader, 'listGroups'>;

/**
 * A cluster that stays open from one invocation to the next. A login that was good a minute ago can be stale: the
 * environment was frozen, brokers were replaced, the password was rotated. So what fails on a kept cluster is asked once
 * more on a new one, and what fails on a new one is the answer.
 */
export const keptOpen = (open: () => Promise<LagCluster & { close(): void }>): LagCluster => {
  let kept: (LagCluster & { close(): void }) | undefined;
  const onFresh = async <Answer>(ask: (cluster: LagCluster) => Promise<Answer>): Promise<Answer> => {
    kept = await open();
    return await closingOnFailure(ask);
  };
  const closingOnFailure = async <Answer>(ask: (cluster: LagCluster) => Promise<Answer>): Promise<Answer> => {
    const asked = kept!;
    try {
      return await ask(asked);
    } catch (error) {
      asked.close();
      kept = undefined;
      throw error;
    }
  };
  const asking = async <Answer>(ask: (cluster: LagCluster) => Promise<Answer>): Promise<Answer> => {
    if (kept === undefined) return await onFresh(ask);
    try {
      return await closingOnFailure(ask);
    } catch {
      return await onFresh(ask);
    }
  };
  return {
    readSnapshot: request => asking(cluster => cluster.readSnapshot(request)),
    listGroups: () => asking(cluster => cluster.listGroups()),
  };
};
