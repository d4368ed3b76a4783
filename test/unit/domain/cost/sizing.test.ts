import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateOption } from '../../../../src/domain/cost/estimate.ts';
import { stewardFactors } from '../../../../src/domain/cost/factors.ts';
import { optionKinds, type Sized } from '../../../../src/domain/cost/sizing.ts';
import type { Workload } from '../../../../src/domain/cost/workload.ts';
import { anyWorkload, book, day, onlyTypes, optionsWith, priced, rates, workloadWith } from './cost-fixture.ts';

const binding = ({ limits }: Sized) => limits.filter(({ binds }) => binds).map(({ id }) => id);

const refusal = (option: (typeof optionKinds)[number], workload: Workload, options = optionsWith()) => {
  const found = estimateOption(option, workload, book, options);
  return found.kind === 'refused' ? found.sizing.reasons : [];
};

describe('a size', () => {
  it('keeps to each limit it claims, with one that binds', () => {
    fc.assert(
      fc.property(anyWorkload, fc.constantFrom(...optionKinds), (workload, option) => {
        const found = estimateOption(option, workload, book, optionsWith());
        if (found.kind === 'refused') return found.sizing.reasons.length > 0;
        const { limits, brokers } = found.sizing;
        expect(binding(found.sizing)).toHaveLength(1);
        return limits.every(({ used, allowed, brokersNeeded }) => {
          return used <= allowed * (1 + 1e-12) && brokersNeeded <= brokers;
        });
      }),
    );
  });

  it('has as many brokers in each zone, and as many brokers as replicas', () => {
    fc.assert(
      fc.property(anyWorkload, fc.constantFrom('msk-standard', 'ec2'), (workload, option) => {
        const found = estimateOption(option, workload, book, optionsWith());
        if (found.kind === 'refused') return true;
        const { brokers } = found.sizing;
        return brokers % workload.zones === 0 && brokers >= workload.replicationFactor;
      }),
    );
  });

  it('has room for everything that is kept, with headroom', () => {
    fc.assert(
      fc.property(anyWorkload, fc.constantFrom('msk-standard', 'ec2'), (workload, option) => {
        const found = estimateOption(option, workload, book, optionsWith());
        if (found.kind === 'refused') return true;
        const kept = (workload.averageInBytesPerSecond * workload.replicationFactor) / workload.compressionRatio;
        const seconds = option === 'ec2' ? workload.retentionSeconds : workload.localRetentionSeconds;
        const room = found.sizing.brokers * found.sizing.diskGibPerBroker * 2 ** 30;
        return room * stewardFactors.diskUtilization >= kept * seconds * (1 - 1e-12);
      }),
    );
  });
});

describe('what binds on Standard', () => {
  const large = onlyTypes('kafka.m7g.large');
  it.each([
    ['disk-throughput', rates(50_000_000, 0.1)],
    ['network-out', rates(20_000_000, 10)],
    ['partitions', { ...rates(1_000_000, 1), partitions: 2_500 }],
    ['disk-size', { ...rates(10_000_000, 1), retentionSeconds: 30 * day }],
    ['zones', rates(1_000_000, 1)],
    ['connections', { ...rates(1_000_000, 1), connections: 30_000 }],
  ] as const)('can be %s', (id, given) => {
    expect(binding(priced('msk-standard', workloadWith(given), large).sizing)).toEqual([id]);
  });

  it('is worked out by hand for one disk: six copies a second while a zone catches up, at 80 % of 78.75 MB/s', () => {
    // 50 MB/s × 3 replicas × 2 ÷ (78.75 MB/s × 0.8) = 4.76, in threes: 6.
    const { sizing } = priced('msk-standard', workloadWith(rates(50_000_000, 0.1)), large);
    expect(sizing.brokers).toBe(6);
    expect(sizing.limits[0]).toMatchObject({ id: 'disk-throughput', used: 50e6, allowed: 63e6, binds: true });
  });

  it('provisions throughput where the included 250 MiB/s end', () => {
    const { sizing } = priced('msk-standard', workloadWith(rates(150_000_000, 0.1)), onlyTypes('kafka.m7g.4xlarge'));
    // 150 MB/s × 6 ÷ 3 brokers ÷ 0.8, in MiB/s.
    expect(sizing).toMatchObject({ brokers: 3, throughputMibPerSecondPerBroker: Math.ceil(375e6 / 2 ** 20) });
  });
});

