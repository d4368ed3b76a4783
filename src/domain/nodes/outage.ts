import type { Check } from '../change/plan.ts';
import { counted, named } from '../lag/figures.ts';
import { block, pass } from '../offsets/group-checks.ts';
import { type ClusterHealth, type PartitionHealth, partitionName } from './cluster-health.ts';
import { type ClusterNode, isBroker, nodeName } from './cluster-node.ts';
import type { GateFacts } from './gates.ts';

/** What clients would notice while one of these nodes is out, though the whole cluster is well. */
export function checkOutages(
  nodes: readonly ClusterNode[],
  { health, nodes: allNodes }: GateFacts,
  acceptedTopics: readonly string[],
): readonly Check[] {
  const brokerIds = new Set(nodes.filter(isBroker).map(({ nodeId }) => nodeId));
  const touched = health.partitions.filter(({ replicaIds }) => replicaIds.some(id => brokerIds.has(id)));
  const accepted = new Set(acceptedTopics);
  const unknown = acceptedTopics.filter(topic => health.partitions.every(each => each.topic !== topic));
  return [
    ...unknown.map(topic => block('accepted-topic-exists', `topic ${named([topic])} is not on the cluster`)),
    ...judge('partitions-stay-online', goesOffline, 'would be out of use with the only broker', touched),
    ...judge('partitions-stay-writable', refusesWrites, 'would refuse acks=all with one broker out', touched),
    ...(touched.length > 0 && touched.every(partition => !goesOffline(partition) && !refusesWrites(partition))
      ? [pass('partitions-stay-writable', 'every partition stays readable and writable with one broker out')]
      : []),
    ...(brokerIds.size > 0 ? checkVisible(health) : []),
    ...tellZones(touched, allNodes),
    ...checkQuorum(nodes, health),
  ];

  function judge(
    name: string,
    suffers: (partition: PartitionHealth) => boolean,
    what: string,
    partitions: readonly PartitionHealth[],
  ): readonly Check[] {
    const bad = partitions.filter(suffers);
    const refused = bad.filter(({ topic }) => !accepted.has(topic));
    const agreed = bad.filter(({ topic }) => accepted.has(topic));
    const tell = (some: readonly PartitionHealth[]) =>
      `${counted(some.length, 'partition')} ${what}: ${named(some.map(partitionName))}`;
    const advice = 'give the topic another replica, or say --accept-outage with its name';
    return [
      ...(refused.length === 0 ? [] : [block(name, `${tell(refused)}; ${advice}`)]),
      ...(agreed.length === 0 ? [] : [{ name, level: 'warn', sentence: tell(agreed) } as const]),
    ];
  }
}

const goesOffline = ({ replicaIds }: PartitionHealth): boolean => replicaIds.length < 2;

const refusesWrites = ({ replicaIds, minInSync = 1 }: PartitionHealth): boolean =>
  replicaIds.length > 1 && minInSync >= replicaIds.length;

/** Brokers keep to themselves what a login may not describe, and a gate that sees no partition is always open. */
function checkVisible({ partitions }: ClusterHealth): readonly Check[] {
  const name = 'partitions-are-visible';
  if (partitions.length > 0) return [pass(name, `this login sees ${counted(partitions.length, 'partition')}`)];
  const sentence =
    'this login sees no partition: there is none, or it lacks Describe on the topics, and then no gate can tell';
  return [{ name, level: 'warn', sentence }];
}

/** One node at a time breaks none of these, the loss of a zone meanwhile would. */
function tellZones(partitions: readonly PartitionHealth[], nodes: readonly ClusterNode[]): readonly Check[] {
  const zoneOf = new Map(nodes.map(({ nodeId, zone }) => [nodeId, zone]));
  const known = [...zoneOf.values()].filter(zone => zone !== undefined);
  if (new Set(known).size < 2) return [];
  const narrow = partitions.filter(({ replicaIds }) => {
    const zones = new Set(replicaIds.map(id => zoneOf.get(id)));
    return replicaIds.length > 1 && zones.size === 1 && !zones.has(undefined);
  });
  if (narrow.length === 0) return [];
  const sentence = `${counted(narrow.length, 'partition')} with all replicas in one zone: ${named(narrow.map(partitionName))}`;
  return [{ name: 'replicas-are-in-several-zones', level: 'warn', sentence }];
}

/** More than half of the voters have to be there for anything to be decided, such as who leads a partition. */
function checkQuorum(nodes: readonly ClusterNode[], { quorum }: ClusterHealth): readonly Check[] {
  if (quorum === undefined) return [];
  const name = 'quorum-stays';
  const voters = quorum.voters.length;
  const isVoter = new Set(quorum.voters.map(({ nodeId }) => nodeId));
  const chosen = nodes.find(({ nodeId }) => isVoter.has(nodeId));
  if (chosen === undefined) return [];
  if (voters - 1 > voters / 2) return [pass(name, `${voters - 1} of ${voters} voters are left while one is out`)];
  const sentence = `${nodeName(chosen)} is one of ${counted(voters, 'voter')}: without it no controller is active; have three controllers first`;
  return [block(name, sentence)];
}
