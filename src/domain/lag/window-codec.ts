import type { Snapshot } from '../kafka/snapshot.ts';
import type { ByteReader } from './byte-reader.ts';
import { byteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { byteWriter } from './byte-writer.ts';
import type { LagSample, LagWindow } from './window.ts';

/**
 * A window as bytes: the newest snapshot first, then the samples from the newest to the oldest, each as the difference
 * to the one after it. What does not move costs next to nothing; the rest is left to the compression of the store.
 */
export function encodeWindow(window: LagWindow): Uint8Array {
  const out = byteWriter();
  writeSnapshot(out, window.newest);
  out.varint(window.samples.length);
  let newer = window.samples.at(-1)!;
  for (const sample of window.samples.toReversed()) {
    writeSample(out, sample, newer, window.newest);
    newer = sample;
  }
  return out.bytes();
}

/** Throws a RangeError or TypeError where the bytes are not what `encodeWindow` makes. */
export function decodeWindow(bytes: Uint8Array): LagWindow {
  const input = byteReader(bytes);
  const newest = readSnapshot(input);
  const count = input.count();
  const samples: LagSample[] = [];
  for (let i = 0; i < count; i += 1) samples.push(readSample(input, samples.at(-1), newest));
  if (!input.isAtEnd() || samples.length === 0) throw new RangeError('the bytes do not end with the last sample');
  return { newest, samples: samples.reverse() };
}

function writeSnapshot(out: ByteWriter, { topics, partitions, groups, rows, ...snapshot }: Snapshot): void {
  out.text(snapshot.clusterId);
  out.float64(snapshot.takenAtMs);
  out.float64(snapshot.durationMs);
  writeTexts(out, topics.names);
  writeTexts(out, topics.ids);
  out.varint(partitions.count);
  out.column(partitions.topic, partitions.count);
  out.column(partitions.partition, partitions.count);
  out.column(partitions.end, partitions.count);
  out.columnOver(partitions.logStart, partitions.end, partitions.count);
  out.columnOver(partitions.lastStable, partitions.end, partitions.count);
  out.column(partitions.error, partitions.count);
  writeTexts(out, groups.names);
  out.column(groups.kind, groups.count);
  out.column(groups.state, groups.count);
  out.column(groups.coordinatorId, groups.count);
  out.column(groups.firstRow, groups.count);
  out.column(groups.rowCount, groups.count);
  out.column(groups.error, groups.count);
  out.varint(rows.count);
  out.column(rows.partition, rows.count);
  out.column(rows.committed, rows.count);
  out.column(rows.error, rows.count);
  out.text(JSON.stringify(snapshot.gaps));
}

function readSnapshot(input: ByteReader): Snapshot {
  const clusterId = input.text();
  const takenAtMs = input.float64();
  const durationMs = input.float64();
  const topics = { names: readTexts(input), ids: readTexts(input) };
  const partitionCount = input.count();
  const topic = input.column(new Int32Array(partitionCount));
  const partition = input.column(new Int32Array(partitionCount));
  const end = input.column(new Float64Array(partitionCount));
  const logStart = input.columnOver(new Float64Array(partitionCount), end);
  const lastStable = input.columnOver(new Float64Array(partitionCount), end);
  const partitionError = input.column(new Int16Array(partitionCount));
  const names = readTexts(input);
  const groups = {
    count: names.length,
    names,
    kind: input.column(new Uint8Array(names.length)),
    state: input.column(new Uint8Array(names.length)),
    coordinatorId: input.column(new Int32Array(names.length)),
    firstRow: input.column(new Int32Array(names.length)),
    rowCount: input.column(new Int32Array(names.length)),
    error: input.column(new Int16Array(names.length)),
  };
  const rowCount = input.count();
  const rows = {
    count: rowCount,
    partition: input.column(new Int32Array(rowCount)),
    committed: input.column(new Float64Array(rowCount)),
    error: input.column(new Int16Array(rowCount)),
  };
  const partitions = { count: partitionCount, topic, partition, end, logStart, lastStable, error: partitionError };
  const gaps = JSON.parse(input.text()) as Snapshot['gaps'];
  return { clusterId, takenAtMs, durationMs, topics, partitions, groups, rows, gaps };
}

function writeSample(out: ByteWriter, sample: LagSample, newer: LagSample, newest: Snapshot): void {
  out.float64(sample.dueAtMs);
  out.float64(sample.takenAtMs);
  if (sample === newer) return;
  out.columnOver(sample.groupState, newer.groupState, newest.groups.count);
  out.columnOver(sample.committed, newer.committed, newest.rows.count);
  out.columnOver(sample.end, newer.end, newest.partitions.count);
  out.columnOver(sample.lastStable, newer.lastStable, newest.partitions.count);
}

/** The newest sample shares the columns of the snapshot. */
function readSample(input: ByteReader, newer: LagSample | undefined, newest: Snapshot): LagSample {
  const dueAtMs = input.float64();
  const takenAtMs = input.float64();
  const { groups, rows, partitions } = newest;
  if (newer === undefined) {
    const { end, lastStable } = partitions;
    return { dueAtMs, takenAtMs, groupState: groups.state, committed: rows.committed, end, lastStable };
  }
  return {
    dueAtMs,
    takenAtMs,
    groupState: input.columnOver(new Uint8Array(groups.count), newer.groupState),
    committed: input.columnOver(new Float64Array(rows.count), newer.committed),
    end: input.columnOver(new Float64Array(partitions.count), newer.end),
    lastStable: input.columnOver(new Float64Array(partitions.count), newer.lastStable),
  };
}

function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  out.varint(texts.length);
  for (const text of texts) out.text(text);
}

function readTexts(input: ByteReader): string[] {
  const count = input.count();
  const texts: string[] = [];
  for (let i = 0; i < count; i += 1) texts.push(input.text());
  return texts;
}
