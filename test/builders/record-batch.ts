import { gzipSync, zstdCompressSync } from 'node:zlib';
import { lz4Compress, snappyCompress } from '@platformatic/wasm-utils';
import { Writer } from '../../src/adapters/kafka/protocol/writer.ts';
import { crc32c } from '../../src/adapters/kafka/records/crc32c.ts';

export interface RecordToWrite {
  readonly offsetDelta: number;
  readonly timestampDelta?: number;
  readonly key?: Uint8Array | null;
  readonly value?: Uint8Array | null;
  readonly headers?: readonly { readonly name: string; readonly value: Uint8Array | null }[];
}

export interface BatchToWrite {
  readonly baseOffset?: number;
  readonly records: readonly RecordToWrite[];
  readonly codec?: CodecName;
  readonly baseTimestampMs?: number;
  readonly maxTimestampMs?: number;
  /** Bits beside those of the compression: 8 LogAppendTime, 16 transactional, 32 control. */
  readonly attributes?: number;
  readonly lastOffsetDelta?: number;
}

const compress = {
  none: (bytes: Buffer) => bytes,
  gzip: (bytes: Buffer) => gzipSync(bytes),
  snappy: snappyCompress,
  'snappy in frames': inFrames,
  lz4: lz4Compress,
  zstd: (bytes: Buffer) => zstdCompressSync(bytes),
} as const;
const numbers = { none: 0, gzip: 1, snappy: 2, 'snappy in frames': 2, lz4: 3, zstd: 4 } as const;

export type CodecName = keyof typeof compress;
export const codecNames = Object.keys(compress) as CodecName[];

/** The bytes a broker would send for the batch. */
export function recordBatch(batch: BatchToWrite): Buffer {
  const { records, codec = 'none', baseOffset = 0, baseTimestampMs = 0, attributes = 0 } = batch;
  const last = batch.lastOffsetDelta ?? records.at(-1)?.offsetDelta ?? 0;
  const checked = new Writer();
  checked.int16(attributes | numbers[codec]);
  checked.int32(last);
  checked.int64(BigInt(baseTimestampMs));
  checked.int64(BigInt(batch.maxTimestampMs ?? baseTimestampMs));
  checked.int64(-1n);
  checked.int16(-1);
  checked.int32(-1);
  checked.int32(records.length);
  checked.raw(compress[codec](Buffer.concat(records.map(toBytes))));
  return sealed(baseOffset, checked.written());
}

/** A batch with a checksum that fits, whatever is in it. */
export function sealed(baseOffset: number, checked: Buffer, magic = 2): Buffer {
  const writer = new Writer();
  writer.int64(BigInt(baseOffset));
  writer.int32(checked.length + 9);
  writer.int32(0);
  writer.int8(magic);
  writer.int32(crc32c(checked) | 0);
  writer.raw(checked);
  return Buffer.from(writer.written());
}

function toBytes({ offsetDelta, timestampDelta = 0, key = null, value = null, headers = [] }: RecordToWrite): Buffer {
  const writer = new Writer();
  writer.int8(0);
  varint(writer, timestampDelta);
  varint(writer, offsetDelta);
  writeBytes(writer, key);
  writeBytes(writer, value);
  varint(writer, headers.length);
  for (const header of headers) {
    writeBytes(writer, Buffer.from(header.name));
    writeBytes(writer, header.value);
  }
  const length = new Writer();
  varint(length, writer.written().length);
  return Buffer.concat([length.written(), writer.written()]);
}

function writeBytes(writer: Writer, bytes: Uint8Array | null): void {
  varint(writer, bytes === null ? -1 : bytes.length);
  if (bytes !== null) writer.raw(bytes);
}

function varint(writer: Writer, value: number): void {
  let left = value >= 0 ? BigInt(value) * 2n : BigInt(value) * -2n - 1n;
  for (; left > 0x7fn; left >>= 7n) writer.int8(Number(left & 0x7fn) | 0x80);
  writer.int8(Number(left));
}

const frameBytes = 32 * 1024;

/** As snappy-java frames it. */
function inFrames(bytes: Buffer): Buffer {
  const writer = new Writer();
  writer.raw(Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]));
  for (let at = 0; at < bytes.length; at += frameBytes) {
    writer.bytes(compress.snappy(bytes.subarray(at, at + frameBytes)));
  }
  return Buffer.from(writer.written());
}
