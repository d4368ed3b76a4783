import { describe, expect, it } from 'vitest';
import { embeddedPrices } from '../../../../src/adapters/prices/embedded-prices.ts';
import type { EstimateRequest } from '../../../../src/domain/cost/estimate-request.ts';
import { priceBookOf } from '../../../../src/domain/cost/price-data.ts';
import { readRequest } from '../../../../src/domain/cost/read-request.ts';
import { anyRequest } from '../../../builders/estimate-request.ts';

const book = priceBookOf(embeddedPrices);
const read = (more: Partial<EstimateRequest>) => readRequest({ ...anyRequest, ...more }, book);

describe('a cluster that is there', () => {
  it('has the brokers and disks that are given', () => {
    const { options } = read({ brokers: '6', disk: '2TiB', brokerQuota: 90 });
    expect(options.constraints).toMatchObject({ brokers: 6, diskGibPerBroker: 2_048 });
    expect(options.factors.brokersPerCluster).toBe(90);
  });

  it.each<[string, Partial<EstimateRequest>, string]>([
    ['brokers that do not fill the zones', { brokers: 4 }, 'brokers 4 is no multiple of the 3 of zones; write 3'],
    [
      'reads from other zones where there is one',
      { zones: 1, sameZoneFetch: '50%' },
      'sameZoneFetch is for several zones',
    ],
    ['more than the most', { brokers: 9, maxBrokers: 6 }, 'brokers 9 is more than maxBrokers allows'],
    ["a disk for AWS's rule", { disk: '1TiB', model: 'aws' }, 'disk is for model steward'],
    ['a type that lives on credits', { types: ['t3.large'] }, 'types "t3.large" is left out: it lives on CPU credits'],
    ['a type nobody sells', { types: ['kafka.m9.large'] }, 'types "kafka.m9.large" has no price in us-east-1'],
  ])('refuses %s', (_what, given, problem) => {
    expect(() => read(given)).toThrow(problem);
  });
});

describe('the choices of a model', () => {
  it('can be changed, each of them', () => {
    const { factors } = read({
      utilization: '60%',
      diskUtilization: 0.7,
      catchUp: '2',
      coldReads: '15%',
      controllers: 5,
    }).options;
    expect(factors).toMatchObject({
      utilization: 0.6,
      diskUtilization: 0.7,
      catchUpFactor: 2,
      coldReadShare: 0.15,
      controllers: 5,
    });
  });

  it("are the script's for AWS's rule, and its workbook's where they are given", () => {
    expect(read({ model: 'aws' }).options.awsFactors).toEqual({
      utilizationStandard: 0.5,
      utilizationExpress: 0.75,
      diskUtilization: 0.5,
    });
    const { awsFactors } = read({ model: 'aws', utilization: '40%', diskUtilization: '80%' }).options;
    expect(awsFactors.utilizationStandard).toBe(0.4);
    expect(awsFactors.utilizationExpress).toBeCloseTo(0.6, 12);
    expect(awsFactors.diskUtilization).toBe(0.8);
    expect(read({ model: 'aws', utilization: '80%' }).options.awsFactors.utilizationExpress).toBe(1);
  });
});

