import { kafkaUuid } from '../../lib/ec2/kafka-uuid.ts';
import { type NodeRole, type NodeVariables, nodePorts } from '../../lib/ec2/node-variables.ts';

/** One place for a node, whatever instance fills it. */
export interface Slot extends Zone {
  /** Its number among the machines. */
  readonly number: number;
  readonly nodeId: number;
  readonly role: NodeRole;
  readonly host: string;
}

export const clusterName = 'trial';
export const domain = `${clusterName}.kafka.internal`;
const clusterId = kafkaUuid(clusterName);

interface Zone {
  readonly zoneName: string;
  readonly zoneId: string;
}

const zone = (letter: string, number: number): Zone => ({ zoneName: `eu-west-1${letter}`, zoneId: `euw1-az${number}` });

const slotsOf = (role: NodeRole, firstId: number, firstNumber: number): readonly [Slot, Slot, Slot] => {
  const slotIn = (place: Zone, index: number): Slot => {
    const nodeId = firstId + index;
    return { number: firstNumber + index, nodeId, role, host: `${role}-${nodeId}.${domain}`, ...place };
  };
  return [slotIn(zone('a', 1), 0), slotIn(zone('b', 2), 1), slotIn(zone('c', 3), 2)];
};

export const brokers = slotsOf('broker', 1, 1);
export const controllers = slotsOf('controller', 1001, 4);
export const slots = [...controllers, ...brokers];

/** What the stack would make for the slots besides the instances. */
export interface ClusterParts {
  readonly hostedZoneId: string;
  readonly artifact: NodeVariables['artifact'];
  readonly certificateSecretArns: ReadonlyMap<string, string>;
  readonly firstUserSecretArns: readonly string[];
  readonly volumeIds: ReadonlyMap<string, string>;
}

export const variablesOf = (slot: Slot, parts: ClusterParts): NodeVariables => ({
  clusterName,
  clusterId,
  nodeId: slot.nodeId,
  role: slot.role,
  host: slot.host,
  hostedZoneId: parts.hostedZoneId,
  expectedZone: slot.zoneName,
  volumeId: parts.volumeIds.get(slot.host) ?? '',
  voters: controllers.map(({ nodeId, host }) => ({
    nodeId,
    host,
    port: nodePorts.controllers,
    directoryId: kafkaUuid(`${clusterName} ${nodeId}`),
  })),
  ports: nodePorts,
  heapMegabytes: 256,
  artifact: parts.artifact,
  certificateSecretArn: parts.certificateSecretArns.get(slot.host) ?? '',
  firstUserSecretArns: slot.role === 'controller' ? parts.firstUserSecretArns : [],
  superUsers: ['admin'],
  logGroup: `/kafka-steward/${clusterName}`,
  metricNamespace: 'KafkaSteward/Trial',
  region: 'eu-west-1',
});

export const bootstrapServers = brokers.map(({ host }) => `${host}:${nodePorts.clients}`).join(',');
