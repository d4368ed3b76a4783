import type { Finding } from '../domain/change/finding.ts';
import type { Plan } from '../domain/change/plan.ts';
import { nodeName } from '../domain/nodes/cluster-node.ts';
import { type GateFacts, judgeGates, shutGates } from '../domain/nodes/gates.ts';
import { missingOf } from '../domain/nodes/node-return.ts';
import type { NodeStep } from '../domain/nodes/node-step.ts';
import { type NodeWorld, readGateFacts } from './node-world.ts';

/** Whether every node is back and the cluster is whole: what the last node left behind has no later gate. */
export async function verifyNodes({ steps }: Plan<NodeStep>, world: NodeWorld): Promise<readonly Finding[]> {
  const taken = steps.filter(({ action }) => action === 'take-out');
  if (taken.length === 0) return [];
  const untilMs = world.nowMs() + world.verifyWithinMs;
  for (;;) {
    const findings = findingsOf(taken, await readGateFacts(world));
    if (findings.every(({ kind }) => kind === 'as-planned') || world.nowMs() >= untilMs) return findings;
    await world.sleep(world.betweenLooksMs);
  }
}

function findingsOf(taken: readonly NodeStep[], facts: GateFacts): readonly Finding[] {
  const nodes = taken.map((step): Finding => {
    const object = nodeName(step);
    const missing = missingOf(step, facts);
    const back = `${object} is back ${step.means === 'restart' ? 'as another process' : 'on another machine'}, in sync`;
    return { object, kind: missing === undefined ? 'as-planned' : 'different', sentence: missing ?? back };
  });
  const shut = shutGates(judgeGates(facts));
  const object = 'the cluster';
  const whole: Finding = { object, kind: 'as-planned', sentence: 'the cluster is whole: every gate is open' };
  const gates = shut.map(({ sentence }): Finding => ({ object, kind: 'different', sentence }));
  return [...nodes, ...(gates.length === 0 ? [whole] : gates)];
}
