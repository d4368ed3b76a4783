import { counted, named } from '../lag/figures.ts';
import { partitionName } from './cluster-health.ts';
import { isBroker, nodeName } from './cluster-node.ts';
import { type GateFacts, isCaughtUp } from './gates.ts';
import { formerOf, type NodeStep } from './node-step.ts';

/** What a node that was taken out still lacks to be back, in a sentence; undefined once it is back. */
export function missingOf(step: NodeStep, { nodes, health }: GateFacts): string | undefined {
  const { nodeId, means, former } = step;
  const who = nodeName(step);
  const node = nodes.find(each => each.nodeId === nodeId);
  if (node === undefined) return `${who} is not there`;
  if (node.problem !== undefined) return `${who} cannot be asked: ${node.problem}`;
  if (node.process === undefined) return `${who} does not run`;
  if (formerOf(means, node) === former) return `${who} still runs as before`;
  if (node.isBusy) return `${who} is being started`;
  const { brokers, partitions, quorum } = health;
  const voter = quorum?.voters.find(member => member.nodeId === nodeId);
  if (voter !== undefined && !isCaughtUp(voter)) return `${who} has not caught up with the quorum`;
  if (!isBroker(step)) {
    return quorum === undefined || voter !== undefined ? undefined : `${who} is not in the quorum`;
  }
  if (brokers.every(({ brokerId, isFenced }) => brokerId !== nodeId || isFenced)) {
    return `${who} is not registered, or fenced`;
  }
  const late = partitions.filter(each => each.replicaIds.includes(nodeId) && !each.inSyncIds.includes(nodeId));
  if (late.length === 0) return undefined;
  return `${who} is not in sync with ${counted(late.length, 'partition')}: ${named(late.map(partitionName))}`;
}
