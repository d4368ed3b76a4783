import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { cannotInflate } from './inflated-bytes.ts';
import { unlz4 } from './lz4.ts';
import { unsnap } from './snappy.ts';

/** No batch that anybody means to process is larger; bytes made to be larger are not unpacked to see how large. */
const mostBytes = 64 * 1024 * 1024;

/** The records of a batch, uncompressed. `codec`: the number in the batch's attributes. */
export function inflate(codec: number, bytes: Buffer): Buffer {
  switch (codec) {
    case 0:
      return bytes;
    case 1:
      return withZlib(() => gunzipSync(bytes, { maxOutputLength: mostBytes }));
    case 2:
      return unsnap(bytes, mostBytes);
    case 3:
      return unlz4(bytes, mostBytes);
    case 4:
      return withZlib(() => zstdDecompressSync(bytes, { maxOutputLength: mostBytes }));
    default:
      throw cannotInflate(`its compression ${codec} is not known`);
  }
}

function withZlib(unpack: () => Buffer): Buffer {
  try {
    return unpack();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw cannotInflate(code === 'ERR_BUFFER_TOO_LARGE' ? `it grows beyond ${mostBytes} bytes` : message, cause);
  }
}
