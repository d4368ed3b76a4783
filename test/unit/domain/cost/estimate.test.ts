import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, estimateOption } from '../../../../src/domain/cost/estimate.ts';
import { monitoringLevels } from '../../../../src/domain/cost/monitoring.ts';
import { expressTypes } from '../../../../src/domain/cost/msk-express-types.ts';
import { standardTypes } from '../../../../src/domain/cost/msk-standard-types.ts';
import type { EstimateOptions } from '../../../../src/domain/cost/options.ts';
import type { PriceBook } from '../../../../src/domain/cost/price-book.ts';
import { priceOption } from '../../../../src/domain/cost/price-option.ts';
import { type OptionKind, optionKinds } from '../../../../src/domain/cost/sizing.ts';
import { gp3Iops } from '../../../../src/domain/cost/volume.ts';
import { scaled, type Workload } from '../../../../src/domain/cost/workload.ts';
import {
  anyWorkload,
  atLevel,
  book,
  day,
  hour,
  onlyTypes,
  optionsWith,
  priced,
  rates,
  usdOf,
  workloadWith,
} from './cost-fixture.ts';

const anyOptions: fc.Arbitrary<EstimateOptions> = fc
  .record({
    model: fc.constantFrom('steward', 'aws'),
    hoursPerMonth: fc.constantFrom(720, 730, 744),
    gigabyte: fc.constantFrom('GiB', 'GB'),
    commitment: fc.constantFrom('on-demand', '1-year', '3-year'),
    level: fc.constantFrom(...monitoringLevels),
  })
  .map(({ level, ...given }) => atLevel(level, given));

const total = (option: OptionKind, workload: Workload, options = optionsWith()): number | undefined => {
  const found = estimateOption(option, workload, book, options);
  return found.kind === 'priced' ? found.bill.totalMicroUsd : undefined;
};

describe('a comparison', () => {
  it('has totals that are the sums of their lines, in whole micro-USD', () => {
    fc.assert(
      fc.property(anyWorkload, anyOptions, (workload, options) =>
        estimate(workload, book, options).options.every(found => {
          if (found.kind === 'refused') return true;
          const amounts = found.bill.lines.map(line => (line.kind === 'missing' ? 0 : line.amountMicroUsd));
          const sum = amounts.reduce((all, amount) => all + BigInt(amount), 0n);
          return (
            amounts.every(amount => Number.isSafeInteger(amount) && amount >= 0) &&
            sum === BigInt(found.bill.totalMicroUsd)
          );
        }),
      ),
    );
  });

  it('says the same each time, as JSON, without a figure that is none', () => {
    fc.assert(
      fc.property(anyWorkload, anyOptions, (workload, options) => {
        const text = JSON.stringify(estimate(workload, book, options));
        return text === JSON.stringify(estimate(workload, book, options)) && !/null|NaN|Infinity/.test(text);
      }),
    );
  });

  it('names the option with the least total, of those that lack no price', () => {
    fc.assert(
      fc.property(anyWorkload, anyOptions, (workload, options) => {
        const { options: found, cheapest } = estimate(workload, book, options);
        const totals = found.flatMap(each =>
          each.kind === 'priced' && each.bill.isComplete ? [each.bill.totalMicroUsd] : [],
        );
        const named = found.find(({ option }) => option === cheapest);
        return named?.kind === 'priced' ? named.bill.totalMicroUsd === Math.min(...totals) : totals.length === 0;
      }),
    );
  });

  it('holds only what is allowed', () => {
    const constraints = { ...optionsWith().constraints, allowedOptions: ['ec2', 'msk-express'] as const };
    const { options } = estimate(workloadWith(), book, optionsWith({ constraints }));
    expect(options.map(({ option }) => option)).toEqual(['msk-express', 'ec2']);
  });
});

