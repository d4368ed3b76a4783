import type { Check, PlanDraft } from '../domain/change/plan.ts';
import { type ClusterNode, isBroker } from '../domain/nodes/cluster-node.ts';
import { judgeGates } from '../domain/nodes/gates.ts';
import { checkElectionRight, checkNodes, checkSameCluster } from '../domain/nodes/node-checks.ts';
import { chooseNodes } from '../domain/nodes/node-choice.ts';
import { type NodeRequest, riskOf } from '../domain/nodes/node-request.ts';
import { type NodeMeans, type NodeStep, objectChangeOf, stepsOfNode } from '../domain/nodes/node-step.ts';
import { orderNodes } from '../domain/nodes/order.ts';
import { checkOutages } from '../domain/nodes/outage.ts';
import { type NodeWorld, readGateFacts } from './node-world.ts';

/** Plans which nodes are taken out, in which order. All that speaks against it is told at once. */
export async function planNodes(
  means: NodeMeans,
  request: NodeRequest,
  world: NodeWorld,
): Promise<PlanDraft<NodeStep>> {
  const [facts, rights] = await Promise.all([readGateFacts(world), world.readRights()]);
  const chosen = chooseNodes(request.choice, facts.nodes);
  const nodes = orderNodes(chosen.nodes, facts.health);
  const checks: readonly Check[] = [
    ...chosen.checks,
    checkSameCluster(facts.nodes, world.target.clusterId),
    ...checkNodes(means, nodes),
    ...judgeGates(facts, onlyOf(nodes)),
    ...checkOutages(nodes, facts, request.acceptedTopics),
    ...(request.elects && nodes.some(isBroker) ? [checkElectionRight(rights)] : []),
  ];
  const isBlocked = checks.some(({ level }) => level === 'block');
  const steps = isBlocked ? [] : nodes.flatMap(node => stepsOfNode(node, { ...request, means }));
  return {
    target: world.target,
    checks,
    objects: steps.flatMap(objectChangeOf),
    steps,
    risk: riskOf({ ...request, means }, nodes, isBlocked),
  };
}

/** What one node lacks speaks against taking out another one, and not against taking out itself. */
export function onlyOf(nodes: readonly Pick<ClusterNode, 'nodeId'>[]): number | undefined {
  const [first, ...others] = new Set(nodes.map(({ nodeId }) => nodeId));
  return others.length === 0 ? first : undefined;
}
