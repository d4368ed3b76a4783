import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import { counted } from '../domain/lag/figures.ts';
import { type ClusterNode, nodeName } from '../domain/nodes/cluster-node.ts';
import { judgeGates, shutGates } from '../domain/nodes/gates.ts';
import { missingOf } from '../domain/nodes/node-return.ts';
import { formerOf, type NodeStep } from '../domain/nodes/node-step.ts';
import { leadershipsDue } from '../domain/nodes/preferred-leaders.ts';
import { type NodeWorld, readGateFacts } from './node-world.ts';

export async function actOnNode(step: NodeStep, world: NodeWorld): Promise<StepOutcome> {
  switch (step.action) {
    case 'take-out':
      return await takeOut(step, world);
    case 'await':
      return await awaitReturn(step, world);
    case 'elect':
      return await giveLeadersBack(step, world);
    case 'soak':
      world.onProgress(`${nodeName(step)} is back, soaking`);
      await world.sleep(step.forMs);
      return { kind: 'done' };
  }
}

/** What became of a step: whether the node was taken out shows by what runs there now; all else may be done again. */
export async function settleNode(step: NodeStep, { nodes }: NodeWorld): Promise<StepFate> {
  if (step.action !== 'take-out') return 'repeatable';
  const node = nodeOf(step, await nodes.listNodes());
  if (node === undefined || node.problem !== undefined) return 'repeatable';
  if (formerOf(step.means, node) === step.former) return node.isBusy || !node.process ? 'repeatable' : 'no-effect';
  return node.process === undefined ? 'repeatable' : 'took-effect';
}

/**
 * Takes the node out, unless that has happened already: then it only makes sure that it is started. Right before, every
 * gate has to be open, but for what this very node lacks; an order that is under way is waited for and not given twice.
 */
async function takeOut(step: NodeStep, world: NodeWorld): Promise<StepOutcome> {
  const who = nodeName(step);
  let node: ClusterNode | undefined;
  const shut = await until(world, world.gateWithinMs, async () => {
    const facts = await readGateFacts(world);
    node = nodeOf(step, facts.nodes);
    if (node === undefined || !isFormer(step, node)) return undefined;
    return node.isBusy ? `${who} is busy` : shutGates(judgeGates(facts, step.nodeId)).at(0)?.sentence;
  });
  if (shut !== undefined) return { kind: 'failed', sentence: `${who} was not touched: ${shut}` };
  if (node !== undefined && isFormer(step, node)) {
    world.onProgress(`${who}: ${step.means === 'restart' ? 'restarting it' : `replacing ${step.former}`}`);
    await order(step, world);
  } else if (node?.process === undefined) {
    world.onProgress(`${who}: starting it`);
    await orderStart(step, world);
  }
  return { kind: 'done' };
}

function nodeOf({ nodeId }: NodeStep, nodes: readonly ClusterNode[]): ClusterNode | undefined {
  return nodes.find(node => node.nodeId === nodeId);
}

function isFormer({ means, former }: NodeStep, node: ClusterNode): boolean {
  return formerOf(means, node) === former;
}

async function order({ means, nodeId, former }: NodeStep, { nodes }: NodeWorld): Promise<void> {
  if (means === 'restart') await nodes.restartNode(nodeId);
  else await nodes.replaceMachine(nodeId, former);
}

/** A new machine starts by itself; the same call sees to it where it does not. */
async function orderStart({ means, nodeId, former }: NodeStep, { nodes }: NodeWorld): Promise<void> {
  if (means === 'restart') await nodes.startNode(nodeId);
  else await nodes.replaceMachine(nodeId, former);
}

/** A piece of the time that the node has to come back; only the last one tells that it did not. */
async function awaitReturn(step: NodeStep, world: NodeWorld): Promise<StepOutcome> {
  const missing = await until(world, step.forMs, async () => missingOf(step, await readGateFacts(world)));
  if (missing === undefined) return { kind: 'done' };
  if (step.isLast !== true) return { kind: 'done', detail: `not yet: ${missing}` };
  const sentence = `${missing} in time; no other node is touched; see why in its log, then go on with "runs resume"`;
  return { kind: 'failed', sentence };
}

/** What is still missing when the time is over; undefined as soon as nothing is. While a node is out, answers get lost. */
async function until(
  { nowMs, sleep, betweenLooksMs, onProgress }: NodeWorld,
  withinMs: number,
  look: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const untilMs = nowMs() + withinMs;
  for (;;) {
    const lookedAtMs = nowMs();
    const missing = await look().catch(unanswered);
    if (missing === undefined) return undefined;
    onProgress(missing);
    if (nowMs() >= untilMs) return missing;
    // Each look reads every partition: brokers of a large cluster have better things to do.
    await sleep(Math.max(betweenLooksMs, nowMs() - lookedAtMs));
  }
}

function unanswered(error: unknown): string {
  if (error instanceof OperationError && error.retryable) return error.message;
  throw error;
}

/** A leader that is not given back is no reason to stop: brokers do it by themselves, later. */
async function giveLeadersBack(step: NodeStep, { health, onProgress }: NodeWorld): Promise<StepOutcome> {
  const due = leadershipsDue(step.nodeId, (await health.readHealth()).partitions);
  if (due.length === 0) return { kind: 'done' };
  onProgress(`${nodeName(step)}: giving it ${counted(due.length, 'leader')} back`);
  const refused = (await health.electPreferred(due)).filter(({ refusal }) => refusal !== undefined);
  return { kind: 'done', detail: { elected: due.length - refused.length, refused: refused.length } };
}
