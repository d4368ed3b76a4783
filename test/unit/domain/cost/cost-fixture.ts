import * as fc from 'fast-check';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import type { BillLine, LineId } from '../../../../src/domain/cost/bill.ts';
import { estimateOption, type PricedOption } from '../../../../src/domain/cost/estimate.ts';
import type { MonitoringLevel } from '../../../../src/domain/cost/monitoring.ts';
import { defaultOptions, type EstimateOptions } from '../../../../src/domain/cost/options.ts';
import { priceBookOf } from '../../../../src/domain/cost/price-data.ts';
import type { OptionKind } from '../../../../src/domain/cost/sizing.ts';
import type { Workload } from '../../../../src/domain/cost/workload.ts';

export const book = priceBookOf(embeddedPrices);

export const mib = 2 ** 20;
export const hour = 3_600;
export const day = 86_400;

const small: Workload = {
  region: 'us-east-1',
  averageInBytesPerSecond: 10_000_000,
  peakInBytesPerSecond: 10_000_000,
  averageOutBytesPerSecond: 20_000_000,
  peakOutBytesPerSecond: 20_000_000,
  recordBytes: 1_000,
  retentionSeconds: day,
  localRetentionSeconds: day,
  tieredReadShare: 0,
  replicationFactor: 3,
  partitions: 100,
  zones: 3,
  sameZoneFetchShare: undefined,
  compressionRatio: 1,
  growthPerMonth: 0,
  connections: 100,
  consumerGroups: 2,
};

/** 10 MB/s in, 20 MB/s out, a day, 100 partitions, but for what is given. */
export function workloadWith(given: Partial<Workload> = {}): Workload {
  return { ...small, localRetentionSeconds: given.retentionSeconds ?? small.localRetentionSeconds, ...given };
}

/** So much in, and read so many times, without a peak above it. */
export function rates(inBytesPerSecond: number, fanOut: number): Partial<Workload> {
  return {
    averageInBytesPerSecond: inBytesPerSecond,
    peakInBytesPerSecond: inBytesPerSecond,
    averageOutBytesPerSecond: inBytesPerSecond * fanOut,
    peakOutBytesPerSecond: inBytesPerSecond * fanOut,
  };
}

export function optionsWith(given: Partial<EstimateOptions> = {}): EstimateOptions {
  return { ...defaultOptions, ...given };
}

/** As if these types were all there are. */
export function onlyTypes(...allowedTypes: string[]): EstimateOptions {
  return optionsWith({ constraints: { ...defaultOptions.constraints, allowedTypes } });
}

export function priced(option: OptionKind, workload: Workload, options = defaultOptions): PricedOption {
  const found = estimateOption(option, workload, book, options);
  if (found.kind === 'priced') return found;
  throw new Error(`${option} was refused: ${JSON.stringify(found.sizing.reasons)}`);
}

/** The line with this id, in USD as it is billed. */
export function usdOf(lines: readonly BillLine[], id: LineId): number {
  const line = lines.find(candidate => candidate.id === id);
  if (line?.kind !== 'priced') throw new Error(`there is no price for ${id}`);
  return line.amountMicroUsd / 1e6;
}

/** The default ones with metrics of this level. */
export function atLevel(monitoringLevel: MonitoringLevel, given: Partial<EstimateOptions> = {}): EstimateOptions {
  return optionsWith({ ...given, extras: { ...defaultOptions.extras, monitoringLevel } });
}

export const anyWorkload: fc.Arbitrary<Workload> = fc
  .record({
    in: fc.integer({ min: 1_000, max: 400_000_000 }),
    peak: fc.constantFrom(1, 1.5, 3),
    fanOut: fc.constantFrom(0, 0.5, 1, 3, 10),
    hours: fc.integer({ min: 1, max: 24 * 30 }),
    localShare: fc.constantFrom(1, 1, 0.25),
    replicationFactor: fc.integer({ min: 1, max: 4 }),
    partitions: fc.integer({ min: 1, max: 20_000 }),
    partitionsOfTopic: fc.constantFrom(1, 5, 40),
    zones: fc.integer({ min: 1, max: 4 }),
    sameZoneFetchShare: fc.constantFrom(undefined, 0, 0.5, 1),
    compressionRatio: fc.constantFrom(1, 2.5, 4),
    region: fc.constantFrom('us-east-1', 'eu-central-1', 'ap-northeast-2'),
  })
  .map(({ in: into, peak, fanOut, hours, localShare, partitionsOfTopic, ...rest }) =>
    workloadWith({
      ...rest,
      topics: Math.ceil(rest.partitions / partitionsOfTopic),
      averageInBytesPerSecond: into,
      peakInBytesPerSecond: Math.round(into * peak),
      averageOutBytesPerSecond: Math.round(into * fanOut),
      peakOutBytesPerSecond: Math.round(into * fanOut * peak),
      retentionSeconds: hours * hour,
      localRetentionSeconds: Math.max(hour, Math.round(hours * localShare) * hour),
    }),
  );
