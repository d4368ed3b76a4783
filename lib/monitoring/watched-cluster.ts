import { brokersOf, type ClusterKind, type ComparisonConfig, clusterNameOf } from '../config/comparison-config.ts';
import { nodeSlots } from '../ec2/node-slots.ts';

/** A cluster as its metrics name it. */
export interface WatchedCluster {
  readonly kind: ClusterKind;
  readonly name: string;
  /** Serverless has none that anybody sees. */
  readonly brokerIds: readonly number[];
  /** Those with metrics of their own. */
  readonly controllerIds: readonly number[];
}

export const watchedClusters = (config: ComparisonConfig): readonly WatchedCluster[] =>
  config.clusters.map(kind => ({ kind, name: clusterNameOf(config, kind), ...nodesOf(kind, config) }));

const nodesOf = (kind: ClusterKind, config: ComparisonConfig): Pick<WatchedCluster, 'brokerIds' | 'controllerIds'> => {
  if (kind === 'msk-serverless') return { brokerIds: [], controllerIds: [] };
  // MSK counts its brokers from 1.
  if (kind !== 'ec2')
    return { brokerIds: Array.from({ length: brokersOf(config) }, (_, index) => index + 1), controllerIds: [] };
  const idsOf = (wanted: 'broker' | 'controller') =>
    nodeSlots(config)
      .filter(({ role }) => role === wanted)
      .map(({ nodeId }) => nodeId);
  return { brokerIds: idsOf('broker'), controllerIds: idsOf('controller') };
};
