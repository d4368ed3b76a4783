import { OperationError } from '../../../domain/errors.ts';
import type { HostPort, KafkaConnection } from '../../../domain/kafka/connection.ts';
import type { AuthorizedCall, BrokerLogin } from '../../../ports/login-prover.ts';
import type { BrokerConnection, ConnectionOptions } from '../connection/broker-connection.ts';
import { addressOf } from '../connection/one-line.ts';
import { openConnection } from '../connection/open-connection.ts';
import { LoginRefused } from '../connection/sasl/authentication-error.ts';
import { makeCall, rightFor } from './make-call.ts';

export interface LoginAttempt {
  readonly outcome: Pick<BrokerLogin, 'kind' | 'call' | 'sentence'>;
  /** Whether the next attempt can come to something else with nothing done about the broker. */
  readonly canChange: boolean;
}

/** Logs in over a new connection, makes the call and goes. */
export async function tryLogin(
  target: HostPort,
  connection: KafkaConnection,
  options: ConnectionOptions,
  call: AuthorizedCall | undefined,
): Promise<LoginAttempt> {
  let opened: BrokerConnection | undefined;
  try {
    opened = await openConnection(target, connection, options);
    return { outcome: accepted(addressOf(target), call, await makeCall(opened, call)), canChange: true };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const isRefused = error instanceof LoginRefused;
    const outcome = { kind: isRefused ? 'refused' : 'unreachable', sentence: error.message } as const;
    return { outcome, canChange: isRefused || error.retryable };
  } finally {
    opened?.close();
  }
}

function accepted(
  broker: string,
  call: AuthorizedCall | undefined,
  allowed: 'allowed' | 'denied' | undefined,
): LoginAttempt['outcome'] {
  const sentence = `broker ${broker} accepts the login`;
  if (call === undefined || allowed === undefined) return { kind: 'accepted', sentence };
  const verb = allowed === 'allowed' ? 'has' : 'lacks';
  return { kind: 'accepted', call: allowed, sentence: `${sentence}, and the user ${verb} ${rightFor(call)}` };
}