describe('the chosen type', () => {
  const types: Record<'msk-standard' | 'msk-express' | 'ec2', readonly string[]> = {
    'msk-standard': standardTypes.map(({ type }) => type),
    'msk-express': expressTypes.map(({ type }) => type),
    ec2: book.machines.map(({ type }) => type),
  };

  it('is the cheapest of all types, each priced alone', () => {
    const option = fc.constantFrom(...(Object.keys(types) as (keyof typeof types)[]));
    fc.assert(
      fc.property(anyWorkload, anyOptions, option, (workload, options, kind) => {
        const alone = types[kind].flatMap(type => {
          const only = { ...options, constraints: { ...options.constraints, allowedTypes: [type] } };
          return total(kind, workload, only) ?? [];
        });
        const chosen = total(kind, workload, options);
        // Which type is chosen goes by floats: lines of equal cost may differ by their rounding.
        return chosen === undefined ? alone.length === 0 : chosen <= Math.min(...alone) + 2;
      }),
      { numRuns: 40 },
    );
  });

  it('comes on EC2 with the count and throughput that are cheapest of all that carry the load', () => {
    const type = fc.constantFrom('m7g.large', 'm6g.2xlarge', 'r7g.xlarge', 'm7i.4xlarge');
    fc.assert(
      fc.property(anyWorkload, type, fc.constantFrom(...monitoringLevels), (workload, name, level) => {
        const options = atLevel(level, onlyTypes(name));
        const found = estimateOption('ec2', workload, book, options);
        if (found.kind === 'refused') return true;
        const { sizing, bill } = found;
        const onDisk = { ...workload, localRetentionSeconds: workload.retentionSeconds };
        const diskNeed = sizing.limits
          .filter(({ id }) => id === 'disk-throughput')
          .map(({ used }) => (used * sizing.brokers) / 0.8 / 2 ** 20);
        const least = Math.max(...sizing.limits.map(({ brokersNeeded }) => brokersNeeded));
        for (let brokers = least; brokers <= 60; brokers += workload.zones) {
          const scale = workload.zones === 1 ? (brokers * (sizing.brokers - 1)) / sizing.brokers / (brokers - 1) : 1;
          const mib = Math.max(125, Math.ceil(Math.max(diskNeed[0]!, diskNeed[1]! * scale) / brokers - 1e-9));
          const diskGibPerBroker = Math.max(
            1,
            Math.ceil(
              (sizing.limits.find(({ id }) => id === 'disk-size')!.used * sizing.brokers) / brokers / 2 ** 30 - 1e-9,
            ),
          );
          const other = {
            ...sizing,
            brokers,
            diskGibPerBroker,
            throughputMibPerSecondPerBroker: mib,
            iopsPerBroker: gp3Iops(mib),
          };
          if (priceOption(other, onDisk, book, options).totalMicroUsd < bill.totalMicroUsd - 2) return false;
        }
        return true;
      }),
      { numRuns: 200 },
    );
  });
});

