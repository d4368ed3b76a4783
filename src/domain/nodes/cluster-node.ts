export const nodeRoles = ['broker', 'controller', 'combined'] as const;

/** What a process of Kafka is in its cluster. `combined`: both in one. */
export type NodeRole = (typeof nodeRoles)[number];

/** One node as whoever runs it sees it; Kafka itself is not asked. */
export interface ClusterNode {
  readonly nodeId: number;
  readonly role: NodeRole;
  /** The availability zone or rack; absent: nobody said. */
  readonly zone?: string;
  /** The machine it runs on; absent: there is none just now. */
  readonly machine?: string;
  /** Names this very process: another one after each start. Absent: it does not run. */
  readonly process?: string;
  /** Somebody has ordered something of it that is not over. */
  readonly isBusy: boolean;
  /** Of the cluster that the process was made for, where it tells. */
  readonly clusterId?: string;
  /** Why nobody can say whether it runs, in a sentence; the process is then not known. */
  readonly problem?: string;
}

export const isBroker = ({ role }: Pick<ClusterNode, 'role'>): boolean => role !== 'controller';
export const isController = ({ role }: Pick<ClusterNode, 'role'>): boolean => role !== 'broker';

/** `broker 2`, `controller 101`. */
export function nodeName({ nodeId, role }: Pick<ClusterNode, 'nodeId' | 'role'>): string {
  return `${isBroker({ role }) ? 'broker' : 'controller'} ${nodeId}`;
}

/** `broker 2`, `broker 2 and controller 101`. */
export function nodeNames(nodes: readonly Pick<ClusterNode, 'nodeId' | 'role'>[]): string {
  const names = nodes.map(nodeName);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
