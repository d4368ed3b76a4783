import type { Check, Plan, PlanDraft } from '../domain/change/plan.ts';
import type { RunStory, StepProgress } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { judgeGates } from '../domain/nodes/gates.ts';
import { checkSameCluster } from '../domain/nodes/node-checks.ts';
import type { NodeRequest } from '../domain/nodes/node-request.ts';
import { type NodeMeans, type NodeStep, nodeOut, objectStateOf } from '../domain/nodes/node-step.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { actOnNode, settleNode } from './node-act.ts';
import { onlyOf, planNodes } from './node-plan.ts';
import { verifyNodes } from './node-verify.ts';
import { type NodeWorld, readGateFacts } from './node-world.ts';

export type NodeRunbook = Runbook<NodeRequest, NodeStep, NodeWorld>;

/** Takes one node after the other out of a cluster that is whole, and waits until it is back. */
export function nodeRunbook(kind: string, means: NodeMeans): NodeRunbook {
  return {
    kind,
    plan: (request, world) => planNodes(means, request, world),
    observe: async ({ steps }, { nodes }) => {
      const known = await nodes.listNodes();
      return steps.flatMap(step =>
        objectStateOf(
          step,
          known.find(({ nodeId }) => nodeId === step.nodeId),
        ),
      );
    },
    check,
    act: actOnNode,
    settle: settleNode,
    verify: verifyNodes,
    undo,
  };
}

/** A run that goes on may find out the node that it has taken out itself, and no other one. */
async function check(
  { steps, checks }: Plan<NodeStep>,
  world: NodeWorld,
  progress: readonly StepProgress[] = [],
): Promise<readonly Check[]> {
  if (steps.length === 0) return checks;
  const facts = await readGateFacts(world);
  const left = steps.filter((_, at) => progress[at]?.kind !== 'done');
  const out = nodeOut(steps, progress) ?? onlyOf(left);
  return [checkSameCluster(facts.nodes, world.target.clusterId), ...judgeGates(facts, out)];
}

async function undo({ plan }: RunStory<NodeStep>, world: NodeWorld): Promise<PlanDraft<NodeStep>> {
  const what = plan.kind === 'node-restart' ? 'a restart' : 'a replaced machine';
  const sentence = `${what} cannot be taken back: data and settings of the nodes are as before, and a broker that is back got its leaders; a run that stopped half way is gone on with by "runs resume"`;
  const checks = [block('there-is-a-way-back', sentence)];
  return Promise.resolve({ target: world.target, checks, objects: [], steps: [], risk: 'nothing to take back' });
}
