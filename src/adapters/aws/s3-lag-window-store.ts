import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { LagWindowStore } from '../../ports/lag-window-store.ts';
import { awsError, httpStatusOf } from './aws-error.ts';

/** Where the window of one cluster is kept. */
export interface WindowPlace {
  readonly bucket: string;
  readonly key: string;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

// Columns of slowly growing offsets: zstd makes them 8 times smaller than gzip does, in a thirtieth of the time. The
// checksum turns a flipped bit into an error instead of a wrong offset.
const zstdWithChecksum = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

// A corrupt header must not make the function run out of memory. The largest fleet measured needs 220 MB.
const maxWindowBytes = 384 * 1024 * 1024;

/** The lag window as one zstd-compressed S3 object, replaced only by conditional writes. */
export const s3LagWindowStore = (client: S3Client, place: WindowPlace): LagWindowStore => {
  const { bucket: Bucket, key: Key } = place;
  const address = `s3://${Bucket}/${Key}`;
  return {
    async load() {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket, Key }));
        if (Body === undefined || ETag === undefined) throw new Error('the answer has no body or no ETag');
        return { bytes: await decompressedOrAsStored(await Body.transformToByteArray()), version: ETag };
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw awsError(`s3 GetObject ${address}`, error);
      }
    },
    async save(bytes, version) {
      const Body = await compress(bytes, zstdWithChecksum);
      const condition = version === undefined ? { IfNoneMatch: '*' } : { IfMatch: version };
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/zstd', ...condition }));
        return 'saved';
      } catch (error) {
        if (lostTheRace(error)) return 'contended';
        throw awsError(`s3 PutObject ${address}`, error);
      }
    },
  };
};

/**
 * What does not decompress is handed on as it is stored: the window's own decoder then says that it is unreadable, and
 * its version is still known, so that the next write can replace it.
 */
const decompressedOrAsStored = async (stored: Uint8Array): Promise<Uint8Array> => {
  try {
    return await decompress(stored, { maxOutputLength: maxWindowBytes });
  } catch {
    return stored;
  }
};

// 412: the condition did not hold. 409: two conditional writes met. NoSuchKey: the object of `version` was deleted.
const lostTheRace = (error: unknown): boolean =>
  httpStatusOf(error) === 412 || httpStatusOf(error) === 409 || nameOf(error) === 'NoSuchKey';

const nameOf = (error: unknown): string | undefined => (error instanceof Error ? error.name : undefined);
