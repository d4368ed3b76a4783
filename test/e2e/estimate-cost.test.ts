import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../src/adapters/prices/embedded-prices.ts';
import { priceBookOf } from '../../src/domain/cost/price-data.ts';
import { estimateCost } from '../../src/operations/estimate-cost.ts';
import { build } from '../aws/build-once.ts';
import { type LocalLambda, startLambda } from '../aws/local-lambda.ts';
import { anyRequest } from '../builders/estimate-request.ts';

const bundle = join(import.meta.dirname, '../../dist/lambdas/estimate-cost/index.mjs');

describe('the function that estimates costs, as it is deployed', () => {
  let lambda: LocalLambda;
  beforeAll(async () => {
    await build();
    lambda = await startLambda('estimate-cost', {});
  });
  afterAll(() => lambda.stop());

  it('stays under 600 KB, prices of all regions in it', () => {
    expect(statSync(bundle).size).toBeLessThan(600_000);
  });

  it('answers a request with the estimate', async () => {
    const expected: unknown = JSON.parse(JSON.stringify(estimateCost(anyRequest, priceBookOf(embeddedPrices))));
    expect(await lambda.invoke(anyRequest)).toEqual({ kind: 'returned', value: expected });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', {}, /region is missing; in is missing; retention is missing; partitions is missing/],
    ['no object', 'us-east-1', /is no object such as \{"region"/],
    ['bits', { ...anyRequest, in: '400Mbps' }, /in "400Mbps" counts bits; write bytes, such as 50MB\/s/],
    ['a contradiction', { ...anyRequest, peakIn: '1MB/s' }, /peakIn is below the average of in/],
    ['an unknown region', { ...anyRequest, region: 'us-east1' }, /region "us-east1" .* did you mean us-east-1/],
  ])('fails for %s with the field, and answers the next', async (_what, event, problem) => {
    const failed = await lambda.invoke(event);
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'InputInvalid' });
    expect(failed).toHaveProperty('errorMessage', expect.stringMatching(problem));
    expect(await lambda.invoke(anyRequest)).toMatchObject({ kind: 'returned' });
  });
});
