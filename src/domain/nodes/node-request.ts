import { duration } from '../lag/figures.ts';
import type { ClusterNode } from './cluster-node.ts';
import { nodeNames } from './cluster-node.ts';
import type { NodeChoice } from './node-choice.ts';
import type { NodeStepsRequest } from './node-step.ts';

/** What is asked for: which nodes, how, and how careful. */
export interface NodeRequest extends Omit<NodeStepsRequest, 'means'> {
  readonly choice: NodeChoice;
  /** Topics that may be out of use while their broker is. */
  readonly acceptedTopics: readonly string[];
}

/** What a node usually takes: a stop in order, a start, and its replicas in sync again. A new machine boots first. */
const usualReturnMs = { restart: 60_000, replace: 5 * 60_000 } as const;

export function riskOf({ means, soakMs }: NodeStepsRequest, nodes: readonly ClusterNode[], isBlocked: boolean): string {
  if (nodes.length === 0) return `nothing to ${means}`;
  const verb = means === 'restart' ? 'restarts' : 'replaces the machine of';
  const what = `${verb} ${nodeNames(nodes)}${nodes.length > 1 ? ', one after the other' : ''}`;
  if (isBlocked) return what;
  const totalMs = nodes.length * (usualReturnMs[means] + soakMs);
  const each = `${duration(usualReturnMs[means])} each${soakMs > 0 ? ` and ${duration(soakMs)} to soak` : ''}`;
  return `${what}: clients see leaders move, about ${duration(totalMs)} at ${each}`;
}
