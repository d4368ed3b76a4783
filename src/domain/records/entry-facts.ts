import { duration } from '../lag/figures.ts';
import type { LogEntry, LogRecord, TransactionMarker } from './log-entry.ts';
import { formatOf, type ValueFormat } from './value-format.ts';

/** What a plan may keep of an entry: sizes, times and kinds, nothing of what is in it. Plans are stored and sent. */
export type EntryFacts = RecordFacts | MarkerFacts;

export interface RecordFacts extends Omit<LogRecord, 'content' | 'batch' | 'isTransactional'> {
  /** By its bytes; absent: there is no value. */
  readonly valueFormat?: ValueFormat;
}

export type MarkerFacts = Omit<TransactionMarker, 'batch'>;

export function factsOf(entry: LogEntry): EntryFacts {
  const { offset, timestampMs, timestampType } = entry;
  const when = { offset, ...(timestampMs === undefined ? {} : { timestampMs }), timestampType };
  if (entry.kind === 'marker') return { kind: 'marker', ...when, ends: entry.ends };
  const { sizeBytes, keyBytes, valueBytes, headerCount, content } = entry;
  const { value } = content;
  return {
    kind: 'record',
    ...when,
    sizeBytes,
    ...(keyBytes === undefined ? {} : { keyBytes }),
    ...(valueBytes === undefined ? {} : { valueBytes }),
    headerCount,
    ...(value === undefined ? {} : { valueFormat: formatOf(value, value.length < (valueBytes ?? 0)) }),
  };
}

/** `written 3 min ago`. Clocks of producers go wrong: a time to come is told as one. */
export function writtenWhen(timestampMs: number | undefined, nowMs: number): string {
  if (timestampMs === undefined) return 'written at an unknown time';
  const ageMs = nowMs - timestampMs;
  return ageMs >= 0 ? `written ${duration(ageMs)} ago` : `dated ${duration(-ageMs)} from now`;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `512 B`, `1.5 KB`, `12 MB`: powers of 1,000, two digits that count. */
export function byteSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.6 KB would be shown as 1000.
  for (; Math.round(value) >= 1_000 && unit < units.length - 1; unit += 1) value /= 1_000;
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]!}`;
}
