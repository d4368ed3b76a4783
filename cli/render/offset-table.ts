import type { ObjectChange, Plan } from '../../src/domain/change/plan.ts';
import { counted, duration, grouped } from '../../src/domain/lag/figures.ts';
import type { OffsetMove } from '../../src/domain/offsets/move.ts';
import { commitOf, groupOf, type OffsetStep } from '../../src/domain/offsets/offset-step.ts';
import { describeRecord } from '../../src/domain/offsets/see-records.ts';
import { byteSize, type EntryFacts } from '../../src/domain/records/entry-facts.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { type Column, layOutTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'PARTITION', cutDownTo: 14 },
  { title: 'COMMITTED', align: 'right' },
  { title: 'NEW', align: 'right' },
  { title: 'SKIPS (+) RE-READS (-)', align: 'right' },
  { title: '≈ BYTES', align: 'right', leaveOutRank: 4 },
  { title: 'AGE', align: 'right', leaveOutRank: 3 },
  { title: 'LOG START', align: 'right', leaveOutRank: 1 },
  { title: 'LOG END', align: 'right', leaveOutRank: 2 },
];

/** More rows than anybody reads; `--json` has them all. */
const mostRows = 200;
/** Where there are more, each by itself says little. */
const mostSkippedRecords = 10;

/** One row a partition: where it is, where it goes, and what that means for its records. */
export function layOutMoves({ objects, steps, createdAt }: Plan<OffsetStep>, page: Page): readonly string[] {
  const moves = new Map(steps.flatMap(step => step.moves.map((move, at) => [step.objects[at]!, move] as const)));
  const nowMs = Date.parse(createdAt);
  const skipped = [...moves.values()].reduce((total, { skippedEntries = [] }) => total + skippedEntries.length, 0);
  const tells = skipped <= mostSkippedRecords;
  const shown = objects.slice(0, mostRows).map(change => {
    const move = moves.get(change.object);
    return { cells: cellsOf(change, move, nowMs, page), notes: move === undefined ? [] : notesOf(move, tells, nowMs) };
  });
  if (shown.length === 0) return [];
  const rest = objects.length - shown.length;
  const more = rest > 0 ? [`… and ${counted(rest, 'partition')} more; --json shows all`] : [];
  return [...layOutTable(columns, shown, page), ...more];
}

function cellsOf(
  { object, before, after }: ObjectChange,
  move: OffsetMove | undefined,
  nowMs: number,
  page: Page,
): string[] {
  const partition = toSafeText(object.slice(groupOf(object).length + 1));
  const [was, becomes] = [before, after].map(state => {
    const commit = commitOf(state);
    return commit === undefined ? 'none' : grouped(commit.offset);
  });
  const log = move === undefined ? ['', ''] : [grouped(move.log.start), grouped(move.log.end)];
  const size = move?.approximateBytes === undefined ? '' : byteSize(move.approximateBytes);
  return [partition, was!, becomes!, effectOf(move, was === becomes, page), size, agesOf(move, nowMs), ...log];
}

function effectOf(move: OffsetMove | undefined, isSame: boolean, page: Page): string {
  if (isSame) return paint(page, 'dim', 'stays');
  const { skippedRecords } = move ?? {};
  if (skippedRecords === undefined) return '';
  return skippedRecords > 0
    ? paint(page, 'yellow', `+${grouped(skippedRecords)}`)
    : paint(page, 'cyan', grouped(skippedRecords));
}

/** `3 h 4 min → 2 min`: how old the records at the old and the new position are. */
function agesOf(move: OffsetMove | undefined, nowMs: number): string {
  if (move?.oldRecord === undefined && move?.newRecord === undefined) return '';
  const { before, after, log, oldRecord, newRecord } = move;
  return `${ageAt(before?.offset, oldRecord, log.end, nowMs)} → ${ageAt(after?.offset, newRecord, log.end, nowMs)}`;
}

function ageAt(offset: number | undefined, entry: EntryFacts | undefined, end: number, nowMs: number): string {
  if (offset === undefined) return 'none';
  if (entry === undefined) return offset >= end ? 'end' : '?';
  return entry.timestampMs === undefined ? '?' : duration(Math.max(0, nowMs - entry.timestampMs));
}

/** With `tells` what is known of each record that is skipped. */
function notesOf({ notes, skippedEntries = [] }: OffsetMove, tells: boolean, nowMs: number): readonly string[] {
  const records = tells ? skippedEntries.map(entry => `skips ${describeRecord(entry, nowMs)}${partsOf(entry)}`) : [];
  return [...notes.map(toSafeText), ...records];
}

function partsOf(entry: EntryFacts): string {
  if (entry.kind === 'marker') return '';
  const { keyBytes, valueBytes, valueFormat, headerCount } = entry;
  const key = keyBytes === undefined ? 'no key' : `key ${byteSize(keyBytes)}`;
  const value = valueBytes === undefined ? 'no value' : `value ${byteSize(valueBytes)} of ${valueFormat ?? 'bytes'}`;
  return `: ${key}, ${value}${headerCount === 0 ? '' : `, ${counted(headerCount, 'header')}`}`;
}
