import { OperationError } from '../../../domain/errors.ts';
import type { HostPort } from '../../../domain/kafka/connection.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';

/** How long the next server waits for the one before it: long for a live broker, short for a person. */
const staggerMs = 400;

/**
 * Tries servers side by side, each a little after the one before it, and keeps the first that opens: a dead first
 * broker costs a moment, not a time-out. A refused login or certificate ends it at once: the others would refuse it
 * too, and repeated wrong passwords lock accounts.
 */
export async function firstOpen(
  servers: readonly HostPort[],
  open: (server: HostPort) => Promise<BrokerConnection>,
  sleep: (ms: number) => Promise<void>,
): Promise<BrokerConnection> {
  const failures: OperationError[] = [];
  let decided = false;
  const isOver = (): boolean => decided;
  return await new Promise((resolve, reject) => {
    const attempts: Promise<void>[] = [];
    const attempt = async (server: HostPort, index: number): Promise<void> => {
      if (index > 0) await Promise.race([sleep(staggerMs * index), attempts[index - 1]]);
      if (isOver()) return;
      try {
        const opened = await open(server);
        if (isOver()) opened.close();
        else resolve(opened);
        decided = true;
      } catch (error) {
        const failure = asOperationError(error);
        failures.push(failure);
        if (isOver() || (!isFinal(failure) && failures.length < servers.length)) return;
        decided = true;
        reject(isFinal(failure) ? failure : noneOpened(failures));
      }
    };
    for (const [index, server] of servers.entries()) attempts.push(attempt(server, index));
  });
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
