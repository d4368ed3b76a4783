import { inflateRawSync } from 'node:zlib';

const endOfDirectory = 0x06054b50;
const endOfDirectoryLength = 22;
const stored = 0;

/** The files of a zip archive by name, each inflated when it is asked for (APPNOTE 6.3, no ZIP64, no encryption). */
export const readZip = (archive: Buffer): ReadonlyMap<string, () => Buffer> => {
  let end = archive.length - endOfDirectoryLength;
  while (end >= 0 && archive.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error('not a zip archive: it has no directory');
  const entries = new Map<string, () => Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const isStored = archive.readUInt16LE(at + 10) === stored;
    const packedLength = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const local = archive.readUInt32LE(at + 42);
    entries.set(archive.toString('utf8', at + 46, at + 46 + nameLength), () => {
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const packed = archive.subarray(start, start + packedLength);
      return isStored ? packed : inflateRawSync(packed);
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
};
