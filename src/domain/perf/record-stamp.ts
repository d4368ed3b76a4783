/**
 * The first bytes of each value: which run wrote it, and its number within its partition. What comes back tells by them
 * what was lost, doubled or turned round.
 */
export const leastRecordBytes = 12;

const twoTo32 = 4_294_967_296;

export function writeStamp(bytes: Uint8Array, at: number, tag: number, sequence: number): void {
  writeUint32(bytes, at, tag);
  writeUint32(bytes, at + 4, Math.floor(sequence / twoTo32));
  writeUint32(bytes, at + 8, sequence % twoTo32);
}

/** Undefined: no record of this run. */
export function readStamp(bytes: Uint8Array, at: number, end: number, tag: number): number | undefined {
  if (end - at < leastRecordBytes || readUint32(bytes, at) !== tag) return undefined;
  return readUint32(bytes, at + 4) * twoTo32 + readUint32(bytes, at + 8);
}

function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

function readUint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
