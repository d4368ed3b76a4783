const headerLength = 61;
const crcStart = 21;

/** A batch of records of one byte each, as Kafka stores and sends it (RecordBatch, magic 2), without a producer id. */
export function recordBatch(recordCount: number, timestampMs: number): Uint8Array {
  const records = Array.from({ length: recordCount }, (_, offset) => recordAt(offset));
  const header = Buffer.alloc(headerLength);
  const batch = Buffer.concat([header, ...records]);
  batch.writeInt32BE(batch.length - 12, 8); // the length of what follows the length
  batch.writeInt32BE(-1, 12); // partition leader epoch: the broker sets it
  batch.writeInt8(2, 16);
  batch.writeInt32BE(recordCount - 1, 23);
  batch.writeBigInt64BE(BigInt(timestampMs), 27);
  batch.writeBigInt64BE(BigInt(timestampMs), 35);
  batch.fill(0xff, 43, 57); // producer id, its epoch and sequence: none
  batch.writeInt32BE(recordCount, 57);
  batch.writeUInt32BE(crc32c(batch.subarray(crcStart)), 17);
  return batch;
}

/** Numbers in a record are zigzag varints: one byte each up to 63. Length, attributes, time, offset, no key, value x. */
const recordAt = (offset: number) => Buffer.from([7 * 2, 0, 0, offset * 2, 1, 1 * 2, 0x78, 0]);

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0x82f63b78 : 0);
  return value;
});

/** CRC-32C (Castagnoli); Node's zlib has the other polynomial only. */
function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]!;
  return ~crc >>> 0;
}
