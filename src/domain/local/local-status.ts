import type { LocalClusterShape } from './cluster-shape.ts';

/** What `local status` tells, and `local up` when it has done its work. Holds no secret. */
export type LocalStatus = AbsentCluster | PresentCluster;

export interface AbsentCluster {
  readonly condition: 'absent';
  readonly directory: string;
}

export interface PresentCluster extends LocalClusterShape {
  readonly condition: ClusterCondition;
  readonly directory: string;
  readonly clusterId: string;
  readonly bootstrapServers: string;
  /** The profile for this product and Java tools, and the one for kcat. Both may hold a password. */
  readonly clientPropertiesPath: string;
  readonly librdkafkaPropertiesPath: string;
  /** The class path of Kafka's own tools. */
  readonly jarsPath: string;
  readonly nodes: readonly NodeStatus[];
}

export interface NodeStatus {
  readonly name: string;
  readonly condition: NodeCondition;
  readonly address: string;
  readonly rack?: string;
  readonly pid?: number;
  readonly logPath: string;
}

/** `starting` does not listen yet; `stopped` was stopped on purpose; `broken` ended and nobody stopped it. */
export type NodeCondition = 'running' | 'starting' | 'stopped' | 'broken';

/** `degraded`: some nodes run and some do not, or one has ended by itself. */
export type ClusterCondition = 'running' | 'starting' | 'stopped' | 'degraded';

export interface NodeSigns {
  readonly wasStarted: boolean;
  readonly isAlive: boolean;
  readonly isListening: boolean;
}

export function assessNode({ wasStarted, isAlive, isListening }: NodeSigns): NodeCondition {
  if (isAlive) return isListening ? 'running' : 'starting';
  return wasStarted ? 'broken' : 'stopped';
}

export function assessCluster(nodes: readonly NodeCondition[]): ClusterCondition {
  const has = (condition: NodeCondition): boolean => nodes.includes(condition);
  if (has('broken') || (has('stopped') && (has('running') || has('starting')))) return 'degraded';
  if (has('stopped')) return 'stopped';
  return has('starting') ? 'starting' : 'running';
}
