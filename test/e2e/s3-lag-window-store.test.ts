import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3LagWindowStore } from '../../src/adapters/aws/s3-lag-window-store.ts';
import { type EmulatedAws, startEmulatedAws } from '../aws/emulated-aws.ts';
import { defineLagWindowStoreContract } from '../contracts/lag-window-store.contract.ts';

let aws: EmulatedAws;
let s3: S3Client;
const bucket = 'windows';
const makeStore = () => s3LagWindowStore(s3, { bucket, key: `lag-windows/${randomUUID()}` });

beforeAll(async () => {
  aws = await startEmulatedAws();
  s3 = new S3Client(aws.clientConfig);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
});
afterAll(async () => {
  await aws.stop();
});

defineLagWindowStoreContract('S3', makeStore);

describe('the S3 lag window store', () => {
  it('lets one of twenty writers at once win, at first and later', async () => {
    const store = makeStore();
    for (const version of [undefined, 'stored']) {
      const known = version === undefined ? undefined : (await store.load())?.version;
      const writers = Array.from({ length: 20 }, (_, writer) =>
        store.save(Uint8Array.of(known === undefined ? 0 : 1, writer), known),
      );
      const outcomes = await Promise.all(writers);
      expect(outcomes.filter(outcome => outcome === 'saved')).toHaveLength(1);
    }
  });
});
