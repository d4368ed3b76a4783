import type { AdminConfig, KafkaConfig } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
// @ts-expect-error -- kafkajs has no types for its inside
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import { waitingForTopics } from './create-topics.ts';

/** A kafkajs client for a connection: quiet, and with retries of its own rather than the ones NODE_ENV would choose. */
export function createRecordClient(connection: KafkaConnection, options: Partial<KafkaConfig> = {}): Kafka {
  const kafka = new Kafka({
    clientId: 'kafka-steward',
    brokers: connection.bootstrapServers.map(({ host, port }) => `${host}:${port}`),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5_000,
    requestTimeout: 15_000,
    // kafkajs logs in anew ten seconds before a session is over; where sessions are shorter, before every request.
    reauthenticationThreshold: 1_000,
    retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 2_000, factor: 0.2, multiplier: 1.7 },
    ...(connection.tls === undefined ? {} : { ssl: tlsOptions(connection.tls) }),
    ...saslOptions(connection),
    ...options,
  });
  const adminOf = kafka.admin.bind(kafka);
  kafka.admin = (config?: AdminConfig) => waitingForTopics(adminOf(config));
  return kafka;
}

function tlsOptions(tls: NonNullable<KafkaConnection['tls']>): NonNullable<KafkaConfig['ssl']> {
  return {
    ...(tls.trustedCertificates === undefined ? {} : { ca: [...tls.trustedCertificates] }),
    ...(tls.verifiesHostName ? {} : { checkServerIdentity: () => undefined }),
    ...(tls.clientIdentity === undefined
      ? {}
      : {
          cert: tls.clientIdentity.certificateChain,
          key: tls.clientIdentity.privateKey.reveal(),
          passphrase: tls.clientIdentity.privateKeyPassword?.reveal(),
        }),
  };
}

function saslOptions({ sasl }: KafkaConnection): Pick<KafkaConfig, 'sasl'> {
  if (sasl === undefined) return {};
  if (sasl.mechanism === 'OAUTHBEARER') {
    const oauthBearerProvider = async (): Promise<{ value: string }> => ({
      value: (await sasl.token()).value.reveal(),
    });
    return { sasl: { mechanism: 'oauthbearer', oauthBearerProvider } };
  }
  const login = { username: sasl.username, password: sasl.password.reveal() };
  switch (sasl.mechanism) {
    case 'PLAIN':
      return { sasl: { mechanism: 'plain', ...login } };
    case 'SCRAM-SHA-256':
      return { sasl: { mechanism: 'scram-sha-256', ...login } };
    case 'SCRAM-SHA-512':
      return { sasl: { mechanism: 'scram-sha-512', ...login } };
  }
}

interface PendingRequests {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
}

interface RequestQueueClass {
  readonly prototype: { scheduleCheckPendingRequests: (this: PendingRequests) => void };
}

/**
 * kafkajs 2.2.4 sets a timer of minus the present time whenever no request waits and no broker throttles, of which
 * Node warns on stderr. Such a timer finds nothing to do, so it is left out.
 */
function leaveOutIdleTimers({ prototype }: RequestQueueClass): void {
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}

leaveOutIdleTimers(RequestQueue as RequestQueueClass);
