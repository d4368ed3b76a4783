import type { Meter } from '../../src/domain/cost/meter.ts';
import type { Ec2Machine, PriceSource } from '../../src/domain/cost/price-book.ts';
import type { ListedPrice, MeterPrices, PriceData, RegionPrices } from '../../src/domain/cost/price-data.ts';
import { besidePrices, besideRegion, besideSource, besideSourceId } from './beside.ts';
import type { Ec2Original, MskOriginal, Origin } from './originals.ts';

const ec2PriceSource = 'ec2-instances-info-20250528';
const undated = 'undated';

/** What the collected files leave out, or count in a way of their own. */
const known = [
  'Regions without Express or Serverless prices had none in the list of 2025-04-04; AWS may have added them since.',
  'No source lists an MSK broker of a newer family than m7g. Regions of AWS in China are in no source.',
  'CloudWatch, KMS and load balancers: us-east-1 only, the first of their tiers. Savings Plans and spot prices: nowhere.',
  'Reserved prices are standard, without anything upfront; MSK has none in its list.',
  'Network and EBS figures of machines are what is sustained, not what credits allow for a while.',
  'Prices count GB as their page does; AWS meters storage in GiB.',
];

/** Notes that are in no repository have a number for a name, which says nothing to a reader. */
const namesOfNotes: Readonly<Record<string, string>> = {
  'text-index-4859702351': 'seoul-price-note',
  'text-index-43766613456': 'hong-kong-sizing-note-2023',
};
const nameOf = (id: string): string => namesOfNotes[id] ?? id;

/** The project's own price data of the two collected files. Prices become the decimals they were written as. */
export function convertPrices(msk: MskOriginal, ec2: Ec2Original): PriceData {
  return {
    schemaVersion: 1,
    currency: 'USD',
    sources: {
      ...Object.fromEntries(
        Object.entries({ ...msk.sources, ...ec2.sources }).map(([id, origin]) => [nameOf(id), sourceOf(origin)]),
      ),
      [besideSourceId]: besideSource,
    },
    notes: [...known, ...ec2.checks, ...comparisonsOf(msk)],
    regions: Object.fromEntries(
      Object.entries(msk.regions).map(([region, listed]): [string, RegionPrices] => [
        region,
        {
          location: listed.location,
          usageTypePrefix: listed.usage_type_prefix,
          ...(listed.note === undefined ? {} : { note: listed.note }),
          prices: {
            [listed.source]: mskPrices(listed),
            ...withSource(ec2PriceSource, instancePrices(ec2, region)),
            ...withSource(ec2.ebs.source, onePrices(ec2.ebs.regions[region], diskMeters)),
            ...withSource(
              ec2.data_transfer.source,
              onePrices(ec2.data_transfer.regions[region], { 'inter-az-gb': 'inter_az_gb_each_direction' }),
            ),
            ...(region === besideRegion ? { [besideSourceId]: besidePrices } : {}),
          },
        },
      ]),
    ),
    machines: Object.entries(ec2.instance_types).map(([type, machine]) => machineOf(type, machine)),
  };
}

const diskMeters = {
  'ebs-gp3-gb-month': 'gp3_gb_month',
  'ebs-gp3-iops-month': 'gp3_iops_month_above_3000',
  'ebs-gp3-mibps-month': 'gp3_mibps_month_above_125',
  'ebs-snapshot-gb-month': 'snapshot_gb_month',
} satisfies Partial<Record<Meter, string>>;

const storageMeters = {
  'msk-standard-storage-gb-month': 'standard_gb_month',
  'msk-provisioned-throughput-mibps-month': 'provisioned_throughput_mibps_month',
  'msk-tiered-storage-gb-month': 'tiered_gb_month',
  'msk-tiered-read-gb': 'tiered_retrieval_gb',
  'msk-express-storage-gb-month': 'express_gb_month',
  'msk-express-data-in-gb': 'express_data_in_gb',
} satisfies Partial<Record<Meter, string>>;

const serverlessMeters = {
  'msk-serverless-cluster-hour': 'cluster_hour',
  'msk-serverless-partition-hour': 'partition_hour',
  'msk-serverless-storage-gb-month': 'storage_gb_month',
  'msk-serverless-data-in-gb': 'data_in_gb',
  'msk-serverless-data-out-gb': 'data_out_gb',
} satisfies Partial<Record<Meter, string>>;

