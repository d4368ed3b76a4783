import { gzipSync } from 'node:zlib';

export interface PackedFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

const blockBytes = 512;

/** The same files always give the same bytes: in order of their paths, owned by root, of no time. */
export function packTarGzip(files: readonly PackedFile[]): Uint8Array {
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const blocks = sorted.flatMap(file => [header(file), file.content, padding(file.content.length)]);
  // Nearly all of it is jars, which are compressed already.
  const packed = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * blockBytes)]), { level: 1 });
  // The operating system it was packed on.
  packed[9] = 255;
  return packed;
}

/** As POSIX describes `ustar`: numbers are octal digits, the check sum is taken with its own field full of blanks. */
function header({ path, content, isExecutable }: PackedFile): Uint8Array {
  if (Buffer.byteLength(path) > 100) throw new Error(`"${path}" is longer than the 100 bytes a tar header has for it`);
  const block = Buffer.alloc(blockBytes);
  block.write(path, 0);
  block.write(octal(isExecutable ? 0o755 : 0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(content.length, 11), 124);
  block.write(octal(0, 11), 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\u000000', 257);
  const checkSum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checkSum, 6)}\0 `, 148);
  return block;
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

const padding = (length: number): Uint8Array => Buffer.alloc((blockBytes - (length % blockBytes)) % blockBytes);
