import { diskGibPerBrokerMost } from '../../src/domain/cost/msk-standard-types.ts';
import type { PriceBook } from '../../src/domain/cost/price-book.ts';
import { isClusterName, notAClusterName } from '../../src/domain/nodes/cluster-name.ts';
import { type ComparisonConfig, comparisonZones } from './comparison-config.ts';
import {
  type ComparisonKey,
  comparisonChoiceNames,
  comparisonChoices,
  comparisonKeys,
  isComparisonChoice,
} from './comparison-keys.ts';
import { contextKeys } from './context-keys.ts';
import {
  type Complain,
  type ContextValues,
  complainInto,
  type KnownKeys,
  readContextValues,
  wholeNumber,
} from './context-values.ts';
import { parseCare } from './parse-care.ts';
import { parseThroughput, parseTypes, parseVersions, withoutIdleKeys } from './parse-machines.ts';
import { parseComparisonNetwork, parseZones } from './parse-zones.ts';

export type ParsedComparison =
  | { readonly kind: 'parsed'; readonly config: ComparisonConfig }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

const keys: KnownKeys<ComparisonKey> = {
  meanings: comparisonKeys,
  elsewhere: contextKeys,
  where: 'the Operations stack, where cluster is the ARN of one that is there already',
};

/** Reads the whole context and tells everything that is wrong with it at once, one line a key. */
export const parseComparison = (context: Readonly<Record<string, unknown>>, book: PriceBook): ParsedComparison => {
  const { values: given, problems: keyProblems } = readContextValues(context, keys);
  const problems = [...keyProblems];
  const complain = complainInto(problems, given);
  const clusters = parseClusters(given, complain);
  const values = clusters.length === 0 ? given : withoutIdleKeys(given, clusters, complain);
  const types = parseTypes(values, book, complain);
  const network = parseComparisonNetwork(values, complain);
  const rest = {
    name: parseName(values, complain),
    clusters,
    zones: parseZones(values, book, complain),
    brokersPerZone: numberOf('brokersPerZone', { from: 1, to: mostBrokersPerZone }, 1),
    storageGibibytes: numberOf('storageGibibytes', { from: 10, to: diskGibPerBrokerMost }, 100),
    volumeThroughputMebibytes: parseThroughput(values, clusters, types, complain),
    kafkaVersion: parseVersions(values, complain),
    types,
    keepsData: parseYesNo(values, complain),
    ...parseCare(values, complain),
  };
  if (problems.length > 0 || network === undefined) return { kind: 'wrong', problems };
  return { kind: 'parsed', config: { ...rest, network } };

  function numberOf(key: ComparisonKey, allowed: { readonly from: number; readonly to: number }, usual: number) {
    return wholeNumber<ComparisonKey>(values, key, allowed, complain) ?? usual;
  }
};

/** MSK's limit with KRaft is 60 brokers; a comparison of more is no comparison of one night. */
const mostBrokersPerZone = 30 / comparisonZones;

type Values = ContextValues<ComparisonKey>;
type Say = Complain<ComparisonKey>;

const parseClusters = ({ cluster }: Values, complain: Say): ComparisonConfig['clusters'] => {
  if (cluster !== undefined && isComparisonChoice(cluster)) return comparisonChoices[cluster];
  complain('cluster', `is none of ${comparisonChoiceNames.join(', ')}`);
  return [];
};

const parseName = ({ name = 'comparison' }: Values, complain: Say): string => {
  if (!isClusterName(name)) complain('name', notAClusterName);
  return name;
};

const parseYesNo = ({ keepData = 'yes' }: Values, complain: Say): boolean => {
  if (keepData !== 'yes' && keepData !== 'no') complain('keepData', `is neither yes nor no`);
  return keepData !== 'no';
};
