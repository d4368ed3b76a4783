import type { GroupDescription, GroupListing } from '../kafka/group.ts';
import { groupKinds, groupStates } from '../kafka/group.ts';
import type { Snapshot } from '../kafka/snapshot.ts';
import { severityOf } from './rules.ts';
import type { GroupVerdict, LagReport, PartitionOwner } from './verdict.ts';

/** Whom to look for: the worst groups that have members and need an eye, as a describe request takes them. */
export function groupsToAskForOwners({ groups }: LagReport, newest: Snapshot, most: number): readonly GroupListing[] {
  const indexOf = new Map(newest.groups.names.map((name, index) => [name, index]));
  return groups
    .filter(({ verdict, state }) => severityOf[verdict] !== 'ok' && state !== 'Empty' && state !== 'Dead')
    .slice(0, most)
    .flatMap(({ group }) => {
      const index = indexOf.get(group);
      if (index === undefined) return [];
      const { kind, state, coordinatorId } = newest.groups;
      return {
        group,
        kind: groupKinds[kind[index]!] ?? 'unknown',
        state: groupStates[state[index]!] ?? 'Unknown',
        coordinatorId: coordinatorId[index]!,
      };
    });
}

/** Says of each partition that is not OK which member owns it, where the group's protocol tells. */
export function withOwners(report: LagReport, descriptions: readonly GroupDescription[]): LagReport {
  const described = new Map(descriptions.map(description => [description.group, description]));
  return {
    ...report,
    groups: report.groups.map(verdict => {
      const description = described.get(verdict.group);
      return description === undefined ? verdict : ownersOf(verdict, description);
    }),
  };
}

function ownersOf(verdict: GroupVerdict, { members }: GroupDescription): GroupVerdict {
  const owners = new Map<string, PartitionOwner>();
  for (const { memberId, clientId, clientHost, instanceId, assignment } of members) {
    const owner = { memberId, clientId, clientHost, ...(instanceId === undefined ? {} : { instanceId }) };
    for (const { topic, partitions } of assignment ?? []) {
      for (const partition of partitions) owners.set(`${topic}-${partition}`, owner);
    }
  }
  return {
    ...verdict,
    partitions: verdict.partitions.map(row => {
      const owner = owners.get(`${row.topic}-${row.partition}`);
      return owner === undefined ? row : { ...row, owner };
    }),
  };
}
