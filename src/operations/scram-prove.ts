import type { StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import { duration } from '../domain/lag/figures.ts';
import type { BrokerProof } from '../domain/scram/broker-proof.ts';
import type { ProvenCall } from '../domain/scram/rotation-step.ts';
import type { BrokerLogin } from '../ports/login-prover.ts';
import { readLogin } from './scram-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

/** Between two words about what is waited for. */
const roundMs = 5_000;

interface WantedProof {
  readonly secretId: string;
  readonly versionId: string;
  readonly user: string;
  readonly call?: ProvenCall;
}

/**
 * Logs in on every broker until all of them accept it, or the time is over; then rejects, retryable, with what each of
 * the others says. The outcome tells how long each took.
 */
export async function proveLogin(wanted: WantedProof, world: ScramWorld): Promise<StepOutcome & { kind: 'done' }> {
  const login = await readLogin(wanted, world.secrets);
  const call = wanted.call === undefined ? {} : { call: wanted.call };
  const startedAtMs = world.nowMs();
  const untilMs = startedAtMs + world.acceptWithinMs;
  const acceptedAfterMs = new Map<number, number>();
  for (;;) {
    const sinceMs = world.nowMs() - startedAtMs;
    const leftMs = untilMs - world.nowMs();
    const rows = await world.prover.prove(login, { withinMs: Math.max(0, Math.min(roundMs, leftMs)), ...call });
    for (const { brokerId, afterMs } of rows.filter(isProven)) {
      acceptedAfterMs.set(brokerId, acceptedAfterMs.get(brokerId) ?? sinceMs + afterMs);
    }
    const late = rows.filter(row => !isProven(row));
    if (late.length === 0 && rows.length > 0)
      return { kind: 'done', detail: { brokers: proofsOf(rows, acceptedAfterMs) } };
    if (world.nowMs() >= untilMs) throw notProven(wanted.user, rows, late, world.nowMs() - startedAtMs);
    const names = late.map(({ brokerId }) => brokerId).join(', ');
    world.onWaiting(`broker ${names} does not accept ${JSON.stringify(wanted.user)} yet: ${late[0]?.sentence ?? ''}`);
    // A broker that can be asked again at once is one that the prover has not waited for.
    await world.sleep(betweenRoundsMs);
  }
}

const betweenRoundsMs = 250;

function isProven({ kind, call }: BrokerLogin): boolean {
  return kind === 'accepted' && call !== 'denied';
}

function proofsOf(rows: readonly BrokerLogin[], acceptedAfterMs: ReadonlyMap<number, number>): readonly BrokerProof[] {
  return rows.map(({ brokerId, endpoint, afterMs }) => ({
    brokerId,
    endpoint,
    afterMs: acceptedAfterMs.get(brokerId) ?? afterMs,
  }));
}

function notProven(
  user: string,
  rows: readonly BrokerLogin[],
  late: readonly BrokerLogin[],
  waitedMs: number,
): OperationError {
  const told = late.map(({ brokerId, sentence }) => `broker ${brokerId}: ${sentence}`).join('; ');
  const message = `${late.length} of ${rows.length} brokers did not accept ${JSON.stringify(user)} within ${duration(waitedMs)}: ${told}`;
  const isRefused = late.some(({ kind }) => kind !== 'unreachable');
  return new OperationError(isRefused ? 'AuthenticationFailed' : 'BrokerUnreachable', message, { retryable: true });
}
