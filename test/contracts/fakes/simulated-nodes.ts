import { OperationError } from '../../../src/domain/errors.ts';
import type { ClusterHealth, PartitionHealth, QuorumMember } from '../../../src/domain/nodes/cluster-health.ts';
import { type ClusterNode, isBroker, isController, type NodeRole } from '../../../src/domain/nodes/cluster-node.ts';
import type { ClusterHealthPort } from '../../../src/ports/cluster-health.ts';
import type { NodeControl } from '../../../src/ports/node-control.ts';

export interface SimulatedNode {
  readonly nodeId: number;
  readonly role: NodeRole;
  readonly zone: string;
  machine: number;
  process: number;
  /** Undefined: it runs, or was started and comes back by itself then. */
  stoppedSinceMs: number | undefined;
  inAtMs: number;
  inSyncAtMs: number;
  isBusy: boolean;
  problem: string | undefined;
}

export interface SimulatedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly replicaIds: readonly number[];
  readonly minInSync: number;
  leaderId: number | undefined;
}

/** From the start to being registered, and from there to being in sync. */
const comesInAfterMs = 3_000;
const inSyncAfterMs = 4_000;

/** A cluster that lives by a clock: nodes that are stopped stay down, started ones come back after a while. */
export function simulateNodes(
  shape: readonly Pick<SimulatedNode, 'nodeId' | 'role' | 'zone'>[],
  partitions: readonly Omit<SimulatedPartition, 'leaderId'>[],
  nowMs: () => number,
) {
  const nodes = new Map(
    shape.map((node): [number, SimulatedNode] => [
      node.nodeId,
      {
        ...node,
        machine: 1,
        process: 1,
        stoppedSinceMs: undefined,
        inAtMs: 0,
        inSyncAtMs: 0,
        isBusy: false,
        problem: undefined,
      },
    ]),
  );
  const led = partitions.map((each): SimulatedPartition => ({ ...each, leaderId: each.replicaIds[0] }));
  const state = {
    moving: [] as string[],
    controllerIds: [...nodes.values()].filter(isController).map(({ nodeId }) => nodeId),
    /** Brokers that are fenced, whatever runs. */
    fenced: new Set<number>(),
    /** Nodes that start anew and do not come back. */
    neverBack: new Set<number>(),
    mostOut: 0,
  };
  const nodeOf = (nodeId: number): SimulatedNode => {
    const node = nodes.get(nodeId);
    if (node === undefined) throw new OperationError('InputInvalid', `node ${nodeId} is not of this cluster`);
    return node;
  };
  const isUp = ({ stoppedSinceMs }: SimulatedNode): boolean => stoppedSinceMs === undefined;
  const isIn = (node: SimulatedNode): boolean =>
    isUp(node) &&
    nowMs() >= node.inAtMs &&
    !state.fenced.has(node.nodeId) &&
    !(node.process > 1 && state.neverBack.has(node.nodeId));
  const isInSync = (nodeId: number): boolean => isIn(nodeOf(nodeId)) && nowMs() >= nodeOf(nodeId).inSyncAtMs;
  const countOut = (): void => {
    state.mostOut = Math.max(state.mostOut, [...nodes.keys()].filter(nodeId => !isInSync(nodeId)).length);
  };
  const stop = (nodeId: number): void => {
    const node = nodeOf(nodeId);
    node.stoppedSinceMs ??= nowMs();
    for (const partition of led) {
      if (partition.leaderId !== nodeId) continue;
      partition.leaderId = partition.replicaIds.find(id => id !== nodeId && isInSync(id));
    }
    countOut();
  };
  const start = (nodeId: number): void => {
    const node = nodeOf(nodeId);
    if (isUp(node)) return;
    node.stoppedSinceMs = undefined;
    node.process += 1;
    node.inAtMs = nowMs() + comesInAfterMs;
    node.inSyncAtMs = node.inAtMs + inSyncAfterMs;
  };
  const partitionNow = (each: SimulatedPartition): PartitionHealth => {
    const { topic, partition, replicaIds, minInSync } = each;
    const inSyncIds = replicaIds.filter(isInSync);
    each.leaderId ??= inSyncIds[0];
    return {
      ...{ topic, partition, replicaIds, inSyncIds, minInSync },
      ...(each.leaderId === undefined ? {} : { leaderId: each.leaderId }),
    };
  };
  const membersOf = (ids: readonly number[]): readonly QuorumMember[] =>
    ids.map(nodeId => ({ nodeId, lagRecords: 0, lagMs: isIn(nodeOf(nodeId)) ? 0 : 60_000 }));
  const leads = (): number | undefined => state.controllerIds.find(id => isIn(nodeOf(id)));

  const health: ClusterHealthPort = {
    readHealth: async (): Promise<ClusterHealth> => {
      const brokers = [...nodes.values()].filter(isBroker);
      const leaderId = leads();
      return {
        brokers: brokers.map(node => ({ brokerId: node.nodeId, isFenced: !isIn(node) })),
        partitions: led.map(partitionNow),
        moving: [...state.moving],
        quorum: {
          voters: membersOf(state.controllerIds),
          observers: membersOf(brokers.map(({ nodeId }) => nodeId).filter(id => !state.controllerIds.includes(id))),
          ...(leaderId === undefined ? {} : { leaderId }),
        },
      };
    },
    electPreferred: async wanted =>
      wanted.map(({ topic, partition }) => {
        const own = led.find(each => each.topic === topic && each.partition === partition);
        const [preferred] = own?.replicaIds ?? [];
        if (own === undefined || preferred === undefined || !isInSync(preferred)) {
          return { topic, partition, refusal: 'the preferred replica is not in sync' };
        }
        own.leaderId = preferred;
        return { topic, partition };
      }),
  };
  const control: NodeControl = {
    listNodes: async () =>
      [...nodes.values()].map(
        (node): ClusterNode => ({
          nodeId: node.nodeId,
          role: node.role,
          zone: node.zone,
          machine: `machine ${node.machine} of ${node.nodeId}`,
          clusterId: 'cluster-1',
          isBusy: node.isBusy,
          ...(node.problem !== undefined ? { problem: node.problem } : {}),
          ...(isUp(node) && node.problem === undefined ? { process: `process ${node.process}` } : {}),
        }),
      ),
    restartNode: async nodeId => {
      stop(nodeId);
      start(nodeId);
    },
    startNode: async nodeId => {
      nodeOf(nodeId);
      start(nodeId);
    },
    replaceMachine: async (nodeId, machine) => {
      const node = nodeOf(nodeId);
      if (`machine ${node.machine} of ${nodeId}` !== machine) return;
      stop(nodeId);
      node.machine += 1;
      node.problem = undefined;
      start(nodeId);
    },
  };
  return { nodes, partitions: led, state, stop, start, health, control, isInSync };
}
