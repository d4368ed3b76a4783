import type { Bill } from '../../src/domain/cost/bill.ts';
import { stewardFactors } from '../../src/domain/cost/factors.ts';
import { usdText } from '../../src/domain/cost/money.ts';
import { includedMibPerSecond } from '../../src/domain/cost/msk-standard-types.ts';
import { defaultOptions, type EstimateOptions } from '../../src/domain/cost/options.ts';
import type { PriceBook } from '../../src/domain/cost/price-book.ts';
import { priceOption } from '../../src/domain/cost/price-option.ts';
import type { OptionKind, Sized } from '../../src/domain/cost/sizing.ts';
import type { Workload } from '../../src/domain/cost/workload.ts';
import {
  brokersOf,
  type ClusterKind,
  type ComparisonConfig,
  comparisonZones,
  controllerStorageGibibytes,
} from './comparison-config.ts';

const optionOf: Readonly<Record<ClusterKind, OptionKind>> = {
  msk: 'msk-standard',
  'msk-express': 'msk-express',
  'msk-serverless': 'msk-serverless',
  ec2: 'ec2',
};

/** The cluster that is stood up, as the cost model knows it: nothing is sized, all of it was chosen. */
const sizedAs = (config: ComparisonConfig, kind: ClusterKind): Sized => {
  const { types, storageGibibytes, volumeThroughputMebibytes } = config;
  const none = {
    kind: 'sized',
    option: optionOf[kind],
    type: undefined,
    brokers: brokersOf(config),
    diskGibPerBroker: 0,
    throughputMibPerSecondPerBroker: 0,
    iopsPerBroker: 0,
    controllers: 0,
    controllerType: undefined,
    sustained: undefined,
    limits: [],
  } as const;
  switch (kind) {
    case 'msk': {
      const provisioned = volumeThroughputMebibytes > includedMibPerSecond ? volumeThroughputMebibytes : 0;
      const storage = { diskGibPerBroker: storageGibibytes, throughputMibPerSecondPerBroker: provisioned };
      return { ...none, ...storage, type: types.msk };
    }
    case 'msk-express':
      return { ...none, type: types.express };
    case 'msk-serverless':
      return { ...none, brokers: 0 };
    case 'ec2':
      return {
        ...none,
        type: types.ec2Broker,
        diskGibPerBroker: storageGibibytes,
        throughputMibPerSecondPerBroker: volumeThroughputMebibytes,
        controllers: comparisonZones,
        controllerType: types.ec2Controller,
      };
  }
};

/** A little of everything: what is charged by use can be seen, and is small beside what is charged by the hour. */
const assumedLoad = {
  averageInBytesPerSecond: 1_000_000,
  peakInBytesPerSecond: 1_000_000,
  averageOutBytesPerSecond: 2_000_000,
  peakOutBytesPerSecond: 2_000_000,
  recordBytes: 1000,
  retentionSeconds: 86_400,
  localRetentionSeconds: 86_400,
  tieredReadShare: 0,
  replicationFactor: 3,
  partitions: 36,
  zones: comparisonZones,
  sameZoneFetchShare: undefined,
  compressionRatio: 1,
  growthPerMonth: 0,
  connections: 100,
  consumerGroups: 10,
} as const satisfies Omit<Workload, 'region'>;

const assumption = '1 MB/s written to 36 partitions, read twice, kept a day';

/** Metrics of level PER_BROKER on MSK, as many of the agent on EC2; the brokers' logs at level INFO. Serverless has neither. */
const optionsOf = (kind: ClusterKind): EstimateOptions => ({
  ...defaultOptions,
  factors: { ...stewardFactors, controllerDiskGib: controllerStorageGibibytes },
  extras:
    kind === 'msk-serverless'
      ? defaultOptions.extras
      : { ...defaultOptions.extras, monitoringLevel: 'PER_BROKER', logBytesPerSecond: 500 },
});

/** In the hour, for what a load comes to. Undefined where a price is missing. */
export const clusterUsdPerHour = (
  config: ComparisonConfig,
  kind: ClusterKind,
  book: PriceBook,
  region: string,
): number | undefined => {
  const { isComplete, totalMicroUsd } = billOf(config, kind, book, region);
  return isComplete ? totalMicroUsd / hoursPerMonth / 1e6 : undefined;
};

const { hoursPerMonth } = defaultOptions;

const billOf = (config: ComparisonConfig, kind: ClusterKind, book: PriceBook, region: string): Bill =>
  priceOption(sizedAs(config, kind), { ...assumedLoad, region }, book, optionsOf(kind));

/** What a cluster costs, in one line with its largest parts and all that is assumed. */
export const clusterCostSentence = (
  config: ComparisonConfig,
  kind: ClusterKind,
  book: PriceBook,
  region: string,
): string => {
  const bill = billOf(config, kind, book, region);
  return [
    `about ${usdText(bill.totalMicroUsd)} USD a month, ${usdText(Math.round(bill.totalMicroUsd / hoursPerMonth))} an hour`,
    ` (${[...largestParts(bill), ...missingParts(bill)].join(', ')};`,
    ` list prices of ${region} as of ${book.dataDate}, ${hoursPerMonth} h; assumed: ${assumption})`,
  ].join('');
};

const largestParts = ({ lines }: Bill): readonly string[] =>
  lines
    .filter(({ kind }) => kind === 'priced')
    .map(line => ({ what: line.what, amountMicroUsd: line.kind === 'priced' ? line.amountMicroUsd : 0 }))
    .toSorted((a, b) => b.amountMicroUsd - a.amountMicroUsd)
    .slice(0, 3)
    .map(({ what, amountMicroUsd }) => `${what} ${usdText(amountMicroUsd)}`);

const missingParts = ({ lines }: Bill): readonly string[] =>
  lines.filter(({ kind }) => kind === 'missing').map(({ what }) => `no price known for ${what}`);

/** List prices in USD of us-east-1, as AWS has had them since before 2025. */
const networkPrices = { natGatewayHourUsd: 0.045, kmsKeyMonthUsd: 1 } as const;

/** What the network costs before a byte has gone through it. An existing VPC has its own bill. */
export const networkCostSentence = ({ network }: ComparisonConfig): string => {
  const { natGatewayHourUsd, kmsKeyMonthUsd } = networkPrices;
  const natUsd = network.kind === 'new' ? comparisonZones * natGatewayHourUsd * hoursPerMonth : 0;
  const parts = `NAT gateways ${natUsd.toFixed(2)}, KMS key ${kmsKeyMonthUsd.toFixed(2)}`;
  return `about ${(natUsd + kmsKeyMonthUsd).toFixed(2)} USD a month (${parts}; list prices of us-east-1, without what goes through NAT)`;
};
