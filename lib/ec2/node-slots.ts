import { brokersOf, type ComparisonConfig, clusterNameOf, comparisonZones } from '../config/comparison-config.ts';
import { kafkaUuid } from './kafka-uuid.ts';
import { type NodeRole, nodePorts, type QuorumVoter } from './node-variables.ts';

/** A place in the cluster: what stays when its instance is replaced. */
export interface NodeSlot {
  readonly nodeId: number;
  readonly role: NodeRole;
  /** Position of its subnet. */
  readonly zone: number;
  readonly host: string;
}

/** Brokers count from 1, as on MSK. */
const firstController = 10_001;

/** Of the private zone that has a record for each node. Only the authority of the cluster signs certificates for it. */
export const nodeDomain = (clusterName: string): string => `${clusterName}.internal`;

/**
 * Three controllers, and brokers dealt out to the zones one after another: more brokers a zone are new slots behind those
 * that are there.
 */
export const nodeSlots = (config: ComparisonConfig): readonly NodeSlot[] => {
  const domain = nodeDomain(clusterNameOf(config, 'ec2'));
  const slotOf = (role: NodeRole, first: number, index: number): NodeSlot => {
    const nodeId = first + index;
    return { nodeId, role, zone: index % comparisonZones, host: `node-${nodeId}.${domain}` };
  };
  return [
    ...Array.from({ length: comparisonZones }, (_, index) => slotOf('controller', firstController, index)),
    ...Array.from({ length: brokersOf(config) }, (_, index) => slotOf('broker', 1, index)),
  ];
};

export const votersOf = (clusterName: string, slots: readonly NodeSlot[]): readonly QuorumVoter[] =>
  slots
    .filter(({ role }) => role === 'controller')
    .map(({ nodeId, host }) => ({
      nodeId,
      host,
      port: nodePorts.controllers,
      directoryId: kafkaUuid(`${clusterName} ${nodeId}`),
    }));

/** One broker a zone. Not all of them: a list that never changes can stand in a secret. */
export const bootstrapServersOf = (slots: readonly NodeSlot[]): string =>
  slots
    .filter(({ role }) => role === 'broker')
    .slice(0, comparisonZones)
    .map(({ host }) => `${host}:${nodePorts.clients}`)
    .join(',');
