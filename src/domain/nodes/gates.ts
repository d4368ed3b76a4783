import type { Check } from '../change/plan.ts';
import { counted, duration, named } from '../lag/figures.ts';
import { block, pass } from '../offsets/group-checks.ts';
import { type ClusterHealth, type PartitionHealth, partitionName, type QuorumMember } from './cluster-health.ts';
import { type ClusterNode, isBroker, nodeName, nodeNames } from './cluster-node.ts';

/** What a gate looks at, both read at the same time. */
export interface GateFacts {
  readonly health: ClusterHealth;
  readonly nodes: readonly ClusterNode[];
}

/**
 * Whether the cluster is whole, so that one node may be taken out of it: one check a gate, which blocks where it is shut.
 * What is missing by a node that the run itself has taken out, `out`, does not shut it.
 */
export function judgeGates(facts: GateFacts, out?: number): readonly Check[] {
  const { health } = facts;
  return [
    judgeNodes(facts, out),
    judgeBrokers(facts, out),
    judgePartitions(
      'no-partition-is-offline',
      'without a leader',
      'every partition has a leader',
      health,
      offline,
      out,
    ),
    judgePartitions(
      'no-partition-is-under-min-isr',
      'below min.insync.replicas',
      'every partition has min.insync.replicas',
      health,
      underMinInSync,
      out,
    ),
    judgePartitions(
      'no-partition-is-under-replicated',
      'with replicas that are not in sync',
      'every replica is in sync',
      health,
      underReplicated,
      out,
    ),
    judgeMoving(health),
    judgeController(health),
    ...judgeQuorum(health, out),
  ];
}

export function shutGates(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ level }) => level === 'block');
}

function judgeNodes({ nodes }: GateFacts, out: number | undefined): Check {
  const name = 'every-node-runs';
  const others = nodes.filter(({ nodeId }) => nodeId !== out);
  const unknown = others.find(({ problem }) => problem !== undefined);
  if (unknown !== undefined) return block(name, `${nodeName(unknown)} cannot be asked: ${unknown.problem ?? ''}`);
  const down = others.filter(({ process }) => process === undefined);
  if (down.length > 0) return block(name, `${nodeNames(down)} ${isOrAre(down)} not running; start what is down first`);
  const busy = others.filter(({ isBusy }) => isBusy);
  if (busy.length > 0) return block(name, `${nodeNames(busy)} ${isOrAre(busy)} being stopped or started by somebody`);
  return pass(name, `${counted(others.length, 'node')} running`);
}

function isOrAre({ length }: readonly unknown[]): string {
  return length === 1 ? 'is' : 'are';
}

function judgeBrokers({ health, nodes }: GateFacts, out: number | undefined): Check {
  const name = 'every-broker-is-in';
  const isIn = new Set(health.brokers.filter(({ isFenced }) => !isFenced).map(({ brokerId }) => brokerId));
  const known = [...nodes.filter(isBroker).map(({ nodeId }) => nodeId), ...health.brokers.map(each => each.brokerId)];
  const missing = [...new Set(known)].filter(brokerId => !isIn.has(brokerId) && brokerId !== out).toSorted(byNumber);
  if (missing.length === 0) return pass(name, `${counted(isIn.size, 'broker')} registered and not fenced`);
  const which = missing.map(nodeId => nodeName({ nodeId, role: 'broker' })).join(', ');
  return block(
    name,
    `${which} ${isOrAre(missing)} not in the cluster, or fenced; start it, or unregister what is gone`,
  );
}

const byNumber = (a: number, b: number): number => a - b;

/** Which of its replicas are missed by a partition that is not well; nothing where it is. */
type Missing = (partition: PartitionHealth) => readonly number[];

const notInSync: Missing = ({ replicaIds, inSyncIds }) => replicaIds.filter(id => !inSyncIds.includes(id));
const offline: Missing = partition => (partition.leaderId === undefined ? partition.replicaIds : []);
const underReplicated: Missing = notInSync;
// Where more are asked for than there are replicas, acks=all is refused with all of them in sync too.
const underMinInSync: Missing = partition =>
  partition.inSyncIds.length < (partition.minInSync ?? 0) ? notInSync(partition) : [];

function judgePartitions(
  name: string,
  problem: string,
  allIsWell: string,
  { partitions }: ClusterHealth,
  missing: Missing,
  out: number | undefined,
): Check {
  const bad = partitions.filter(partition => missing(partition).some(brokerId => brokerId !== out));
  if (bad.length === 0) return pass(name, allIsWell);
  return block(name, `${counted(bad.length, 'partition')} ${problem}: ${named(bad.map(partitionName))}`);
}

function judgeMoving({ moving }: ClusterHealth): Check {
  const name = 'no-partition-is-moving';
  if (moving.length === 0) return pass(name, 'no partition is being reassigned');
  return block(
    name,
    `${counted(moving.length, 'partition')} being reassigned: ${named(moving)}; wait until it is over`,
  );
}

function judgeController({ quorum, controllerId }: ClusterHealth): Check {
  const name = 'one-controller-is-active';
  const active = quorum === undefined ? controllerId : quorum.leaderId;
  return active === undefined
    ? block(name, 'no controller is active')
    : pass(name, `controller ${active} is the active one`);
}

/** Followers fetch at least every 500 ms, and the leader writes as often; without times a few records are as good. */
const longestLagMs = 5_000;
const mostLagRecords = 20;

export function isCaughtUp({ lagMs, lagRecords }: QuorumMember): boolean {
  return lagMs === undefined ? lagRecords <= mostLagRecords : lagMs <= longestLagMs;
}

function judgeQuorum({ quorum, brokers }: ClusterHealth, out: number | undefined): readonly Check[] {
  if (quorum === undefined) return [];
  const name = 'quorum-has-caught-up';
  // A broker that is not in has a gate of its own; one that was taken away for good is told as an observer for minutes.
  const isIn = new Set(brokers.filter(({ isFenced }) => !isFenced).map(({ brokerId }) => brokerId));
  const members = [...quorum.voters, ...quorum.observers.filter(({ nodeId }) => isIn.has(nodeId))];
  const late = members.filter(member => member.nodeId !== out && !isCaughtUp(member));
  if (late.length === 0) return [pass(name, `${counted(quorum.voters.length, 'voter')} caught up`)];
  const which = late.map(({ nodeId, lagMs, lagRecords }) => {
    const lag = lagMs === undefined ? counted(lagRecords, 'record') : duration(lagMs);
    return `node ${nodeId} by ${lag}`;
  });
  return [block(name, `the metadata quorum is behind, ${which.join(', ')}; wait until it has caught up`)];
}