describe('EC2', () => {
  it('buys throughput of disks where that is cheaper than brokers', () => {
    const { sizing } = priced('ec2', workloadWith(rates(60_000_000, 1)), onlyTypes('m7g.2xlarge'));
    expect(sizing).toMatchObject({ brokers: 3, throughputMibPerSecondPerBroker: 144, iopsPerBroker: 3_000 });
  });

  it('brings controllers of its own, and no machine that lives on credits', () => {
    const { sizing } = priced('ec2', workloadWith());
    expect(sizing).toMatchObject({ controllers: 3, controllerType: 'm6g.large' });
    expect(refusal('ec2', workloadWith(), onlyTypes('t3.large'))).toMatchObject([{ quota: 'price' }]);
  });

  it('has the disks that EBS sells, and says so', () => {
    const { limits } = priced('ec2', workloadWith()).sizing;
    expect(limits.find(({ id }) => id === 'disk-size')).toMatchObject({
      source: expect.stringContaining('EBS') as string,
    });
  });

  it('refuses a region of which the book has no machines', () => {
    expect(refusal('ec2', workloadWith({ region: 'eu-south-2' }))).toMatchObject([{ quota: 'price' }]);
  });
});

describe('a count that is asked for', () => {
  const exactly = (brokers: number, given: Partial<ReturnType<typeof optionsWith>['constraints']> = {}) =>
    optionsWith({ constraints: { ...optionsWith().constraints, brokers, ...given } });

  it('is the count, of the cheapest type that carries the load with it', () => {
    fc.assert(
      fc.property(anyWorkload, fc.constantFrom(...optionKinds), fc.constantFrom(1, 2, 4), (workload, option, times) => {
        const least = estimateOption(option, workload, book, optionsWith());
        if (least.kind === 'refused' || least.sizing.brokers === 0) return;
        const brokers = least.sizing.brokers * times;
        const found = estimateOption(option, workload, book, exactly(brokers));
        if (brokers > 60) expect(found.kind).toBe('refused');
        else expect(found).toMatchObject({ kind: 'priced', sizing: { brokers } });
      }),
    );
  });

  it('is refused where no type carries the load with it', () => {
    const workload = workloadWith({ partitions: 20_000 });
    for (const option of ['msk-standard', 'ec2'] as const) {
      expect(refusal(option, workload, exactly(3))).toMatchObject([{ quota: 'brokers', given: 15, allowed: 3 }]);
    }
  });

  it('comes with the disk that is asked for, unless what is kept does not fit', () => {
    const workload = workloadWith(rates(1_000_000, 1));
    for (const option of ['msk-standard', 'ec2'] as const) {
      const { sizing } = priced(option, workload, exactly(3, { diskGibPerBroker: 500 }));
      expect(sizing.diskGibPerBroker).toBe(500);
      expect(refusal(option, workload, exactly(3, { diskGibPerBroker: 100 }))).toMatchObject([{ quota: 'brokers' }]);
    }
  });
});

describe('refusals', () => {
  it('name every quota of Serverless that breaks', () => {
    const workload = workloadWith({ ...rates(300_000_000, 2), partitions: 10, recordBytes: 10_000_000 });
    expect(refusal('msk-serverless', workload).map(({ quota }) => quota)).toEqual([
      'ingress',
      'egress',
      'partition-ingress',
      'partition-egress',
      'record-size',
    ]);
    expect(refusal('msk-serverless', workload)[0]).toMatchObject({ given: 300e6, allowed: 200e6, unit: 'bytes/s' });
  });

  it('tell of Express what three zones and 15 MB/s a partition do not allow', () => {
    const workload = workloadWith({ ...rates(40_000_000, 1), zones: 2, partitions: 2 });
    expect(refusal('msk-express', workload)).toMatchObject([{ quota: 'zones' }, { quota: 'partition-ingress' }]);
  });

  it('tell of Standard that one zone is too few, and how many brokers would be needed', () => {
    expect(refusal('msk-standard', workloadWith({ zones: 1 }))).toMatchObject([{ quota: 'zones', allowed: 2 }]);
    expect(refusal('msk-standard', workloadWith({ partitions: 500_000 }))).toMatchObject([
      { quota: 'brokers', given: 375, allowed: 60 },
    ]);
  });

  it('keep to the brokers that are allowed', () => {
    const options = optionsWith({ constraints: { ...optionsWith().constraints, maxBrokers: 3 } });
    expect(refusal('msk-standard', workloadWith({ partitions: 20_000 }), options)).toMatchObject([
      { quota: 'brokers', given: 15, allowed: 3, source: 'as asked' },
    ]);
  });
});
