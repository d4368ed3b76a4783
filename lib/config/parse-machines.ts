import { isFitForBrokers } from '../../src/domain/cost/ec2-machines.ts';
import { expressTypes } from '../../src/domain/cost/msk-express-types.ts';
import { includedMibPerSecond, standardTypes } from '../../src/domain/cost/msk-standard-types.ts';
import { defaultOptions } from '../../src/domain/cost/options.ts';
import type { PriceBook } from '../../src/domain/cost/price-book.ts';
import { nearestNames } from '../../src/domain/lag/nearest-names.ts';
import { type ClusterKind, clusterKinds, type KafkaVersions, type MachineTypes } from './comparison-config.ts';
import type { ComparisonKey } from './comparison-keys.ts';
import { type Complain, type ContextValues, wholeNumber } from './context-values.ts';

type Values = ContextValues<ComparisonKey>;
type Say = Complain<ComparisonKey>;

/**
 * With KRaft, the newest first; the first is taken where nothing is said. As MSK's page of supported versions has them in
 * 2026-09; Express refuses 3.9.x without `.kraft`. On EC2 it is what the artifact of the nodes is made of.
 */
const versions = {
  mskVersion: ['4.1.x.kraft', '4.0.x.kraft', '3.9.x.kraft', '3.8.x.kraft'],
  expressVersion: ['3.9.x.kraft', '4.2.x.kraft'],
  ec2Version: ['4.3.1'],
} as const satisfies Partial<Record<ComparisonKey, readonly [string, ...string[]]>>;

export const parseVersions = (values: Values, complain: Say): KafkaVersions => {
  const versionOf = (key: keyof typeof versions): string => {
    const allowed: readonly string[] = versions[key];
    const chosen = values[key] ?? versions[key][0];
    if (!allowed.includes(chosen)) complain(key, `is none of ${allowed.join(', ')}`);
    return chosen;
  };
  return { msk: versionOf('mskVersion'), express: versionOf('expressVersion'), ec2: versionOf('ec2Version') };
};

/** Types that a cluster can be made of, with a known price. */
const typesOf = (book: PriceBook) => {
  const machines = book.machines
    // Data is on volumes that outlive a machine; a disk inside of it is paid for and empty.
    .filter(machine => machine.architecture === 'arm64' && machine.localDiskBytes === 0)
    .filter(machine => isFitForBrokers(machine, defaultOptions))
    .map(({ type }) => type);
  return {
    mskType: standardTypes.map(({ type }) => type),
    expressType: expressTypes.map(({ type }) => type),
    ec2BrokerType: machines,
    ec2ControllerType: machines,
  } as const satisfies Partial<Record<ComparisonKey, readonly string[]>>;
};

type TypeKey = keyof ReturnType<typeof typesOf>;

const usualTypes: Readonly<Record<TypeKey, string>> = {
  mskType: 'kafka.m7g.large',
  expressType: 'express.m7g.large',
  ec2BrokerType: 'm7g.large',
  ec2ControllerType: 'm7g.large',
};

export const parseTypes = (values: Values, book: PriceBook, complain: Say): MachineTypes => {
  const known = typesOf(book);
  const typeOf = (key: TypeKey): string => {
    const chosen = values[key] ?? usualTypes[key];
    if (!known[key].includes(chosen)) complain(key, `is no type for it${meant(chosen, known[key])}`);
    return chosen;
  };
  return {
    msk: typeOf('mskType'),
    express: typeOf('expressType'),
    ec2Broker: typeOf('ec2BrokerType'),
    ec2Controller: typeOf('ec2ControllerType'),
  };
};

const meant = (chosen: string, known: readonly string[]): string => {
  const nearest = nearestNames(chosen, known);
  const question = nearest.length === 0 ? '' : ` (did you mean ${nearest.join(', ')}?)`;
  return `${question}; there are ${known.join(', ')}`;
};

/** MSK includes 250 MiB/s; more of it only some types can have. */
export const parseThroughput = (
  values: Values,
  clusters: readonly ClusterKind[],
  { msk }: MachineTypes,
  complain: Say,
): number => {
  const key = 'volumeThroughputMebibytes';
  const chosen = wholeNumber<ComparisonKey>(values, key, { from: 125, to: 1000 }, complain) ?? 125;
  const most = standardTypes.find(({ type }) => type === msk)?.provisionedMibPerSecond ?? 0;
  if (!clusters.includes('msk') || chosen <= Math.max(includedMibPerSecond, most)) return chosen;
  complain(key, `is more than ${msk} can have on MSK: ${Math.floor(Math.max(includedMibPerSecond, most))}`);
  return chosen;
};

/** Keys that say something of a cluster that is not stood up were meant for another one. */
const keysOf: Readonly<Record<ClusterKind, readonly ComparisonKey[]>> = {
  msk: ['mskType', 'mskVersion', 'storageGibibytes', 'brokersPerZone', 'volumeThroughputMebibytes'],
  'msk-express': ['expressType', 'expressVersion', 'brokersPerZone'],
  'msk-serverless': [],
  ec2: [
    'ec2BrokerType',
    'ec2ControllerType',
    'ec2Version',
    'storageGibibytes',
    'brokersPerZone',
    'volumeThroughputMebibytes',
  ],
};

/** What is left without them. */
export const withoutIdleKeys = (values: Values, clusters: readonly ClusterKind[], complain: Say): Values => {
  const used = new Set(clusters.flatMap(kind => keysOf[kind]));
  const idle = new Set(clusterKinds.flatMap(kind => keysOf[kind]).filter(key => !used.has(key)));
  for (const key of idle)
    if (values[key] !== undefined) complain(key, `is nothing that ${clusters.join(' or ')} has; leave it out`);
  return Object.fromEntries(Object.entries(values).filter(([key]) => !idle.has(key as ComparisonKey)));
};
