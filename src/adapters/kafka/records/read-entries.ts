import type { LogEntry, RecordHeader } from '../../../domain/records/log-entry.ts';
import { Reader } from '../protocol/reader.ts';
import { type BatchHeader, readBatchHeader } from './batch-header.ts';
import { inflate } from './inflate.ts';

/** Which entries are wanted, and how much of each. */
export interface Wanted {
  readonly fromOffset: number;
  readonly count: number;
  readonly maxContentBytes: number;
}

export interface EntriesRead {
  readonly entries: readonly LogEntry[];
  /** Everything before it was looked at. */
  readonly nextOffset: number;
}

/** More headers than this are counted, not kept. */
const mostHeaders = 100;

/**
 * The first entries from an offset on in the records of one partition's answer. Whatever the bytes are: entries, or
 * ProtocolViolated. A batch that the answer cut off is left for the next one.
 */
export function readEntries(bytes: Buffer, wanted: Wanted): EntriesRead {
  const reader = new Reader(bytes, 0, 'a record batch');
  const entries: LogEntry[] = [];
  let nextOffset = wanted.fromOffset;
  while (entries.length < wanted.count) {
    const batch = readBatchHeader(reader);
    if (batch === undefined) break;
    if (batch.lastOffset < wanted.fromOffset) continue;
    entries.push(...entriesOf(batch, { ...wanted, count: wanted.count - entries.length }));
    nextOffset = batch.lastOffset + 1;
  }
  return { entries, nextOffset };
}

function entriesOf(batch: BatchHeader, wanted: Wanted): readonly LogEntry[] {
  const records = new Reader(inflate(batch.codec, batch.records), 0, `the batch at offset ${batch.baseOffset}`);
  const entries: LogEntry[] = [];
  for (let left = batch.recordCount; left > 0 && entries.length < wanted.count; left -= 1) {
    const entry = readEntry(records, batch, wanted);
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

/** Undefined: it is before what is wanted. */
function readEntry(records: Reader, batch: BatchHeader, wanted: Wanted): LogEntry | undefined {
  const start = records.position;
  const length = records.varintLength();
  const reader = new Reader(records.bytes, records.position, records.subject, records.position + length);
  records.skip(length);
  // The attributes of a record, none of which is in use.
  reader.skip(1);
  const createdMs = batch.baseTimestampMs + reader.varint();
  const offset = batch.baseOffset + reader.varint();
  if (offset > batch.lastOffset) reader.violated(`offset ${offset} although ${batch.lastOffset} is the last`);
  if (offset < wanted.fromOffset) return undefined;
  const timestampMs = batch.timestampType === 'LogAppendTime' ? batch.maxTimestampMs : createdMs;
  const common = {
    offset,
    ...(timestampMs < 0 ? {} : { timestampMs }),
    timestampType: batch.timestampType,
    batch: { bytes: batch.bytes, offsets: batch.lastOffset - batch.baseOffset + 1 },
  };
  const [key, value] = [readBytes(reader), readBytes(reader)];
  if (batch.isControl) return { kind: 'marker', ...common, ends: endOf(key) };
  const { headers, headerCount } = readHeaders(reader, wanted.maxContentBytes);
  reader.finish();
  return {
    kind: 'record',
    ...common,
    sizeBytes: records.position - start,
    ...(key === undefined ? {} : { keyBytes: key.length }),
    ...(value === undefined ? {} : { valueBytes: value.length }),
    headerCount,
    isTransactional: batch.isTransactional,
    content: {
      ...(key === undefined ? {} : { key: cut(key, wanted.maxContentBytes) }),
      ...(value === undefined ? {} : { value: cut(value, wanted.maxContentBytes) }),
      headers,
    },
  };
}

function readHeaders(
  reader: Reader,
  maxContentBytes: number,
): { readonly headers: readonly RecordHeader[]; readonly headerCount: number } {
  const headers: RecordHeader[] = [];
  const headerCount = reader.varint();
  if (headerCount < 0) reader.violated(`${headerCount} headers`);
  for (let at = 0; at < headerCount; at += 1) {
    const name = readBytes(reader) ?? reader.violated('a header without a name');
    const value = readBytes(reader);
    if (at >= mostHeaders) continue;
    headers.push({
      name: cut(name, maxContentBytes).toString('utf8'),
      ...(value === undefined ? {} : { value: cut(value, maxContentBytes) }),
    });
  }
  return { headers, headerCount };
}

/** A view; undefined: null. */
function readBytes(reader: Reader): Buffer | undefined {
  const length = reader.varintLength();
  return length < 0 ? undefined : reader.slice(length);
}

/** A copy, so that it does not keep the whole answer. */
function cut(bytes: Buffer, mostBytes: number): Buffer {
  return Buffer.from(bytes.subarray(0, mostBytes));
}

/** By the key of a control record: its version, then its type. */
function endOf(key: Buffer | undefined): 'commit' | 'abort' | 'other' {
  if (key === undefined || key.length < 4) return 'other';
  return (['abort', 'commit'] as const)[key.readUInt16BE(2)] ?? 'other';
}
