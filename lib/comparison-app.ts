import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { type PriceData, priceBookOf } from '../src/domain/cost/price-data.ts';
import { type ComparisonConfig, clusterNameOf } from './config/comparison-config.ts';
import { clusterCostSentence, clusterUsdPerHour, networkCostSentence } from './config/comparison-cost.ts';
import { parseComparison } from './config/parse-comparison.ts';
import { regionOfZone } from './config/parse-zones.ts';
import type { LoadTarget } from './load/load-variables.ts';
import { Ec2Stack } from './stacks/ec2-stack.ts';
import { LoadStack } from './stacks/load-stack.ts';
import { MonitoringStack } from './stacks/monitoring-stack.ts';
import { MskStack } from './stacks/msk-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { tellCost } from './stacks/tell-cost.ts';

export interface ComparisonAppProps {
  readonly bundleDirectory: string;
  /** Where `npm run build:nodes` puts the artifact of the nodes. */
  readonly nodeDirectory: string;
  /** The command line in one file, which the instances that send loads run. */
  readonly softwarePath: string;
  /** What costs are told for where no zones are named. @default us-east-1 */
  readonly region?: string;
}

/** Adds the stacks of the clusters to stand up, or tells every reason why the context is no use, one a line. */
export const addComparison = (
  app: App,
  context: Readonly<Record<string, unknown>>,
  props: ComparisonAppProps,
): readonly string[] => {
  const book = priceBookOf(readPrices());
  const parsed = parseComparison(context, book);
  if (parsed.kind === 'wrong') return parsed.problems;
  const { config } = parsed;
  const region = regionOf(config, props, book.regions);
  const network = new NetworkStack(app, 'Network', { config });
  tellCost(network, networkCostSentence(config));
  const monitoring = new MonitoringStack(app, 'Monitoring', { config });
  const targets = config.clusters.map((kind): LoadTarget => {
    const { bundleDirectory, nodeDirectory } = props;
    const stack =
      kind === 'ec2'
        ? new Ec2Stack(app, stackIds.ec2, { config, network, bundleDirectory, nodeDirectory })
        : new MskStack(app, stackIds[kind], { config, kind, network, bundleDirectory });
    if (stack instanceof Ec2Stack) monitoring.watchCertificates(clusterNameOf(config, kind), stack.certificates);
    if (stack instanceof MskStack && stack.users !== undefined) monitoring.watchUsers(stack.clusterName, stack.users);
    tellCost(stack, clusterCostSentence(config, kind, book, region));
    return { name: kind, access: stack.loadAccess, usdPerHour: clusterUsdPerHour(config, kind, book, region) };
  });
  new LoadStack(app, 'Load', { config, network, targets, softwarePath: props.softwarePath });
  return [];
};

const stackIds = { msk: 'Msk', 'msk-express': 'MskExpress', 'msk-serverless': 'MskServerless', ec2: 'Ec2' } as const;

const regionOf = ({ zones }: ComparisonConfig, { region }: ComparisonAppProps, known: readonly string[]): string => {
  const [zone] = zones ?? [];
  if (zone !== undefined) return regionOfZone(zone);
  return region !== undefined && known.includes(region) ? region : 'us-east-1';
};

/** Written and checked by us: npm run convert-prices. */
const readPrices = (): PriceData =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../prices/price-book.json'), 'utf8')) as PriceData;