describe('a request to estimate', () => {
  it('is a workload, with what was not given told as assumed', () => {
    const { workload, options, assumed } = read({});
    expect(workload).toMatchObject({
      averageInBytesPerSecond: 50_000_000,
      peakInBytesPerSecond: 50_000_000,
      averageOutBytesPerSecond: 150_000_000,
      peakOutBytesPerSecond: 150_000_000,
      retentionSeconds: 259_200,
      localRetentionSeconds: 259_200,
      consumerGroups: 3,
      replicationFactor: 3,
      zones: 3,
    });
    expect(options).toMatchObject({ model: 'steward', hoursPerMonth: 730, gigabyte: 'GiB' });
    expect(assumed).toHaveLength(3);
  });

  it('reads at the peak as much more as is written then', () => {
    expect(read({ peakIn: '100MB/s' }).workload.peakOutBytesPerSecond).toBe(300_000_000);
  });

  it('says all that was given in options', () => {
    const { options } = read({
      model: 'aws',
      hours: 744,
      commitment: '3-year',
      options: ['ec2'],
      types: ['m7g.large'],
      maxBrokers: 12,
      provisionedThroughput: '300',
      people: { usdPerHour: '90', inTotals: true },
      utilization: '70%',
      logs: '1MB/s',
      monitoringLevel: 'PER_BROKER',
    });
    expect(options).toMatchObject({
      model: 'aws',
      hoursPerMonth: 744,
      commitment: '3-year',
      awsProvisionedMibPerSecond: 300,
      constraints: { allowedOptions: ['ec2'], allowedTypes: ['m7g.large'], maxBrokers: 12 },
      people: { usdPerHour: '90', inTotals: true },
      factors: { utilization: 0.7 },
      extras: { logBytesPerSecond: 1_000_000, monitoringLevel: 'PER_BROKER' },
    });
    expect(options.people.tasks.length).toBeGreaterThan(3);
  });

  it.each<[string, Partial<EstimateRequest>, string]>([
    [
      'an unknown region',
      { region: 'us-east1' },
      'region "us-east1" is in no price list of ours; did you mean us-east-1',
    ],
    ['a peak below the average', { peakIn: '5MB/s' }, 'peakIn is below the average of in'],
    [
      'a peak out below the average out',
      { peakOut: '5MB/s' },
      'peakOut is below the average out; give the highest rate, such as ',
    ],
    ['more topics than partitions', { topics: 2_000 }, 'topics is more than partitions; each topic has at least one'],
    [
      'a level by topic without topics',
      { monitoringLevel: 'PER_TOPIC_PER_BROKER' },
      'monitoringLevel PER_TOPIC_PER_BROKER is charged by topic; say how many there are with topics, such as 100',
    ],
    ['both ways to say what is read', { out: '5MB/s' }, 'fanOut and out say the same; give one'],
    [
      'a local part longer than all',
      { localRetention: '4d' },
      "localRetention is longer than retention; give the part that stays on the brokers' disks, such as 3d",
    ],
    [
      'reads from a tier that is not there',
      { tieredReadShare: 0.1 },
      'tieredReadShare needs a tier; give a localRetention',
    ],
    ['a type nobody sells', { types: ['kafka.m9.large'] }, 'types "kafka.m9.large" has no price in us-east-1'],
    [
      'provisioned throughput for our own model',
      { provisionedThroughput: 300 },
      'provisionedThroughput is for model aws',
    ],
    [
      'throughput that MSK does not provision',
      { model: 'aws', provisionedThroughput: 200 },
      'provisionedThroughput 200 is no number from 250 to 1000, such as 500',
    ],
    ['a rate of people below 0', { people: { usdPerHour: -3 } }, 'people.usdPerHour -3 is no price in USD'],
    ['no partitions', { partitions: 0 }, 'partitions 0 is no whole number from 1 to 10000000, such as 1000'],
    ['compression that inflates', { compression: 0.5 }, 'compression 0.5 is no number from 1 to 100'],
    ['a month of 800 hours', { hours: 800 }, 'hours 800 is no whole number from 1 to 744, such as 730'],
  ])('is refused for %s', (_what, more, problem) => {
    expect(() => read(more)).toThrow(
      expect.objectContaining({ name: 'InputInvalid', message: expect.stringContaining(problem) as string }) as Error,
    );
  });

  it('is refused with everything that is wrong, each by the name it has there', () => {
    const request = { ...anyRequest, in: '400Mbps', growth: '900%', peakIn: '1GB' };
    expect(() => readRequest(request, book, field => `--${field}`)).toThrow(
      /--in .*counts bits.*--peakIn .*no unit.*--growth .*out of range/,
    );
  });
});
