import { type GroupChoice, isChosen } from '../domain/lag/group-patterns.ts';
import type { GroupReader, SnapshotReader } from '../ports/cluster-reader.ts';

/** Reads the groups whose names fit, as they are at each snapshot: a group made later is in the next one. */
export const chosenGroups = (
  cluster: SnapshotReader & Pick<GroupReader, 'listGroups'>,
  choice: GroupChoice,
): SnapshotReader => {
  if (choice.included.length === 0 && choice.excluded.length === 0) return cluster;
  const isWanted = isChosen(choice);
  return {
    async readSnapshot() {
      const { groups, gaps } = await cluster.listGroups();
      const wanted = groups.map(({ group }) => group).filter(isWanted);
      const snapshot = await cluster.readSnapshot({ groups: wanted });
      const told = new Set(snapshot.gaps.map(({ what }) => what));
      return { ...snapshot, gaps: [...gaps.filter(({ what }) => !told.has(what)), ...snapshot.gaps] };
    },
  };
};
