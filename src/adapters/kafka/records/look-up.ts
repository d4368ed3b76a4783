import { counted, duration } from '../../../domain/lag/figures.ts';
import type { LogEntry } from '../../../domain/records/log-entry.ts';
import type { RecordLimits, RecordPosition, RecordRow } from '../../../ports/record-reader.ts';
import type { PlacedRow } from '../client/place-on-leaders.ts';
import { sentenceOf } from '../error-sentence.ts';
import type { PartitionData } from '../protocol/generated/fetch.ts';
import { readEntries } from './read-entries.ts';

/** One position on its way to an answer. */
export interface LookUp extends PlacedRow {
  readonly position: RecordPosition;
  readonly count: number;
  readonly entries: LogEntry[];
  nextOffset: number;
  isOver: boolean;
  problem?: string;
}

export function startLookUp(position: RecordPosition): LookUp {
  const { topic, partition, offset, count = 1 } = position;
  return {
    ...{ topic, partition, position, count },
    ...{ code: 0, isPlaced: false, entries: [], nextOffset: offset, isOver: false },
  };
}

/** Takes what a leader told of the partition; it is over when nothing more can come. */
export function takeAnswer(lookUp: LookUp, told: PartitionData, { maxContentBytes }: RecordLimits): void {
  lookUp.code = told.errorCode;
  if (told.errorCode !== 0) return;
  const { count, entries, nextOffset } = lookUp;
  const wanted = { fromOffset: nextOffset, count: count - entries.length, maxContentBytes };
  const read = readEntries(toBuffer(told.records), wanted);
  entries.push(...read.entries);
  lookUp.nextOffset = read.nextOffset;
  lookUp.isOver = entries.length >= count || read.nextOffset >= Number(told.highWatermark);
}

export function toRow({ position, entries, isOver, code, problem }: LookUp, limits: RecordLimits): RecordRow {
  const reason = problem ?? (code !== 0 ? sentenceOfFetch(code) : isOver ? undefined : outOfBounds(limits));
  return { ...position, entries, ...(reason === undefined ? {} : { problem: reason }) };
}

const topicAuthorizationFailed = 29;

function sentenceOfFetch(code: number): string {
  return code === topicAuthorizationFailed ? 'this login may not read the topic' : sentenceOf(code);
}

function outOfBounds({ withinMs, maxBytes }: RecordLimits): string {
  return `not looked at: it would take longer than ${duration(withinMs)} or more than ${counted(maxBytes, 'byte')}`;
}

function toBuffer(bytes: Uint8Array | null): Buffer {
  return bytes === null ? Buffer.alloc(0) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
