import { writeStamp } from '../../../domain/perf/record-stamp.ts';
import { batchLayout } from '../records/batch-layout.ts';
import { crc32c } from '../records/crc32c.ts';
import type { RecordCodec } from './record-codec.ts';

const { headerBytes, lengthEnd, magicAt, checksumAt, checkedFrom, lastOffsetDeltaAt, producerAt } = batchLayout;
/** Lengths, deltas and counts around key and value. */
const mostOverheadBytes = 26;

/** What a record takes in a batch at most. */
export const recordRoom = (keyBytes: number, valueBytes: number): number => mostOverheadBytes + keyBytes + valueBytes;

/** The key with a number. */
export const keyBytesOf = (keyNumber: number): Buffer => Buffer.from(String(keyNumber).padStart(8, '0'), 'latin1');

/** Who an idempotent batch is from; absent in one that is not. */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly epoch: number;
}

/** A record batch (format 2) that is written record by record straight into its place, then sealed and sent. */
export class OpenBatch {
  readonly partition: number;
  readonly firstSequence: number;
  /** What it takes of the memory. */
  readonly room: number;
  readonly openedMs: number;
  readonly #baseTimestampMs: number;
  #bytes: Buffer;
  #position = headerBytes;
  #intendedMs = new Float64Array(16);
  recordCount = 0;
  payloadBytes = 0;
  measuredFrom = 0;
  /** What Kafka numbers it by, where it is idempotent; given when it is sent for the first time. */
  sequence: { readonly of: ProducerIdentity; readonly first: number } | undefined;
  brokerId: number | undefined;
  sentMs = 0;
  lastError: string | undefined;

  constructor(partition: number, firstSequence: number, room: number, openedMs: number, timestampMs: number) {
    this.partition = partition;
    this.firstSequence = firstSequence;
    this.room = room;
    this.openedMs = openedMs;
    this.#baseTimestampMs = timestampMs;
    this.#bytes = Buffer.allocUnsafe(headerBytes + room);
  }

  /** As it would be sent, before compression. */
  get bytes(): number {
    return this.#position;
  }

  get intendedMs(): Float64Array {
    return this.#intendedMs.subarray(0, this.recordCount);
  }

  hasRoom(bytes: number): boolean {
    return this.#position + bytes <= this.#bytes.length;
  }

  /** The value: a stamp, then filler from `fillerAt` on. */
  append(tag: number, key: Uint8Array | undefined, valueBytes: number, record: RecordToAppend): void {
    const { intendedMs, isMeasured, nowMs, filler, fillerAt } = record;
    const timestampDelta = Math.max(0, Math.trunc(nowMs - this.openedMs));
    const offsetDelta = this.recordCount;
    const keyBytes = key?.length ?? -1;
    const length =
      2 +
      varintBytes(timestampDelta) +
      varintBytes(offsetDelta) +
      (varintBytes(keyBytes) + Math.max(0, keyBytes)) +
      (varintBytes(valueBytes) + valueBytes);
    this.#varint(length);
    this.#bytes[this.#position++] = 0;
    this.#varint(timestampDelta);
    this.#varint(offsetDelta);
    this.#varint(keyBytes);
    if (key !== undefined) {
      this.#bytes.set(key, this.#position);
      this.#position += key.length;
    }
    this.#varint(valueBytes);
    this.#bytes.set(filler.subarray(fillerAt, fillerAt + valueBytes), this.#position);
    writeStamp(this.#bytes, this.#position, tag, this.firstSequence + offsetDelta);
    this.#position += valueBytes;
    this.#bytes[this.#position++] = 0;
    this.#note(intendedMs, isMeasured);
    this.payloadBytes += Math.max(0, keyBytes) + valueBytes;
  }

  /** Takes no more records from then on. */
  seal({ number, compress }: RecordCodec): void {
    const records = this.#bytes.subarray(headerBytes, this.#position);
    const packed = compress(records);
    if (packed !== records) {
      this.#bytes = Buffer.concat([this.#bytes.subarray(0, headerBytes), packed]);
      this.#position = this.#bytes.length;
    }
    const bytes = this.#bytes;
    bytes.writeBigInt64BE(0n, 0);
    bytes.writeInt32BE(this.#position - lengthEnd, 8);
    bytes.writeInt32BE(-1, lengthEnd);
    bytes[magicAt] = 2;
    bytes.writeInt16BE(number, checkedFrom);
    bytes.writeInt32BE(this.recordCount - 1, lastOffsetDeltaAt);
    bytes.writeBigInt64BE(BigInt(this.#baseTimestampMs), 27);
    bytes.writeBigInt64BE(BigInt(this.#baseTimestampMs), 35);
    bytes.writeBigInt64BE(-1n, producerAt);
    bytes.writeInt16BE(-1, producerAt + 8);
    bytes.writeInt32BE(-1, producerAt + 10);
    bytes.writeInt32BE(this.recordCount, producerAt + 14);
  }

  /** As it goes out, with its number and its checksum. Sealed. */
  wireBytes(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#position);
    if (this.sequence !== undefined) {
      bytes.writeBigInt64BE(this.sequence.of.producerId, producerAt);
      bytes.writeInt16BE(this.sequence.of.epoch, producerAt + 8);
      bytes.writeInt32BE(this.sequence.first, producerAt + 10);
    }
    bytes.writeUInt32BE(crc32c(bytes.subarray(checkedFrom)), checksumAt);
    return bytes;
  }

  #note(intendedMs: number, isMeasured: boolean): void {
    if (this.recordCount === this.#intendedMs.length) {
      const grown = new Float64Array(this.#intendedMs.length * 2);
      grown.set(this.#intendedMs);
      this.#intendedMs = grown;
    }
    this.#intendedMs[this.recordCount] = intendedMs;
    this.recordCount += 1;
    if (!isMeasured) this.measuredFrom = this.recordCount;
  }

  /** In zigzag. Values stay far below 2^30. */
  #varint(value: number): void {
    let left = ((value << 1) ^ (value >> 31)) >>> 0;
    while (left > 0x7f) {
      this.#bytes[this.#position++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    this.#bytes[this.#position++] = left;
  }
}

export interface RecordToAppend {
  readonly intendedMs: number;
  readonly isMeasured: boolean;
  readonly nowMs: number;
  readonly filler: Uint8Array;
  readonly fillerAt: number;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let left = ((value << 1) ^ (value >> 31)) >>> 0; left > 0x7f; left >>>= 7) bytes += 1;
  return bytes;
}
