import { createHash } from 'node:crypto';
import { OperationError } from '../../src/domain/errors.ts';
import type { ScramRotationRequest } from '../../src/domain/scram/rotation-request.ts';
import type { ScramRotationStep } from '../../src/domain/scram/rotation-step.ts';
import { parseRotationTags } from '../../src/domain/scram/rotation-tags.ts';
import { type HeldRun, letClusterGo } from '../../src/operations/held-run.ts';
import { planRun } from '../../src/operations/plan-run.ts';
import { findRun, readRun } from '../../src/operations/read-run.ts';
import type { RecorderParts } from '../../src/operations/run-recorder.ts';
import { actUpTo } from '../../src/operations/scram-phase.ts';
import { scramRotation } from '../../src/operations/scram-rotation.ts';
import { planScramRotation } from '../../src/operations/scram-rotation-plan.ts';
import type { ScramWorld } from '../../src/operations/scram-world.ts';
import type { SecretDescription, SecretVersions } from '../../src/ports/secret-versions.ts';
import type { RotateScramResult, RotationEvent } from './contract.ts';
import { ownLock } from './own-lock.ts';
import { resultOf } from './result.ts';
import { notPending, stateOfToken } from './token-state.ts';

/** What one call works with. The cluster is opened only where the labels say that there is something to be done. */
export interface RotationTools extends RecorderParts {
  readonly secrets: SecretVersions;
  readonly openWorld: () => Promise<RotationWorld>;
  /** How long this call may still run. */
  readonly leftMs: () => number;
}

export interface RotationWorld {
  readonly world: ScramWorld;
  /** What applications are to connect to. */
  readonly bootstrapServers: string;
  readonly close: () => void;
}

const requestedBy = 'Secrets Manager';
const heldBy = (token: string): HeldRun => ({ runId: `scram-${token}`, requestedBy });
/** Secrets Manager repeats a rotation for hours; what has begun may go on after it. */
const lifetimeMs = 24 * 60 * 60 * 1000;
/** After Lambda has ended a call, its cluster is soon free for the rotation of another secret. */
const afterEndMs = 5_000;

/** One step of a rotation, as far as it is not done. Every call may be repeated. */
export async function rotate(event: RotationEvent, tools: RotationTools): Promise<RotateScramResult> {
  const { Step: phase, ClientRequestToken: token } = event;
  const description = await tools.secrets.describe(event.SecretId);
  const state = stateOfToken(description, token);
  // The last two may have been ended between the switch and what follows it.
  const mayBeUnfinished = phase === 'testSecret' || phase === 'finishSecret';
  if (state === 'current' && !mayBeUnfinished) return { kind: 'current' };
  const run = mayBeUnfinished ? await findRun<ScramRotationStep>(tools.journal, heldBy(token).runId) : undefined;
  const isOver = run === undefined || run.story.ended?.outcome === 'done';
  if (state === 'current' && isOver) {
    // A call that was ended after it had told how the run ended has kept the cluster.
    if (run !== undefined) await letClusterGo(heldBy(token), run.story.plan.target.clusterId, tools);
    return { kind: 'current' };
  }
  const isTrial = phase === 'testSecret' && run === undefined && isUntouched(state, description);
  if (state === 'other' && !isTrial) throw notPending(description);
  const opened = await tools.openWorld();
  try {
    const request = requestOf(description, token, opened.bootstrapServers);
    return isTrial ? await tryOut(request, opened.world) : await goOn(event, request, opened.world, tools);
  } finally {
    opened.close();
  }
}

/** With RotateImmediately=false the set-up is tried by testSecret alone, on a version without a value, or none. */
const isUntouched = (state: string, { versions }: SecretDescription): boolean =>
  state === 'pending' || !versions.some(({ labels }) => labels.includes('AWSPENDING'));

/** The tags say which user it is; where the secret waits for its first login, this is what is made. */
function requestOf(
  { id: secretId, tags }: SecretDescription,
  token: string,
  bootstrapServers: string,
): ScramRotationRequest {
  const parsed = parseRotationTags(tags);
  const named = { store: 'aws', secretId, token };
  if (parsed.kind === 'wrong') return named;
  const { base, strategy } = parsed.user;
  return { ...named, create: { base, strategy, mechanism: 'SCRAM-SHA-512', bootstrapServers } };
}

/** What a rotation would say before it begins; changes nothing. */
async function tryOut(request: ScramRotationRequest, world: ScramWorld): Promise<RotateScramResult> {
  const { checks } = await planScramRotation(request, world);
  const blocks = checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);
  if (blocks.length > 0) throw new OperationError('ConfigurationInvalid', blocks.join('; '));
  return { kind: 'tried', notes: checks.filter(({ level }) => level === 'warn').map(({ sentence }) => sentence) };
}

async function goOn(
  { Step: phase, ClientRequestToken: token }: RotationEvent,
  request: ScramRotationRequest,
  world: ScramWorld,
  { journal, lock, nowMs, leftMs }: RotationTools,
): Promise<RotateScramResult> {
  const own = ownLock(lock);
  const parts = { journal, lock: own, nowMs, world, hash: sha256, leaseMs: leftMs() + afterEndMs };
  const held = heldBy(token);
  const { store, secretId } = request;
  try {
    const wanted = { kind: 'change', request, asked: { store, secretId, token } } as const;
    const { plan } =
      phase === 'createSecret'
        ? await planRun(scramRotation, wanted, held, { ...parts, lifetimeMs })
        : (await readRun<ScramRotationStep>(journal, held.runId)).story;
    const approval = { person: requestedBy, digest: plan.digest };
    return resultOf(await actUpTo(phase, { held, approval, request }, parts));
  } finally {
    await own.letGo();
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
