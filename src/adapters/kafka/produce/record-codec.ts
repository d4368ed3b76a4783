import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { Compression } from '../../../domain/perf/perf-load.ts';

/** How the records of a batch are packed, and the number by which readers know it. */
export interface RecordCodec {
  readonly number: 0 | 1 | 2 | 3 | 4;
  readonly compress: (records: Buffer) => Buffer;
}

/** LZ4 and Snappy come as WebAssembly, which is loaded for those who ask for them only. */
export async function openRecordCodec(compression: Compression): Promise<RecordCodec> {
  switch (compression) {
    case 'none':
      return { number: 0, compress: records => records };
    case 'gzip':
      return { number: 1, compress: records => gzipSync(records) };
    case 'snappy': {
      const { snappyCompress } = await import('@platformatic/wasm-utils/bundled');
      return { number: 2, compress: snappyCompress };
    }
    case 'lz4': {
      const { lz4Compress } = await import('@platformatic/wasm-utils/bundled');
      return { number: 3, compress: lz4Compress };
    }
    case 'zstd':
      return { number: 4, compress: records => zstdCompressSync(records) };
  }
}
