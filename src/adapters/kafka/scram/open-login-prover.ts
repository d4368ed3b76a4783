import type { KafkaConnection } from '../../../domain/kafka/connection.ts';
import type { ScramLogin } from '../../../domain/scram/scram-login.ts';
import type { BrokerLogin, LoginProver, ProofOptions } from '../../../ports/login-prover.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { BrokerAddress } from '../client/metadata.ts';
import { inRounds } from '../client/rounds.ts';
import { addressOf } from '../connection/one-line.ts';
import { listAllBrokers } from './list-all-brokers.ts';
import { type LoginAttempt, tryLogin } from './try-login.ts';

/** Proves logins on the listener that `client` is connected to, with its trust in the brokers' certificates. */
export function openLoginProver(client: ClusterClient): LoginProver {
  return {
    prove: (login, options) => onEveryBroker(client, login, options, isProven),
    proveRefused: (login, options) =>
      onEveryBroker(client, login, options, ({ outcome }) => outcome.kind === 'refused'),
  };
}

type Wanted = (attempt: LoginAttempt) => boolean;

/** A right that was given a moment ago spreads as slowly as a credential. */
const isProven: Wanted = ({ outcome }) => outcome.kind === 'accepted' && outcome.call !== 'denied';

async function onEveryBroker(
  client: ClusterClient,
  login: ScramLogin,
  options: ProofOptions,
  isWanted: Wanted,
): Promise<readonly BrokerLogin[]> {
  const brokers = await listAllBrokers(client);
  const connection: KafkaConnection = { ...client.connection, sasl: login };
  return await Promise.all(brokers.map(broker => onBroker(broker, client, connection, options, isWanted)));
}

async function onBroker(
  broker: BrokerAddress,
  { options }: ClusterClient,
  connection: KafkaConnection,
  { withinMs, call }: ProofOptions,
  isWanted: Wanted,
): Promise<BrokerLogin> {
  const patience = { ...options, retryWindowMs: withinMs };
  const startedAtMs = options.nowMs();
  let attempts = 0;
  let last: LoginAttempt | undefined;
  await inRounds([broker], patience, async left => {
    attempts += 1;
    last = await tryLogin(broker, connection, options, call);
    return isWanted(last) || !last.canChange ? [] : left;
  });
  const afterMs = options.nowMs() - startedAtMs;
  return { brokerId: broker.brokerId, endpoint: addressOf(broker), attempts, afterMs, ...last!.outcome };
}
