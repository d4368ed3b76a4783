import type { ChangeStep } from '../domain/change/plan.ts';
import { OperationError } from '../domain/errors.ts';
import type { LockGrant, LockRequest } from '../ports/change-lock.ts';
import { findRun, type RecordedRun, readRun } from './read-run.ts';
import { continueRun, type RecorderParts, type RunRecorder } from './run-recorder.ts';

/** A run that is worked on by one process after the other, each for one stage of it. */
export interface HeldRun {
  readonly runId: string;
  /** Who wanted it, as the journal is to name them. */
  readonly requestedBy: string;
}

/**
 * Holds the cluster for the run, whichever of its processes asks: what an earlier one of them still writes is fenced
 * out. Rejects with ClusterIsHeld while another run holds it.
 */
export async function holdCluster(
  { runId, requestedBy }: HeldRun,
  { clusterId, leaseMs }: Pick<LockRequest, 'clusterId' | 'leaseMs'>,
  { lock }: RecorderParts,
): Promise<LockGrant> {
  const answer = await lock.acquire({ clusterId, runId, person: requestedBy, leaseMs, holder: `run/${runId}` });
  if (answer.kind === 'granted') return answer.grant;
  throw new OperationError(
    'ClusterIsHeld',
    `cluster ${clusterId} is being changed by run ${answer.runId} of ${answer.person}; wait for it, or until ${answer.expiresAt}`,
    { retryable: true },
  );
}

/** The recorder of a run whose plan is recorded. Rejects with RunUnknown and ClusterIsHeld. */
export async function recordHeldRun<Step extends ChangeStep>(
  held: HeldRun,
  leaseMs: number,
  parts: RecorderParts,
): Promise<RunRecorder<Step>> {
  const { story } = await readRun<Step>(parts.journal, held.runId);
  const grant = await holdCluster(held, { clusterId: story.plan.target.clusterId, leaseMs }, parts);
  // Read again: until the lock was ours, an earlier process of this run could write.
  const run = await findRun<Step>(parts.journal, held.runId);
  return continueRun(story.plan, run, parts.nowMs(), grant, parts);
}

/** Lets the cluster go, if this run holds it. */
export async function letClusterGo(held: HeldRun, clusterId: string, parts: RecorderParts): Promise<void> {
  try {
    await parts.lock.release(await holdCluster(held, { clusterId, leaseMs: shortestLeaseMs }, parts));
  } catch (error) {
    if (!(error instanceof OperationError && error.name === 'ClusterIsHeld')) throw error;
  }
}

const shortestLeaseMs = 1_000;

/** A recorder that only tells how a run ended: also while another run holds the cluster. */
export async function recordEnding<Step extends ChangeStep>(
  held: HeldRun,
  run: RecordedRun<Step>,
  leaseMs: number,
  parts: RecorderParts,
): Promise<RunRecorder<Step>> {
  const { plan } = run.story;
  const { clusterId } = plan.target;
  const fencingToken = run.entries.at(-1)?.fencingToken ?? 0;
  const request = { clusterId, runId: held.runId, person: held.requestedBy, leaseMs };
  const answer = await parts.lock.acquire({ ...request, holder: `run/${held.runId}` });
  const grant = answer.kind === 'granted' ? answer.grant : { ...request, fencingToken };
  const now = (await findRun<Step>(parts.journal, held.runId)) ?? run;
  return continueRun(plan, now, parts.nowMs(), grant, parts);
}
