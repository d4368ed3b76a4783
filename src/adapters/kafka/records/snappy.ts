import { Reader } from '../protocol/reader.ts';
import { cannotInflate, InflatedBytes } from './inflated-bytes.ts';

/** How snappy-java frames its blocks, and Kafka's Java clients with it; librdkafka and others send one bare block. */
const framing = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const framingHeaderBytes = 16;

/**
 * Snappy, framed or not. Written here so that what others wrote never unpacks to more than was allowed.
 * Format: https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnap(bytes: Buffer, mostBytes: number): Buffer {
  const inflated = new InflatedBytes(mostBytes);
  if (!bytes.subarray(0, framing.length).equals(framing)) {
    readBlock(new Reader(bytes, 0, 'a snappy block'), inflated);
    return inflated.written();
  }
  const reader = new Reader(bytes, 0, 'a snappy stream');
  reader.skip(framingHeaderBytes);
  while (reader.remaining > 0) {
    const block = reader.slice(reader.int32());
    readBlock(new Reader(block, 0, 'a snappy block'), inflated);
  }
  return inflated.written();
}

function readBlock(reader: Reader, inflated: InflatedBytes): void {
  const start = inflated.length;
  const length = reader.unsignedVarint();
  while (reader.remaining > 0) {
    const tag = reader.uint8();
    const upper = tag >>> 2;
    switch (tag & 3) {
      case 0:
        inflated.append(reader.slice(literalLength(reader, upper)));
        break;
      case 1:
        inflated.repeat(((tag >>> 5) << 8) | reader.uint8(), (upper & 7) + 4);
        break;
      case 2:
        inflated.repeat(littleEndian(reader, 2), upper + 1);
        break;
      default:
        inflated.repeat(littleEndian(reader, 4), upper + 1);
    }
  }
  const found = inflated.length - start;
  if (found !== length) throw cannotInflate(`it holds ${found} bytes and says ${length}`);
}

/** Up to 60 in the tag itself; above, in one to four bytes after it. */
function literalLength(reader: Reader, upper: number): number {
  return (upper < 60 ? upper : littleEndian(reader, upper - 59)) + 1;
}

function littleEndian(reader: Reader, byteCount: number): number {
  let value = 0;
  for (let at = 0; at < byteCount; at += 1) value += reader.uint8() * 2 ** (8 * at);
  return value;
}
