import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonKeys } from '../../../../lib/config/comparison-keys.ts';
import { parseComparison } from '../../../../lib/config/parse-comparison.ts';
import { priceBook } from '../../price-book.ts';
import { existingNetwork } from '../../synth.ts';

const configOf = (context: Record<string, unknown>) => {
  const parsed = parseComparison(context, priceBook);
  if (parsed.kind === 'wrong') throw new Error(parsed.problems.join('\n'));
  return parsed.config;
};

const problemsOf = (context: Record<string, unknown>): readonly string[] => {
  const parsed = parseComparison(context, priceBook);
  return parsed.kind === 'wrong' ? parsed.problems : [];
};

const both = { cluster: 'both' };

describe('the context of the clusters to stand up', () => {
  it('needs the kind of cluster and nothing else', () => {
    expect(configOf({ ...both, '@aws-cdk/core:newStyle': true })).toMatchObject({
      name: 'comparison',
      clusters: ['msk', 'ec2'],
      zones: undefined,
      brokersPerZone: 1,
      storageGibibytes: 100,
      volumeThroughputMebibytes: 125,
      kafkaVersion: { msk: '4.1.x.kraft', express: '3.9.x.kraft', ec2: '4.3.1' },
      types: {
        msk: 'kafka.m7g.large',
        express: 'express.m7g.large',
        ec2Broker: 'm7g.large',
        ec2Controller: 'm7g.large',
      },
      network: { kind: 'new', cidr: '10.42.0.0/16' },
      keepsData: true,
      logRetentionDays: 30,
    });
  });

  it.each([
    ['msk', ['msk']],
    ['msk-express', ['msk-express']],
    ['msk-serverless', ['msk-serverless']],
    ['ec2', ['ec2']],
    [' both ', ['msk', 'ec2']],
  ])('takes cluster=%s', (cluster, clusters) => {
    expect(configOf({ cluster }).clusters).toEqual(clusters);
  });

  it('takes everything it knows', () => {
    const told = configOf({
      ...both,
      name: 'shop-1',
      zones: ['eu-west-1b', 'eu-west-1c', 'eu-west-1a'],
      brokersPerZone: 2,
      storageGibibytes: '500',
      volumeThroughputMebibytes: '250',
      mskVersion: '4.0.x.kraft',
      mskType: 'kafka.m7g.xlarge',
      ec2BrokerType: 'r7g.xlarge',
      ec2ControllerType: 'm6g.large',
      cidr: '10.1.0.0/18',
      keepData: 'no',
      alarmEmail: 'on-call@example.com',
      logRetentionDays: '7',
    });
    expect(told).toMatchObject({
      name: 'shop-1',
      zones: ['eu-west-1b', 'eu-west-1c', 'eu-west-1a'],
      brokersPerZone: 2,
      storageGibibytes: 500,
      volumeThroughputMebibytes: 250,
      kafkaVersion: { msk: '4.0.x.kraft' },
      types: { msk: 'kafka.m7g.xlarge', ec2Broker: 'r7g.xlarge', ec2Controller: 'm6g.large' },
      network: { kind: 'new', cidr: '10.1.0.0/18' },
      keepsData: false,
      alarmEmail: 'on-call@example.com',
      logRetentionDays: 7,
    });
  });

  it('takes a VPC that is there, with the zone of each subnet', () => {
    const { network, zones } = configOf({ ...both, ...existingNetwork });
    expect(network).toMatchObject({ kind: 'existing', vpcId: existingNetwork.vpcId });
    expect(zones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
  });

  it('tells everything that is wrong at once, one line each', () => {
    const wrong = {
      clutser: 'x',
      name: 'Shop',
      zones: 'eu-west-1a',
      brokersPerZone: '0',
      storageGibibytes: 'much',
      volumeThroughputMebibytes: '1',
      mskVersion: '2.8',
      ec2Version: '4.4.0',
      mskType: 'm5',
      ec2BrokerType: 'm7i.large',
      ec2ControllerType: 't4g.large',
      cidr: '10.0.0.0/8',
      keepData: 'maybe',
      alarmEmail: 'nobody',
      logRetentionDays: '31',
    };
    const problems = problemsOf({ ...both, ...wrong });
    for (const key of Object.keys(wrong))
      expect(problems.filter(line => new RegExp(`^-c ${key}\\b`).test(line))).toHaveLength(1);
    expect(problems).toHaveLength(Object.keys(wrong).length);
    expect(problems.join('')).not.toContain('\n');
  });

  it('lists every key it knows for one it does not', () => {
    const [problem] = problemsOf({ ...both, zookeeper: 'z:2181' });
    for (const key of Object.keys(comparisonKeys)) expect(problem).toContain(key);
  });

  it.each([
    [{ cluster: 'mks' }, 'is none of msk, msk-express, msk-serverless, ec2, both'],
    [{ ...both, brokerPorts: '9096' }, 'is a key of the Operations stack, where cluster is the ARN of one'],
    [{ ...both, expressType: 'express.m7g.large' }, 'is nothing that msk or ec2 has; leave it out'],
    [{ cluster: 'msk-serverless', storageGibibytes: 10 }, 'is nothing that msk-serverless has'],
    [{ cluster: 'msk-express', storageGibibytes: 10 }, 'is nothing that msk-express has'],
    [{ cluster: 'msk', ec2BrokerType: 'm7g.large' }, 'is nothing that msk has'],
    [{ ...both, mskType: 'kafka.m7g.lagre' }, '(did you mean kafka.m7g.large'],
    [{ ...both, mskType: 'kafka.t3.small' }, 'there are kafka.m5.large, kafka.m5.xlarge'],
    [{ ...both, ec2BrokerType: 'm7g.medium' }, 'is no type for it; there are m6g.large'],
    [{ ...both, mskVersion: '4.1.x' }, 'is none of 4.1.x.kraft, 4.0.x.kraft'],
    [{ cluster: 'msk-express', expressVersion: '3.9.x' }, 'is none of 3.9.x.kraft'],
    [{ ...both, zones: 'eu-west-1a,eu-west-1b' }, 'is not three different zones'],
    [{ ...both, zones: 'eu-west-1a,eu-west-1b,eu-west-1b' }, 'is not three different zones'],
    [{ ...both, zones: 'eu-west-1a,eu-west-1b,eu-west-2a' }, 'is not in one region (eu-west-1, eu-west-2)'],
    [{ ...both, zones: 'euw1-az1,euw1-az2,euw1-az3' }, 'has no names of zones'],
    [
      { ...both, zones: 'eu-wset-1a,eu-wset-1b,eu-wset-1c' },
      'is in eu-wset-1, which is no region that there are prices',
    ],
    [{ ...both, ...existingNetwork, zones: undefined }, '-c zones is missing beside subnetIds'],
    [{ ...both, ...existingNetwork, vpcId: undefined }, '-c vpcId is missing beside subnetIds'],
    [{ ...both, ...existingNetwork, vpcId: 'main' }, 'does not look like vpc-…'],
    [{ ...both, ...existingNetwork, subnetIds: 'subnet-0123456789abcdef0' }, 'is not three different subnets'],
    [{ ...both, ...existingNetwork, cidr: '10.0.0.0/16' }, 'is given beside vpcId and subnetIds'],
    [{ ...both, cidr: '10.0.1.0/16' }, 'is not the first address of a block from /16 to /19'],
    [{ ...both, cidr: '10.0.0.256/18' }, 'is not the first address of a block'],
    [{ ...both, cidr: '8.8.0.0/16' }, 'is of others on the internet, who could not be reached'],
    [{ ...both, cidr: '172.32.0.0/16' }, 'is of others on the internet'],
    [{ ...both, cidr: '100.128.0.0/16' }, 'is of others on the internet'],
    [{ ...both, volumeThroughputMebibytes: '300' }, 'is more than kafka.m7g.large can have on MSK: 250'],
    [{ ...both, brokersPerZone: '11' }, 'is not a whole number from 1 to 10; it is how many brokers each zone has'],
    [{ ...both, name: 'a--b' }, 'is not up to 24 small letters'],
    [{ ...both, name: ['a', 'b'] }, 'is not up to 24 small letters'],
    [{ ...both, zones: { a: 1 } }, 'is neither text nor a list of texts'],
  ])('refuses %j', (context, problem) => {
    expect(problemsOf(context).join('\n')).toContain(problem);
  });

  it('fails in lines, never by itself, whatever is given', () => {
    const key = fc.constantFrom(...Object.keys(comparisonKeys), 'nonsense');
    const value = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(null), fc.object());
    fc.assert(
      fc.property(fc.dictionary(key, value), context => {
        const parsed = parseComparison(context, priceBook);
        expect(parsed.kind === 'parsed' || parsed.problems.length > 0).toBe(true);
      }),
    );
  });
});
