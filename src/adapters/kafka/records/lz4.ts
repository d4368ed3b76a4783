import { Reader } from '../protocol/reader.ts';
import { cannotInflate, InflatedBytes } from './inflated-bytes.ts';

const frameMagic = 0x04224d18;
const leastMatch = 4;
/** A length that starts with this goes on in the bytes after it. */
const goesOn = 15;

const flag = { blockChecksum: 0x10, contentSize: 0x08, dictionary: 0x01 } as const;
const storedBlock = 0x80000000;

/**
 * An LZ4 frame, blocks linked or not. Written here so that what others wrote never unpacks to more than was allowed.
 * Checksums are left to that of the batch.
 * Format: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function unlz4(bytes: Buffer, mostBytes: number): Buffer {
  const reader = new Reader(bytes, 0, 'an LZ4 frame');
  if (reader.uint32() !== frameMagic) throw cannotInflate('it is no LZ4 frame');
  const flags = reader.uint8();
  const blockMaximumAndChecksum = 2;
  reader.skip(
    ((flags & flag.contentSize) === 0 ? 0 : 8) + ((flags & flag.dictionary) === 0 ? 0 : 4) + blockMaximumAndChecksum,
  );
  const inflated = new InflatedBytes(mostBytes);
  for (let size = littleEndian32(reader); size !== 0; size = littleEndian32(reader)) {
    const block = reader.slice(size & ~storedBlock);
    if (size >= storedBlock) inflated.append(block);
    else readBlock(new Reader(block, 0, 'an LZ4 block'), inflated);
    if ((flags & flag.blockChecksum) !== 0) reader.skip(4);
  }
  return inflated.written();
}

function readBlock(reader: Reader, inflated: InflatedBytes): void {
  while (reader.remaining > 0) {
    const token = reader.uint8();
    inflated.append(reader.slice(lengthOf(reader, token >>> 4)));
    // The last sequence is literals only.
    if (reader.remaining === 0) return;
    const distance = reader.uint8() | (reader.uint8() << 8);
    inflated.repeat(distance, lengthOf(reader, token & 0x0f) + leastMatch);
  }
}

function lengthOf(reader: Reader, nibble: number): number {
  let length = nibble;
  for (let more = nibble === goesOn ? 0xff : 0; more === 0xff; length += more) more = reader.uint8();
  return length;
}

function littleEndian32(reader: Reader): number {
  return reader.slice(4).readUInt32LE(0);
}