describe('more of anything', () => {
  const more = fc.constantFrom<((workload: Workload) => Workload)[]>(
    workload => ({
      ...workload,
      averageInBytesPerSecond: workload.averageInBytesPerSecond * 2,
      peakInBytesPerSecond: workload.peakInBytesPerSecond * 2,
    }),
    workload => ({
      ...workload,
      averageOutBytesPerSecond: workload.averageOutBytesPerSecond + 5_000_000,
      peakOutBytesPerSecond: workload.peakOutBytesPerSecond + 5_000_000,
    }),
    workload => ({ ...workload, retentionSeconds: workload.retentionSeconds + day }),
    workload => ({
      ...workload,
      retentionSeconds: workload.retentionSeconds + hour,
      localRetentionSeconds: workload.localRetentionSeconds + hour,
    }),
    workload => ({ ...workload, replicationFactor: workload.replicationFactor + 1 }),
    workload => ({ ...workload, partitions: Math.ceil(workload.partitions * 1.3) }),
    workload => ({ ...workload, peakInBytesPerSecond: workload.peakInBytesPerSecond * 2 }),
  );
  const option = fc.constantFrom<[OptionKind, string][]>(
    ['msk-standard', 'kafka.m5.large'],
    ['msk-standard', 'kafka.m7g.4xlarge'],
    ['msk-express', 'express.m7g.xlarge'],
    ['msk-serverless', 'none'],
    ['ec2', 'm7g.large'],
    ['ec2', 'r6i.4xlarge'],
  );

  it('never costs less on the same option and type', () => {
    fc.assert(
      fc.property(anyWorkload, more, option, fc.constantFrom(...monitoringLevels), (workload, grown, found, level) => {
        const [kind, type] = found;
        const options = atLevel(level, onlyTypes(type));
        const before = total(kind, workload, options);
        const after = total(kind, grown(workload), options);
        // More partitions can be what a quota of each of them asks for; of nothing else can more be carried.
        if (before === undefined) return after === undefined || grown(workload).partitions > workload.partitions;
        return after === undefined || after >= before;
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('units', () => {
  const anyCase = fc.tuple(anyWorkload, fc.constantFrom(...optionKinds));
  /** The lines of one and the same cluster, whatever the month is counted in. */
  const linesWith = (workload: Workload, option: OptionKind, ...given: readonly Partial<EstimateOptions>[]) => {
    const found = estimateOption(option, workload, book, optionsWith());
    if (found.kind === 'refused') return given.map(() => []);
    return given.map(more => priceOption(found.sizing, workload, book, optionsWith(more)).lines);
  };

  it('are conserved: as many bytes in GB as in GiB', () => {
    fc.assert(
      fc.property(anyCase, ([workload, option]) => {
        const [inGiB = [], inGB = []] = linesWith(workload, option, { gigabyte: 'GiB' }, { gigabyte: 'GB' });
        for (const [at, { unit, quantity }] of inGiB.entries()) {
          const wanted = quantity * (unit.startsWith('GB') ? 2 ** 30 / 1e9 : 1);
          expect(Math.abs(inGB[at]!.quantity - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, wanted));
        }
      }),
    );
  });

  it('are conserved: what is counted by the hour and by what flows goes with the hours of a month', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(720, 730, 744), ([workload, option], hoursPerMonth) => {
        const [inHour = [], inMonth = []] = linesWith(workload, option, { hoursPerMonth: 1 }, { hoursPerMonth });
        for (const [at, { unit, quantity }] of inHour.entries()) {
          const wanted = unit.endsWith('-month') ? quantity : quantity * hoursPerMonth;
          expect(Math.abs(inMonth[at]!.quantity - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, wanted));
        }
      }),
    );
  });

  it('are conserved: compressed traffic costs what as much traffic costs that is not', () => {
    fc.assert(
      fc.property(anyCase, fc.constantFrom(2, 4, 5), ([workload, option], compressionRatio) => {
        const plain = { ...workload, compressionRatio: 1 };
        const packed = { ...scaled(plain, compressionRatio), compressionRatio };
        expect(total(option, packed)).toBe(total(option, plain));
      }),
    );
  });
});

describe('a bill', () => {
  it('is worked out by hand for EC2: 10 MB/s in, 20 MB/s out, a day', () => {
    const { bill, sizing } = priced('ec2', workloadWith(), { ...onlyTypes('m7g.large'), gigabyte: 'GB' });
    // 10 MB/s × 86,400 s × 3 replicas ÷ 0.8 ÷ 3 brokers.
    expect(sizing).toMatchObject({ brokers: 3, diskGibPerBroker: Math.ceil(1.08e12 / 2 ** 30) });
    expect(usdOf(bill.lines, 'brokers')).toBeCloseTo(3 * 730 * 0.0816, 6);
    expect(usdOf(bill.lines, 'controllers')).toBeCloseTo(3 * 730 * 0.077, 6);
    expect(usdOf(bill.lines, 'storage')).toBeCloseTo(((3 * 1006 * 2 ** 30) / 1e9) * 0.08, 6);
    expect(usdOf(bill.lines, 'cross-zone-producers')).toBeCloseTo(10 * (2 / 3) * 2628 * 0.02, 6);
    expect(usdOf(bill.lines, 'cross-zone-consumers')).toBeCloseTo(20 * (2 / 3) * 2628 * 0.02, 6);
    expect(usdOf(bill.lines, 'cross-zone-replication')).toBeCloseTo(10 * 2 * 2628 * 0.02, 6);
  });

  it('shows what MSK does not charge, and why', () => {
    const free = priced('msk-standard', workloadWith()).bill.lines.filter(({ kind }) => kind === 'free');
    expect(free).toMatchObject([
      { id: 'controllers', reason: 'MSK brings them along' },
      { id: 'cross-zone-replication', amountMicroUsd: 0 },
    ]);
  });

  it('counts the tier as the whole retention, and what is read from it', () => {
    const workload = workloadWith({ retentionSeconds: 7 * day, localRetentionSeconds: day, tieredReadShare: 0.1 });
    const { lines } = priced('msk-standard', workload, optionsWith({ gigabyte: 'GB' })).bill;
    expect(usdOf(lines, 'tiered-storage')).toBeCloseTo(10e6 * 7 * day * 1e-9 * 0.06, 6);
    expect(usdOf(lines, 'tiered-reads')).toBeCloseTo(2e6 * 730 * hour * 1e-9 * 0.0015, 6);
  });

  it('says of a price that is missing that it is, and does not win', () => {
    const without: PriceBook = {
      ...book,
      find: (meter, item, region) => (meter === 'inter-az-gb' ? undefined : book.find(meter, item, region)),
    };
    const { options, cheapest } = estimate(workloadWith(), without, optionsWith());
    const ec2 = options.find(({ option }) => option === 'ec2');
    expect(ec2).toMatchObject({ bill: { isComplete: false } });
    expect(ec2?.kind === 'priced' && ec2.bill.lines.filter(({ kind }) => kind === 'missing')).toHaveLength(3);
    expect(cheapest).toBe('msk-serverless');
  });

  it('misses no price of what is not used', () => {
    const region = 'eu-south-1';
    const workload = workloadWith({ region, sameZoneFetchShare: 1 });
    const { lines } = priced('msk-standard', workload).bill;
    expect(lines.find(({ id }) => id === 'cross-zone-producers')?.kind).toBe('missing');
    expect(lines.find(({ id }) => id === 'cross-zone-consumers')).toMatchObject({ kind: 'free', amountMicroUsd: 0 });
  });

  it('holds people only where they are asked for', () => {
    const workload = workloadWith();
    const people = { ...optionsWith().people, usdPerHour: '100' };
    const aside = priced('ec2', workload, optionsWith({ people })).bill;
    const within = priced('ec2', workload, optionsWith({ people: { ...people, inTotals: true } })).bill;
    expect(aside.peopleMicroUsd).toBe(2_600_000_000);
    expect(within.totalMicroUsd - aside.totalMicroUsd).toBe(aside.peopleMicroUsd);
    expect(within.lines.filter(({ id }) => id === 'people')).toEqual(aside.peopleLines);
  });

  it('takes a commitment off the machines of EC2 only', () => {
    const committed = optionsWith({ commitment: '3-year' });
    const change = (option: OptionKind) => total(option, workloadWith(), committed)! - total(option, workloadWith())!;
    expect(optionKinds.map(option => Math.sign(change(option)))).toEqual([0, 0, 0, -1]);
  });

  it('crosses zones less with what is fetched in the same zone, and not at all in one zone', () => {
    const usd = (given: Partial<Workload>) =>
      usdOf(priced('ec2', workloadWith({ ...rates(9_000_000, 1), ...given })).bill.lines, 'cross-zone-consumers');
    expect(usd({ sameZoneFetchShare: 1 })).toBe(0);
    expect(usd({ sameZoneFetchShare: 0 })).toBeCloseTo(usd({}) * 1.5, 4);
    expect(usd({ zones: 1 })).toBe(0);
    expect(usd({ zones: 1, sameZoneFetchShare: 0.5 })).toBe(0);
  });

  it('counts as crossing what is in other zones than the leader, where zones hold several replicas', () => {
    const usd = (replicationFactor: number, zones: number) =>
      usdOf(priced('ec2', workloadWith({ replicationFactor, zones })).bill.lines, 'cross-zone-replication');
    // Four replicas in two zones: two of the three followers are in the other one.
    expect(usd(4, 2)).toBe(usd(3, 3));
    // Four in three zones: led from the pair (half of the time) two cross, else three.
    expect(usd(4, 3)).toBeCloseTo(usd(3, 3) * 1.25, 4);
    expect(usd(3, 1)).toBe(0);
  });

  it('has lines for extras once they are asked for', () => {
    const extras = {
      monitoringLevel: 'DEFAULT',
      paidMetricsPerBroker: 10,
      logBytesPerSecond: 1_000,
      logRetentionDays: 30,
      kmsKeys: 1,
      snapshotShare: 1,
      endpoints: 1,
    } as const;
    const ids = priced('ec2', workloadWith(), optionsWith({ extras })).bill.lines.map(({ id }) => id);
    expect(ids.slice(-7)).toEqual([
      'monitoring',
      'logs-ingested',
      'logs-stored',
      'kms',
      'snapshots',
      'endpoint-hours',
      'endpoint-data',
    ]);
  });
});

describe('every region', () => {
  it.each(book.regions)('is priced, or told what it lacks: %s', region => {
    const { options, cheapest, notes } = estimate(workloadWith({ region }), book, optionsWith());
    const bills = options.flatMap(found => (found.kind === 'priced' ? [found.bill] : []));
    const incomplete = bills.filter(({ isComplete }) => !isComplete);
    expect(bills.length).toBeGreaterThan(0);
    expect(notes.filter(note => note.includes('has no price for'))).toHaveLength(incomplete.length);
    expect(cheapest === undefined).toBe(incomplete.length === bills.length);
  });
});
