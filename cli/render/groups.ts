import type { GroupDescription, GroupListing, GroupMember } from '../../src/domain/kafka/group.ts';
import type { SnapshotGap } from '../../src/domain/kafka/snapshot.ts';
import { counted, grouped } from '../../src/domain/lag/figures.ts';
import { whereIs } from './member.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

/** What `groups list --json` prints. */
export interface GroupsReport {
  /** Descriptions where `--members` asked for them. */
  readonly groups: readonly (GroupListing | GroupDescription)[];
  readonly gaps: readonly SnapshotGap[];
}

const columns: readonly Column[] = [
  { title: 'GROUP', cutDownTo: 16 },
  { title: 'KIND' },
  { title: 'STATE' },
  { title: 'COORDINATOR', align: 'right', leaveOutRank: 1 },
];
const memberColumns: readonly Column[] = [
  ...columns,
  { title: 'MEMBERS', align: 'right' },
  { title: 'EPOCH', align: 'right', leaveOutRank: 2 },
  { title: 'ASSIGNOR', leaveOutRank: 3 },
];

export function renderGroups({ groups, gaps }: GroupsReport, page: Page): string {
  const withMembers = groups.some(group => 'members' in group);
  const rows = groups.map(group => ({
    cells: toCells(group),
    notes: 'members' in group ? describeMembers(group) : [],
  }));
  const table = groups.length === 0 ? [] : layOutTable(withMembers ? memberColumns : columns, rows, page);
  const missing = gaps.map(({ what, sentence }) => `${toSafeText(what)}: ${toSafeText(sentence)}`);
  const sections = [
    table,
    gaps.length === 0 ? [] : [paint(page, 'yellow', 'Could not be read:'), ...layOutNotes(missing, 2, page)],
    [describeCounts(groups)],
  ];
  return joinSections(sections);
}

function toCells(group: GroupListing | GroupDescription): string[] {
  const cells = [toSafeText(group.group), group.kind, group.state, String(group.coordinatorId)];
  if (!('members' in group)) {
    return cells;
  }
  const members = group.error === undefined ? grouped(group.members.length) : '?';
  return [...cells, members, group.epoch === undefined ? '' : String(group.epoch), toSafeText(group.assignor ?? '')];
}

function describeMembers({ members, error }: GroupDescription): string[] {
  return error === undefined ? members.map(describeMember) : [`could not be described: ${toSafeText(error.sentence)}`];
}

function describeMember(member: GroupMember): string {
  const assigned = member.assignment?.map(({ topic, partitions }) => `${topic} ${toRanges(partitions)}`);
  const owns = assigned === undefined ? '' : assigned.length === 0 ? ', owns nothing' : `, owns ${assigned.join('; ')}`;
  return toSafeText(`${whereIs(member)}${owns}`);
}

/** 0, 1, 2, 5 → `0-2,5`. */
function toRanges(partitions: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const partition of partitions.toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.last === partition - 1) {
      range.last = partition;
    } else {
      ranges.push({ first: partition, last: partition });
    }
  }
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

function describeCounts(groups: readonly GroupListing[]): string {
  const kinds = Map.groupBy(groups, ({ kind }) => kind);
  const byKind = [...kinds].map(([kind, { length }]) => `${grouped(length)} ${kind}`).join(', ');
  return counted(groups.length, 'group') + (byKind === '' ? '' : ` (${byKind})`);
}