const connectivityMeters = {
  'msk-private-connectivity-hour': 'hour_per_auth_scheme',
  'msk-private-connectivity-gb': 'gb_processed',
} satisfies Partial<Record<Meter, string>>;

type Listed = MskOriginal['regions'][string];

function mskPrices(listed: Listed): MeterPrices {
  return {
    ...byType('msk-standard-broker-hour', hourly(listed.standard_brokers)),
    ...byType('msk-express-broker-hour', hourly(listed.express_brokers ?? {})),
    ...onePrices(listed.storage, storageMeters),
    ...onePrices(listed.serverless, serverlessMeters),
    ...onePrices(listed.private_connectivity, connectivityMeters),
  };
}

const hourly = (brokers: Readonly<Record<string, { readonly usd_per_hour: number }>>) =>
  Object.entries(brokers).map(([type, { usd_per_hour: usd }]): [string, number] => [type, usd]);

function instancePrices({ prices }: Ec2Original, region: string): MeterPrices {
  const column = (at: number): [string, number | null][] =>
    Object.entries(prices[region] ?? {}).map(([type, listed]) => [type, listed[at] ?? null]);
  return {
    ...byType('ec2-instance-hour', column(0)),
    ...byType('ec2-instance-hour-1-year', column(1)),
    ...byType('ec2-instance-hour-3-year', column(2)),
  };
}

function byType(meter: Meter, listed: readonly (readonly [string, number | null])[]): MeterPrices {
  const prices = listed.flatMap(([type, usd]) => (usd === null ? [] : [[type, decimal(usd)] as const]));
  return prices.length === 0 ? {} : { [meter]: Object.fromEntries(prices) };
}

function onePrices(
  figures: Readonly<Record<string, number | null>> = {},
  fields: Readonly<Partial<Record<Meter, string>>>,
): MeterPrices {
  const prices = Object.entries(fields).flatMap(([meter, field]): [string, ListedPrice][] => {
    const usd = figures[field] ?? null;
    return usd === null ? [] : [[meter, decimal(usd)]];
  });
  return Object.fromEntries(prices);
}

const withSource = (sourceId: string, prices: MeterPrices): RegionPrices['prices'] =>
  Object.keys(prices).length === 0 ? {} : { [sourceId]: prices };

/** The shortest decimal that reads back as the same float is the one that was written. */
function decimal(usd: number): string {
  const text = String(usd);
  if (usd < 0 || text.includes('e')) throw new Error(`${text} is no price as a plain decimal`);
  return text;
}

function machineOf(type: string, machine: Ec2Original['instance_types'][string]): Ec2Machine {
  const { devices = 0, size_gb: diskGb = 0 } = machine.local_storage ?? {};
  return {
    type,
    virtualCpus: machine.vcpu,
    memoryBytes: machine.memory_gib * 2 ** 30,
    architecture: machine.arch,
    networkBytesPerSecond: Math.round((machine.network_baseline_gbps * 1e9) / 8),
    ebsBytesPerSecond: Math.round((machine.ebs_baseline_mbps * 1e6) / 8),
    ebsIops: machine.ebs_baseline_iops,
    localDiskBytes: devices * diskGb * 1e9,
  };
}

function sourceOf(origin: Origin): PriceSource {
  const {
    title = '',
    date,
    published,
    repo,
    path,
    commit,
    go_module: goModule,
    pypi,
    version,
    original_url: url,
  } = origin;
  const file = path?.replace(/;.*$/, '');
  const parts = [repo ?? goModule ?? pypi, version, file, commit === undefined ? undefined : `@${commit}`, url];
  return {
    title,
    date: /^\d{4}(-\d{2}-\d{2})?/.exec(date ?? published ?? '')?.[0] ?? undated,
    where: parts.filter(part => part !== undefined).join(' ') || 'a note without an address',
  };
}

function comparisonsOf({ regions }: MskOriginal): string[] {
  return Object.entries(regions).flatMap(([region, { verified = [] }]) =>
    verified.map(({ date, source, result }) => `${region}, compared with ${nameOf(source)} (${date}): ${result}`),
  );
}
