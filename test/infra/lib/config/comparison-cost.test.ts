import { describe, expect, it } from 'vitest';
import type { ClusterKind } from '../../../../lib/config/comparison-config.ts';
import { clusterCostSentence, networkCostSentence } from '../../../../lib/config/comparison-cost.ts';
import { parseComparison } from '../../../../lib/config/parse-comparison.ts';
import { priceBook } from '../../price-book.ts';
import { existingNetwork } from '../../synth.ts';

const configOf = (context: Readonly<Record<string, string>>) => {
  const parsed = parseComparison(context, priceBook);
  if (parsed.kind === 'wrong') throw new Error(parsed.problems.join('\n'));
  return parsed.config;
};

const costOf = (kind: ClusterKind, more: Readonly<Record<string, string>> = {}, region = 'us-east-1') =>
  clusterCostSentence(configOf({ cluster: kind, ...more }), kind, priceBook, region);

const usdAMonth = (sentence: string) => Number(/^about ([\d,.]+) USD/.exec(sentence)?.[1]?.replaceAll(',', ''));

describe('what a cluster costs', () => {
  it.each([
    ['msk', 'kafka.m7g.large brokers 446.76'],
    ['msk-express', 'express.m7g.large brokers 893.52'],
    ['msk-serverless', 'the cluster 547.50'],
    ['ec2', 'm7g.large brokers, on-demand 178.70'],
  ] as const)('is told for %s by month and hour, with its largest parts and what is assumed', (kind, part) => {
    expect(costOf(kind)).toMatch(/^about [\d,]+\.\d\d USD a month, \d+\.\d\d an hour \(/);
    expect(costOf(kind)).toContain(part);
    expect(costOf(kind)).toMatch(/list prices of us-east-1 as of \d{4}-\d\d-\d\d, 730 h; assumed: 1 MB\/s written/);
  });

  it('is of the brokers and disks that were chosen', () => {
    const larger = { brokersPerZone: '2', storageGibibytes: '1000' };
    // Three more brokers at 0.204 USD an hour with the 49 metrics of PER_BROKER each, and 5,700 GB at 0.10 USD.
    expect(usdAMonth(costOf('msk', larger)) - usdAMonth(costOf('msk'))).toBeCloseTo(
      3 * 0.204 * 730 + 3 * 49 * 0.3 + 570,
      1,
    );
    expect(usdAMonth(costOf('ec2', larger))).toBeGreaterThan(usdAMonth(costOf('ec2')));
  });

  it('has provisioned throughput on MSK from where it has to be provisioned', () => {
    const type = { mskType: 'kafka.m7g.4xlarge' };
    const at = (volumeThroughputMebibytes: string) => usdAMonth(costOf('msk', { ...type, volumeThroughputMebibytes }));
    expect(at('250')).toBe(at('125'));
    expect(at('251')).toBeGreaterThan(at('250') + 3 * 251 * 0.07);
  });

  it('says what there is no price of', () => {
    expect(costOf('msk-express', {}, 'eu-central-2')).toContain('no price known for CloudWatch metrics');
  });

  it('is of three NAT gateways in a new VPC, and of the key in one that is there', () => {
    expect(networkCostSentence(configOf({ cluster: 'both' }))).toMatch(/^about 99\.55 USD a month/);
    expect(networkCostSentence(configOf({ cluster: 'both', ...existingNetwork }))).toMatch(/^about 1\.00 USD a month/);
  });
});
