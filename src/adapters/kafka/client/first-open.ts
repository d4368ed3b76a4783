import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';

/** How long the next server waits for the one before it: long for a live broker, short for a person. */
const staggerMs = 400;

interface Attempt {
  readonly index: number;
  readonly outcome: BrokerConnection | OperationError;
}

/**
 * Tries servers side by side, each a little after the one before it, and gives the first that opens: a dead first
 * broker costs a moment, not a time-out. A refused login or certificate ends it at once: the others would refuse it
 * too, and repeated wrong passwords lock accounts. Attempts still under way are left to whoever `open` shares them with.
 */
export async function firstOpen(
  servers: readonly HostPort[],
  open: (server: HostPort) => Promise<BrokerConnection>,
  sleep: (ms: number) => Promise<void>,
): Promise<BrokerConnection> {
  const underWay = new Map<number, Promise<Attempt>>();
  const failures: OperationError[] = [];
  for (let next = 0; failures.length < servers.length; next += 1) {
    const server = servers[next];
    if (server !== undefined) underWay.set(next, attempt(open(server), next));
    const stagger = next + 1 < servers.length ? [sleep(staggerMs)] : [];
    const ended = await Promise.race([...underWay.values(), ...stagger]);
    if (ended === undefined) continue;
    if (!(ended.outcome instanceof OperationError)) return ended.outcome;
    if (isFinal(ended.outcome)) throw ended.outcome;
    failures.push(ended.outcome);
    underWay.delete(ended.index);
  }
  throw noneOpened(failures);
}

async function attempt(opening: Promise<BrokerConnection>, index: number): Promise<Attempt> {
  try {
    return { index, outcome: await opening };
  } catch (error) {
    return { index, outcome: asOperationError(error) };
  }
}

function isFinal({ name }: OperationError): boolean {
  return ['AuthenticationFailed', 'CertificateRejected', 'TlsMismatch', 'BrokerTooOld'].includes(name);
}

function asOperationError(error: unknown): OperationError {
  if (error instanceof OperationError) return error;
  return new OperationError('InternalError', error instanceof Error ? error.message : String(error), { cause: error });
}

function noneOpened(failures: readonly OperationError[]): OperationError {
  const [first] = failures;
  if (first === undefined) return new OperationError('ConfigurationInvalid', 'no bootstrap servers; give host:port');
  if (failures.length === 1) return first;
  return new OperationError(first.name, `none of ${failures.length} brokers lets us in; the first: ${first.message}`, {
    retryable: failures.some(failure => failure.retryable),
    cause: first,
  });
}
