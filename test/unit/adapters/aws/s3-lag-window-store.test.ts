import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3LagWindowStore } from '../../../../src/adapters/aws/s3-lag-window-store.ts';
import { answering, type CannedAnswer } from '../../../aws/answering-client.ts';

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value);
const storedAs = (body: Uint8Array): CannedAnswer => ({ statusCode: 200, headers: { etag: '"v1"' }, body });
const s3Error = (statusCode: number, code: string): CannedAnswer => ({
  statusCode,
  body: `<Error><Code>${code}</Code><Message>because</Message></Error>`,
});

const storeAnswering = (...answers: readonly (CannedAnswer | Error)[]) => {
  const { seen, config } = answering(...answers);
  return { seen, store: s3LagWindowStore(new S3Client(config), { bucket: 'windows', key: 'lag/orders' }) };
};

describe('the S3 lag window store', () => {
  it('hands back what was stored, with its ETag as version', async () => {
    const { store } = storeAnswering(storedAs(zstdCompressSync('columns')));
    const loaded = await store.load();
    expect(text(loaded?.bytes)).toBe('columns');
    expect(loaded?.version).toBe('"v1"');
  });

  it('says undefined where nothing is stored yet', async () => {
    const { store } = storeAnswering(s3Error(404, 'NoSuchKey'));
    expect(await store.load()).toBeUndefined();
  });

  it('hands on bytes it cannot decompress, with their version, so that they can be judged and replaced', async () => {
    const { store } = storeAnswering(storedAs(bytesOf('not zstd')));
    expect(await store.load()).toEqual({ bytes: bytesOf('not zstd'), version: '"v1"' });
  });

  it('hands on bytes whose checksum is wrong as they are stored', async () => {
    const stored = zstdCompressSync('columns columns columns');
    const flipped = Uint8Array.from(stored, (byte, index) => (index === stored.length - 1 ? byte ^ 1 : byte));
    const { store } = storeAnswering(storedAs(flipped.subarray(0, -4)));
    expect((await store.load())?.bytes).toEqual(flipped.subarray(0, -4));
  });

  it('writes the first object only if there is none', async () => {
    const { store, seen } = storeAnswering({ statusCode: 200, headers: { etag: '"v1"' } });
    expect(await store.save(bytesOf('columns'), undefined)).toBe('saved');
    expect(seen[0]).toMatchObject({ method: 'PUT', path: '/lag/orders', headers: { 'if-none-match': '*' } });
    expect(seen[0]?.headers['if-match']).toBeUndefined();
    expect(text(zstdDecompressSync(seen[0]!.body))).toBe('columns');
  });

  it('replaces only the object of the version it was given', async () => {
    const { store, seen } = storeAnswering({ statusCode: 200, headers: { etag: '"v2"' } });
    expect(await store.save(bytesOf('columns'), '"v1"')).toBe('saved');
    expect(seen[0]?.headers).toMatchObject({ 'if-match': '"v1"' });
    expect(seen[0]?.headers['if-none-match']).toBeUndefined();
  });

  it.each([
    ['another run wrote first', s3Error(412, 'PreconditionFailed')],
    ['another run writes at the same moment', s3Error(409, 'ConditionalRequestConflict')],
    ['the object was deleted meanwhile', s3Error(404, 'NoSuchKey')],
  ])('says contended when %s', async (_why, answer) => {
    const { store } = storeAnswering(answer);
    expect(await store.save(bytesOf('columns'), '"v1"')).toBe('contended');
  });

  it('fails with AwsRefused, naming call and object, when S3 says no', async () => {
    const { store } = storeAnswering(s3Error(403, 'AccessDenied'));
    const told = { name: 'AwsRefused', retryable: false };
    await expect(store.load()).rejects.toMatchObject({
      ...told,
      message: 's3 GetObject s3://windows/lag/orders was refused: AccessDenied (403): because',
    });
    await expect(store.save(bytesOf('columns'), undefined)).rejects.toMatchObject(told);
  });

  it('fails with AwsRefused when the bucket is gone, instead of starting a new window each minute', async () => {
    const { store } = storeAnswering(s3Error(404, 'NoSuchBucket'));
    await expect(store.load()).rejects.toMatchObject({ name: 'AwsRefused' });
  });

  it.each([
    ['S3 fails', s3Error(500, 'InternalError')],
    ['S3 throttles', s3Error(503, 'SlowDown')],
    ['no answer comes', Object.assign(new Error('connect ECONNREFUSED'), { name: 'Error' })],
  ])('fails with a retryable AwsUnavailable when %s', async (_why, answer) => {
    const { store } = storeAnswering(answer);
    await expect(store.load()).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
  });
});
