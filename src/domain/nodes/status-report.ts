import type { Check } from '../change/plan.ts';
import { type ClusterNode, isBroker } from './cluster-node.ts';
import { type GateFacts, judgeGates } from './gates.ts';

/** Each node as its machine and as Kafka sees it, and whether one of them may be taken out now. */
export interface NodeStatusReport {
  readonly clusterId: string;
  readonly nodes: readonly NodeRow[];
  readonly gates: readonly Check[];
}

export interface NodeRow extends ClusterNode {
  /** Of a broker. `absent`: not registered. */
  readonly registration?: 'in' | 'fenced' | 'absent';
  readonly leaders: number;
  readonly replicas: number;
  readonly replicasInSync: number;
  readonly leadsQuorum: boolean;
}

export function reportNodes(clusterId: string, facts: GateFacts): NodeStatusReport {
  return { clusterId, nodes: facts.nodes.map(node => rowOf(node, facts)), gates: judgeGates(facts) };
}

function rowOf(node: ClusterNode, { health: { brokers, partitions, quorum } }: GateFacts): NodeRow {
  const { nodeId } = node;
  const registered = brokers.find(({ brokerId }) => brokerId === nodeId);
  const registration = registered === undefined ? 'absent' : registered.isFenced ? 'fenced' : 'in';
  const own = partitions.filter(({ replicaIds }) => replicaIds.includes(nodeId));
  return {
    ...node,
    ...(isBroker(node) ? { registration } : {}),
    leaders: own.filter(({ leaderId }) => leaderId === nodeId).length,
    replicas: own.length,
    replicasInSync: own.filter(({ inSyncIds }) => inSyncIds.includes(nodeId)).length,
    leadsQuorum: quorum?.leaderId === nodeId,
  };
}
