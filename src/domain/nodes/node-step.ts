import type { ObjectChange, ObjectState } from '../change/plan.ts';
import type { StepProgress } from '../change/step-progress.ts';
import { type ClusterNode, type NodeRole, nodeName } from './cluster-node.ts';

/** `restart`: the same machine, a new process. `replace`: a new machine with the node's name and data. */
export type NodeMeans = 'restart' | 'replace';

/**
 * One step of taking a node out and getting it back. `take-out` does not wait until it is back: that is for the `await`
 * steps, the first of which that sees it makes those after it short.
 */
export interface NodeStep {
  readonly objects: readonly string[];
  readonly action: 'take-out' | 'await' | 'elect' | 'soak';
  readonly means: NodeMeans;
  /** Who runs the nodes, as `--nodes` names it. */
  readonly nodes: string;
  readonly nodeId: number;
  readonly role: NodeRole;
  /** What ran when the plan was made, and is to be gone: the process, of a replacement the machine. */
  readonly former: string;
  /** Of `await` and `soak`: how long it may take. */
  readonly forMs: number;
  /** Of the last `await`: the node has to be back by then. */
  readonly isLast?: boolean;
}

export interface NodeStepsRequest {
  readonly means: NodeMeans;
  readonly nodes: string;
  readonly returnWithinMs: number;
  readonly soakMs: number;
  readonly elects: boolean;
}

/** A step is bounded, or whoever goes on after a crash would have to wait as long for the lock. */
const longestStepMs = 60_000;

/** What has to end for a node to have been restarted or replaced; undefined where it does not run. */
export function formerOf(means: NodeMeans, { process, machine }: Pick<ClusterNode, 'process' | 'machine'>) {
  return means === 'restart' ? process : machine;
}

export function stepsOfNode(node: ClusterNode, request: NodeStepsRequest): readonly NodeStep[] {
  const { means, nodes, returnWithinMs, soakMs, elects } = request;
  const { nodeId, role } = node;
  const former = formerOf(means, node) ?? '';
  const own = { objects: [], means, nodes, nodeId, role, former, forMs: 0 };
  const awaits = pieces(returnWithinMs);
  return [
    { ...own, action: 'take-out', objects: [objectOf({ means, role, nodeId, former })] },
    ...awaits.map((forMs, at): NodeStep => ({ ...own, action: 'await', forMs, isLast: at === awaits.length - 1 })),
    ...(elects && role !== 'controller' ? [{ ...own, action: 'elect' } as const] : []),
    ...pieces(soakMs).map((forMs): NodeStep => ({ ...own, action: 'soak', forMs })),
  ];
}

function pieces(totalMs: number): readonly number[] {
  const whole = Array.from({ length: Math.floor(totalMs / longestStepMs) }, () => longestStepMs);
  const rest = totalMs % longestStepMs;
  return rest === 0 ? whole : [...whole, rest];
}

type Named = Pick<NodeStep, 'means' | 'role' | 'nodeId' | 'former'>;

function objectOf({ means, role, nodeId, former }: Named): string {
  return `${nodeName({ nodeId, role })} ${means === 'restart' ? 'as process' : 'on machine'} ${former}`;
}

const running = 'there';

/** What is there now is to be gone. That the node is back with something new is for the steps themselves to see. */
export function objectChangeOf(step: NodeStep): readonly ObjectChange[] {
  return step.objects.map(object => ({ object, before: running }));
}

export function objectStateOf(step: NodeStep, node: ClusterNode | undefined): readonly ObjectState[] {
  const isThere = node !== undefined && formerOf(step.means, node) === step.former;
  return isThere ? step.objects.map(object => ({ object, state: running })) : [];
}

/** The node that a run has taken out, or may have, and has not seen back; there is one at most. */
export function nodeOut(steps: readonly NodeStep[], progress: readonly StepProgress[]): number | undefined {
  const at = steps.findIndex((_, index) => progress[index]?.kind !== 'done');
  const step = steps[at];
  if (step === undefined) return undefined;
  return step.action === 'await' || (step.action === 'take-out' && progress[at]?.kind === 'begun')
    ? step.nodeId
    : undefined;
}
