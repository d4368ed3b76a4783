import { type Read, readCount, readRate } from '../cost/quantities.ts';
import type { PerfFields } from './perf-fields.ts';
import type { Ramp } from './perf-load.ts';
import { readMs } from './read-ms.ts';
import type { Amount } from './schedule.ts';
import type { Take } from './take-field.ts';

const mostRecords = 999_999_999_999;
const day = 86_400_000;
const usualDurationMs = 60_000;
const usualWarmUpMs = 5_000;
const usualSteps = 10;

/** How fast, and how much of it. */
export function readAmount(
  fields: PerfFields,
  recordBytes: number,
  take: Take,
): { readonly recordsPerSecond: number | undefined; readonly amount: Amount } {
  const recordsPerSecond = take('rate', fields.rate, given => readRecordRate(given, recordBytes), undefined);
  const records = take('records', fields.records, given => readCount(given, 1, mostRecords), undefined);
  const durationMs = take('duration', fields.duration, given => readMs(given, 1_000, 7 * day), usualDurationMs);
  const warmUpMs = take('warmUp', fields.warmUp, given => readMs(given, 0, day), usualWarmUpMs);
  const atMost = Math.max(0, (records ?? mostRecords) - 1);
  const warmUpRecords = take('warmUpRecords', fields.warmUpRecords, given => readCount(given, 0, atMost), 0);
  refusePairs(fields, take);
  if (records === undefined) return { recordsPerSecond, amount: { kind: 'time', durationMs, warmUpMs } };
  return { recordsPerSecond, amount: { kind: 'records', records, warmUpRecords } };
}

function refusePairs(fields: PerfFields, take: Take): void {
  const because = (why: string) => (): Read<never> => ({ kind: 'unusable', why });
  if (fields.records !== undefined) {
    take('duration', fields.duration, because('and a number of records are two amounts; give one'), undefined);
    take(
      'warmUp',
      fields.warmUp,
      because('is a time, and the amount is a number of records: warm up with records'),
      undefined,
    );
  } else {
    take(
      'warmUpRecords',
      fields.warmUpRecords,
      because('needs a number of records; warm up for a time instead'),
      undefined,
    );
  }
}

/** Records a second of `5000/s`, `50MB/s`, and of `5000` as the official tool has it; undefined: `max` or `-1`. */
function readRecordRate(text: string, recordBytes: number): Read<number | undefined> {
  if (text === 'max' || text === '-1') return { kind: 'read', value: undefined };
  const [, digits] = /^(\d{1,9}(?:\.\d{1,3})?)(?: ?records)?(?:\/s)?$/.exec(text) ?? [];
  if (digits !== undefined) {
    return Number(digits) > 0
      ? { kind: 'read', value: Number(digits) }
      : { kind: 'unusable', why: `${JSON.stringify(text)} is nothing; write 5000/s, 50MB/s or max` };
  }
  const rate = readRate(text);
  if (rate.kind === 'read') return { kind: 'read', value: rate.value / recordBytes };
  return { kind: 'unusable', why: `${rate.why}, 5000/s (records) or max` };
}

/** Rates from the first to the last, in even steps. */
export function readRamp(fields: PerfFields, recordBytes: number, take: Take): Ramp | undefined {
  const steps = take('rampSteps', fields.rampSteps, given => readCount(given, 2, 100), usualSteps);
  const bounds = take('ramp', fields.ramp, given => readBounds(given, recordBytes), undefined);
  if (bounds === undefined) return undefined;
  const [first, last] = bounds;
  return { recordsPerSecond: Array.from({ length: steps }, (_, at) => first + ((last - first) * at) / (steps - 1)) };
}

function readBounds(text: string, recordBytes: number): Read<readonly [number, number]> {
  const [firstText = '', lastText = ''] = text.split('..');
  const [first, last] = [readRecordRate(firstText, recordBytes), readRecordRate(lastText, recordBytes)];
  if (first.kind === 'unusable') return first;
  if (last.kind === 'unusable') return last;
  if (first.value === undefined || last.value === undefined || first.value >= last.value) {
    return { kind: 'unusable', why: `${JSON.stringify(text)} does not rise; write it like 10MB/s..100MB/s` };
  }
  return { kind: 'read', value: [first.value, last.value] };
}
