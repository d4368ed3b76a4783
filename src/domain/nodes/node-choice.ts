import type { Check } from '../change/plan.ts';
import { block } from '../offsets/group-checks.ts';
import { type ClusterNode, isBroker, isController, nodeName } from './cluster-node.ts';

/** Which nodes are meant: all of them, those of a role, or those named. */
export type NodeChoice =
  | { readonly kind: 'all' }
  | { readonly kind: 'role'; readonly role: 'broker' | 'controller' }
  | { readonly kind: 'named'; readonly nodeIds: readonly number[] };

export interface ChosenNodes {
  readonly nodes: readonly ClusterNode[];
  readonly checks: readonly Check[];
}

export function chooseNodes(choice: NodeChoice, nodes: readonly ClusterNode[]): ChosenNodes {
  const name = 'node-exists';
  if (nodes.length === 0) return { nodes: [], checks: [block(name, 'no node of this cluster is known there')] };
  if (choice.kind === 'all') return { nodes, checks: [] };
  const there = nodes.map(nodeName).join(', ');
  if (choice.kind === 'role') {
    const chosen = nodes.filter(choice.role === 'broker' ? isBroker : isController);
    const none = block(name, `no node is a ${choice.role}; there are ${there}`);
    return { nodes: chosen, checks: chosen.length === 0 ? [none] : [] };
  }
  const wanted = new Set(choice.nodeIds);
  const missing = [...wanted].filter(nodeId => nodes.every(node => node.nodeId !== nodeId));
  return {
    nodes: nodes.filter(({ nodeId }) => wanted.has(nodeId)),
    checks: missing.map(nodeId => block(name, `node ${nodeId} is not of this cluster; there are ${there}`)),
  };
}
