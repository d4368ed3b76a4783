import { rowError } from '../kafka/row-error.ts';
import type { SnapshotGap } from '../kafka/snapshot.ts';
import { counted, named } from './figures.ts';
import type { Unreadable } from './verdict.ts';

/** Counts what has no value, alike ones together, so that ten thousand refusals are one line and none is lost. */
export interface UnreadableTally {
  addGroup(group: string, code: number): void;
  addRow(group: string, code: number): void;
  addPartition(topic: string, code: number): void;
  list(gaps: readonly SnapshotGap[]): Unreadable[];
}

export function unreadableTally(sentenceOfCode: (code: number) => string): UnreadableTally {
  const groups = new Map<number, Map<string, number>>();
  const rows = new Map<number, Map<string, number>>();
  const partitions = new Map<number, Map<string, number>>();
  const entries = (tally: typeof groups, what: (count: number, names: readonly string[]) => string): Unreadable[] =>
    [...tally]
      .sort(([a], [b]) => a - b)
      .map(([errorCode, byName]) => {
        const count = [...byName.values()].reduce((sum, n) => sum + n, 0);
        const sentence = sentenceOfCode(errorCode);
        return { what: what(count, [...byName.keys()].sort()), count, errorCode, sentence };
      });
  return {
    addGroup: (group, code) => add(groups, group, code),
    addRow: (group, code) => add(rows, group, code),
    addPartition: (topic, code) => add(partitions, topic, code),
    list: gaps => [
      ...gaps.map(gap => ({ what: gap.what, count: 1, errorCode: gap.errorCode, sentence: gap.sentence })),
      ...entries(groups, (_, names) => `${names.length === 1 ? 'group' : 'groups'} ${named(names)}`),
      ...entries(partitions, (count, names) => `${counted(count, 'partition')} of topic ${named(names)}`),
      ...entries(rows, (count, names) => `${counted(count, 'partition')} of group ${named(names)}`),
    ],
  };
}

/** A partition without a commit is told, yet nothing failed there: it must not make a check look incomplete. */
export function countFailures(unreadable: readonly Unreadable[]): number {
  return unreadable.filter(isFailure).reduce((sum, { count }) => sum + count, 0);
}

/** Whether something that has a value could not be read; otherwise there was nothing to read. */
export function isFailure({ errorCode }: Unreadable): boolean {
  return errorCode !== rowError.noCommit;
}

function add(tally: Map<number, Map<string, number>>, name: string, code: number): void {
  let byName = tally.get(code);
  if (byName === undefined) tally.set(code, (byName = new Map<string, number>()));
  byName.set(name, (byName.get(name) ?? 0) + 1);
}
