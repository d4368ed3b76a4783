import type { Check } from '../change/plan.ts';
import { block, pass } from '../offsets/group-checks.ts';
import { type ClusterNode, nodeName, nodeNames } from './cluster-node.ts';
import { formerOf, type NodeMeans } from './node-step.ts';

/** Two clusters with the same node ids are told apart by nothing else. */
export function checkSameCluster(nodes: readonly ClusterNode[], clusterId: string): Check {
  const name = 'nodes-are-of-this-cluster';
  const other = nodes.find(node => node.clusterId !== undefined && node.clusterId !== clusterId);
  if (other !== undefined) {
    const sentence = `${nodeName(other)} is of cluster ${other.clusterId ?? ''}, the brokers are of ${clusterId}; name the nodes of the same cluster`;
    return block(name, sentence);
  }
  if (nodes.every(node => node.clusterId !== undefined)) return pass(name, `the nodes are of cluster ${clusterId}`);
  return { name, level: 'warn', sentence: 'not every node tells of which cluster it is' };
}

/** Only what is there can be taken out, and seen to be another one afterwards. */
export function checkNodes(means: NodeMeans, nodes: readonly ClusterNode[]): readonly Check[] {
  const missing = nodes.filter(node => formerOf(means, node) === undefined);
  if (missing.length === 0) return [];
  const sentence =
    means === 'restart'
      ? `${nodeNames(missing)} does not run, or cannot be asked: there is nothing to restart; start it on its machine, or replace that ("nodes replace")`
      : `${nodeNames(missing)} has no machine just now; wait until it has one`;
  return [block('node-is-there', sentence)];
}

/** Without leaders of its own a restarted broker is one that others work for. */
export function checkElectionRight(rights: { readonly mayChange: boolean } | undefined): Check {
  const name = 'login-may-elect-leaders';
  if (rights === undefined) {
    const sentence =
      'the brokers do not tell whether this login may elect leaders (Alter on the cluster): it will show';
    return { name, level: 'warn', sentence };
  }
  if (rights.mayChange) return pass(name, 'this login may elect leaders');
  return block(name, `this login lacks Alter on the cluster, which electing leaders needs; or say --no-election`);
}
