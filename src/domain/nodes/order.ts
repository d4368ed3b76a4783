import type { ClusterHealth } from './cluster-health.ts';
import { type ClusterNode, isController } from './cluster-node.ts';

/**
 * In which order nodes are taken out: brokers zone by zone, then controllers, and the one that leads the quorum last, so
 * that it has to be handed on once.
 */
export function orderNodes(
  nodes: readonly ClusterNode[],
  { quorum, controllerId }: Pick<ClusterHealth, 'quorum' | 'controllerId'>,
): readonly ClusterNode[] {
  // In ZooKeeper mode the controller is a broker and no more than that; it goes last for the same reason.
  const leaderId = quorum === undefined ? controllerId : quorum.leaderId;
  const rank = (node: ClusterNode): number => (node.nodeId === leaderId ? 2 : isController(node) ? 1 : 0);
  return nodes.toSorted((a, b) => rank(a) - rank(b) || compareTexts(a.zone ?? '', b.zone ?? '') || a.nodeId - b.nodeId);
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
