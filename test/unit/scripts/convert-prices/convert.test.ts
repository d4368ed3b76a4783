import { describe, expect, it } from 'vitest';
import { convertPrices } from '../../../../scripts/convert-prices/convert.ts';
import type { Ec2Original, MskOriginal } from '../../../../scripts/convert-prices/originals.ts';
import { checkPrices } from '../../../../src/adapters/prices/check-prices.ts';
import { priceDataText } from '../../../../src/adapters/prices/price-data-text.ts';

const msk: MskOriginal = {
  sources: {
    page: { title: 'MSK page', repo: 'a/b', path: 'msk.json', commit: 'c0ffee', published: '2025-04-04T19:05:32Z' },
  },
  gaps: [],
  regions: {
    'eu-west-1': {
      location: 'EU (Ireland)',
      source: 'page',
      usage_type_prefix: 'EU-',
      verified: [{ date: '2026-01-01', source: 'page', result: 'equal' }],
      standard_brokers: { 'kafka.m5.large': { usd_per_hour: 0.234 } },
      storage: { standard_gb_month: 0.11, express_gb_month: null },
    },
  },
};
const ec2: Ec2Original = {
  sources: {
    'ec2-instances-info-20250528': { title: 'EC2', go_module: 'a/c', version: 'v1', date: '2025-05-28' },
    disks: { title: 'EBS', date: '2024-07-18' },
    transfer: { title: 'traffic' },
  },
  checks: ['compared'],
  notes: [],
  instance_types: {
    'i3.large': {
      vcpu: 2,
      memory_gib: 15.25,
      arch: 'x86_64',
      network_baseline_gbps: 0.75,
      ebs_baseline_mbps: 425,
      ebs_baseline_iops: 3000,
      local_storage: { devices: 2, size_gb: 475 },
    },
  },
  prices: { 'eu-west-1': { 'i3.large': [0.172, null, 0.0855] } },
  ebs: { source: 'disks', regions: { 'eu-west-1': { gp3_gb_month: 0.088, gp3_iops_month_above_3000: null } } },
  data_transfer: { source: 'transfer', regions: { 'eu-west-1': { inter_az_gb_each_direction: 0.01 } } },
};

describe('the conversion of collected prices', () => {
  const data = convertPrices(msk, ec2);

  it('keeps each price as the decimal it was written as, under its source, and leaves out what has none', () => {
    expect(data.regions['eu-west-1']).toEqual({
      location: 'EU (Ireland)',
      usageTypePrefix: 'EU-',
      prices: {
        page: { 'msk-standard-broker-hour': { 'kafka.m5.large': '0.234' }, 'msk-standard-storage-gb-month': '0.11' },
        'ec2-instances-info-20250528': {
          'ec2-instance-hour': { 'i3.large': '0.172' },
          'ec2-instance-hour-3-year': { 'i3.large': '0.0855' },
        },
        disks: { 'ebs-gp3-gb-month': '0.088' },
        transfer: { 'inter-az-gb': '0.01' },
      },
    });
  });

  it('says of each source what it is, where and of which day', () => {
    expect(data.sources).toMatchObject({
      page: { title: 'MSK page', date: '2025-04-04', where: 'a/b msk.json @c0ffee' },
      'ec2-instances-info-20250528': { date: '2025-05-28', where: 'a/c v1' },
      transfer: { date: 'undated' },
    });
    expect(data.notes).toContain('eu-west-1, compared with page (2026-01-01): equal');
  });

  it('turns the figures of machines into bytes', () => {
    expect(data.machines).toEqual([
      {
        type: 'i3.large',
        virtualCpus: 2,
        memoryBytes: 16_374_562_816,
        architecture: 'x86_64',
        networkBytesPerSecond: 93_750_000,
        ebsBytesPerSecond: 53_125_000,
        ebsIops: 3_000,
        localDiskBytes: 950e9,
      },
    ]);
  });

  it('writes a file that can be read back and passes its check', () => {
    expect(checkPrices(JSON.parse(priceDataText(data)))).toEqual({ kind: 'usable', data });
  });
});
