import type { ChangeTarget } from '../domain/change/plan.ts';
import type { GateFacts } from '../domain/nodes/gates.ts';
import type { AclRights } from '../ports/acl-cluster.ts';
import type { ClusterHealthPort } from '../ports/cluster-health.ts';
import type { NodeControl } from '../ports/node-control.ts';

/** What restarting and replacing nodes reads and acts through. */
export interface NodeWorld {
  readonly target: ChangeTarget;
  readonly health: ClusterHealthPort;
  readonly nodes: NodeControl;
  /** What this login may do with the cluster; undefined where brokers do not tell. */
  readonly readRights: () => Promise<AclRights | undefined>;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly betweenLooksMs: number;
  /** How long a gate may be shut right before a node is taken out. */
  readonly gateWithinMs: number;
  /** How long reading back may differ before that is told. */
  readonly verifyWithinMs: number;
  /** Told what is done or waited for, each time it changes. */
  readonly onProgress: (sentence: string) => void;
}

export async function readGateFacts({ health, nodes }: Pick<NodeWorld, 'health' | 'nodes'>): Promise<GateFacts> {
  const [facts, known] = await Promise.all([health.readHealth(), nodes.listNodes()]);
  return { health: facts, nodes: known };
}
