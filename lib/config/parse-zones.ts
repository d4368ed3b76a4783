/* eslint-disable @typescript-eslint/no-confusing-void-expression -- complain hands back the undefined that stands for a wrong value */
import type { PriceBook } from '../../src/domain/cost/price-book.ts';
import { nearestNames } from '../../src/domain/lag/nearest-names.ts';
import { type ComparisonNetwork, comparisonZones } from './comparison-config.ts';
import type { ComparisonKey } from './comparison-keys.ts';
import { type Complain, type ContextValues, listOf } from './context-values.ts';

type Values = ContextValues<ComparisonKey>;
type Say = Complain<ComparisonKey>;

/** Undefined where none are named, and where they are wrong. */
export const parseZones = (values: Values, book: PriceBook, complain: Say): readonly string[] | undefined => {
  if (values.zones === undefined) return undefined;
  const zones = listOf(values.zones);
  const regions = new Set(zones.map(regionOfZone));
  const [region = ''] = regions;
  if (zones.length !== comparisonZones || new Set(zones).size !== zones.length)
    return complain('zones', `is not three different zones, which is what three replicas need`);
  if (!zones.every(zone => /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(zone)))
    return complain('zones', 'has no names of zones; give eu-west-1a,eu-west-1b,eu-west-1c');
  if (regions.size !== 1) return complain('zones', `is not in one region (${[...regions].join(', ')})`);
  if (book.regions.includes(region)) return zones;
  const nearest = nearestNames(region, book.regions);
  const known = nearest.length === 0 ? book.regions.join(', ') : `the nearest are ${nearest.join(', ')}`;
  return complain('zones', `is in ${region}, which is no region that there are prices of; ${known}`);
};

/** eu-west-1a → eu-west-1 */
export const regionOfZone = (zone: string): string => zone.replace(/[a-z]$/, '');

export const parseComparisonNetwork = (values: Values, complain: Say): ComparisonNetwork | undefined => {
  const { vpcId, subnetIds, cidr, zones } = values;
  if (vpcId === undefined && subnetIds === undefined) return newNetwork(cidr ?? '10.42.0.0/16', complain);
  if (cidr !== undefined) complain('cidr', 'is given beside vpcId and subnetIds, which have their addresses');
  if (vpcId === undefined || !/^vpc-[0-9a-f]{8,17}$/.test(vpcId))
    return complain('vpcId', vpcId === undefined ? 'is missing beside subnetIds' : 'does not look like vpc-…');
  const subnets = listOf(subnetIds);
  const areIds = subnets.every(id => /^subnet-[0-9a-f]{8,17}$/.test(id));
  if (subnets.length !== comparisonZones || new Set(subnets).size !== subnets.length || !areIds)
    return complain('subnetIds', 'is not three different subnets; give subnet-…,subnet-…,subnet-…, one a zone');
  if (zones === undefined)
    return complain(
      'zones',
      "is missing beside subnetIds; name the zone of each, in their order: aws ec2 describe-subnets --query 'Subnets[].[SubnetId,AvailabilityZone]' tells",
    );
  return { kind: 'existing', vpcId, subnetIds: subnets };
};

/** Three private subnets of 1,000 addresses and three small ones have to fit in; 16 is the largest a VPC can be. */
const newNetwork = (cidr: string, complain: Say): ComparisonNetwork | undefined => {
  const [, address = '', mask = ''] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  const bytes = address.split('.').map(Number);
  const isAddress = bytes.length === 4 && bytes.every(byte => byte <= 255);
  const bits = bytes.reduce((number, byte) => number * 256 + byte, 0);
  const isBlock = isAddress && Number(mask) >= 16 && Number(mask) <= 19 && bits % 2 ** (32 - Number(mask)) === 0;
  if (isBlock && isPrivate(bytes)) return { kind: 'new', cidr };
  if (isBlock)
    return complain(
      'cidr',
      'is of others on the internet, who could not be reached; give one of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10',
    );
  return complain('cidr', 'is not the first address of a block from /16 to /19, such as 10.42.0.0/16');
};

/** RFC 1918, and RFC 6598 for those who share addresses. */
const isPrivate = ([first, second = 0]: readonly number[]): boolean =>
  first === 10 ||
  (first === 172 && second >= 16 && second < 32) ||
  (first === 192 && second === 168) ||
  (first === 100 && second >= 64 && second < 128);
