import type { ClusterNode } from '../domain/nodes/cluster-node.ts';

/** Asks whoever runs the nodes of a cluster which there are and how they are. Never changes anything. */
export interface NodeReader {
  /** Every node, by id. A node that cannot be asked is told as a row with a problem. */
  listNodes(): Promise<readonly ClusterNode[]>;
}

/**
 * Stops and starts nodes. Only the `act` of a runbook may call it, which looks before and after.
 *
 * All of it is ordered and bounded: a call resolves once it is done, or is seen to go on by itself; then the node is told
 * as busy. Rejects with InputInvalid for a node that is not there.
 */
export interface NodeOperator {
  /** Lets the node stop in order, which hands its leaders on, and starts it again. */
  restartNode(nodeId: number): Promise<void>;
  /** Starts a node that does not run; one that runs is left alone. */
  startNode(nodeId: number): Promise<void>;
  /** Stops the node in order and has another machine take its place, if it still runs on this one. */
  replaceMachine(nodeId: number, machine: string): Promise<void>;
}

export type NodeControl = NodeReader & NodeOperator;
