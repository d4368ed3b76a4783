import { groupStates } from '../kafka/group.ts';
import { rowError } from '../kafka/row-error.ts';
import { NO_OFFSET } from '../kafka/snapshot.ts';
import { counted, duration } from './figures.ts';
import type { LagWindow } from './lag-window.ts';
import type { LagRules } from './verdict.ts';

/** What happened on a partition that a member owns and the group has never committed to. */
export interface Uncommitted {
  readonly samples: number;
  readonly arrivedRecords: number;
  /** Since the first of these records was seen. */
  readonly waitedMs: number;
}

/** Looks back as far as the partition was owned and uncommitted; undefined for a row that is not both now. */
export function uncommittedOf({ newest, samples }: LagWindow, row: number): Uncommitted | undefined {
  if (newest.rows.error[row] !== rowError.noCommit) return undefined;
  const partition = newest.rows.partition[row]!;
  const last = samples.length - 1;
  const hasNoCommit = (index: number) =>
    samples[index]?.committed[row] === NO_OFFSET && samples[index].end[partition]! >= 0;
  if (!hasNoCommit(last)) return undefined;
  let first = last;
  while (hasNoCommit(first - 1)) first -= 1;
  const end = (index: number) => samples[index]!.end[partition]!;
  let arrival = last;
  while (arrival > first && end(arrival - 1) > end(first)) arrival -= 1;
  return {
    samples: last - first + 1,
    arrivedRecords: Math.max(0, end(last) - end(first)),
    waitedMs: samples[last]!.takenAtMs - samples[arrival]!.takenAtMs,
  };
}

/**
 * A member that hangs on the first record of a partition never commits, and a partition without a commit has no lag that
 * could be told: only records that arrive while it owns the partition give it away. Records from before may be none of
 * its business (auto.offset.reset=latest), so a partition where nothing arrives is not judged; nor is one in a rebalance.
 */
export function isStalledBeforeFirstCommit(window: LagWindow, group: number, row: number, rules: LagRules): boolean {
  if (groupStates[window.newest.groups.state[group]!] !== 'Stable') return false;
  const seen = uncommittedOf(window, row);
  if (seen === undefined || seen.samples < Math.max(2, rules.minimumSamples)) return false;
  return seen.arrivedRecords > rules.allowedLagRecords && seen.waitedMs >= rules.standstillMs;
}

/** The sentence of such a stall. */
export function evidenceOfUncommitted({ arrivedRecords, waitedMs }: Uncommitted): string {
  return `no offset was ever committed, while ${counted(arrivedRecords, 'record')} arrived, the first of them ${duration(waitedMs)} ago or earlier; a member of the group owns the partition`;
}
