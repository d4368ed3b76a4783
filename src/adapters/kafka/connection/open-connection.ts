import type { HostPort, KafkaConnection } from '../../../domain/kafka/connection.ts';
import { askOffer } from './ask-offer.ts';
import type { BrokerConnection, BrokerOffer, ConnectionOptions } from './broker-connection.ts';
import { call } from './call.ts';
import { chooseVersion, highestCommonVersion } from './choose-version.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { explainClose } from './explain-close.ts';
import { type Exchange, openPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { logIn } from './sasl/log-in.ts';
import { sessionExchange } from './session.ts';
import { exchangeWithoutLogin } from './without-login.ts';

/**
 * Connects to one broker, over TLS and with a login where the connection has them, and asks what the broker can do.
 * Rejects with HostUnknown, BrokerUnreachable, CertificateRejected, TlsMismatch, AuthenticationFailed, BrokerTooOld,
 * ProtocolViolated, RequestTimedOut or ConnectionLost; ConfigurationInvalid where a key or certificate is unreadable.
 */
export async function openConnection(
  target: HostPort,
  connection: KafkaConnection,
  options: ConnectionOptions,
): Promise<BrokerConnection> {
  const deadline = startDeadline(options.connectTimeoutMs);
  const pipelineOptions: PipelineOptions = {
    target,
    tls: connection.tls,
    clientId: options.clientId,
    connectTimeoutMs: options.connectTimeoutMs,
    nowMs: options.nowMs,
  };
  const { pipeline, offer } = await openWithOffer(pipelineOptions, deadline);
  const { sasl } = connection;
  if (sasl === undefined) {
    return brokerConnection(target, pipeline, offer, options, exchangeWithoutLogin(pipeline, pipelineOptions));
  }
  try {
    const login = { pipeline, target, offer, sasl };
    const exchange = sessionExchange({
      pipeline,
      logIn: () => logIn(login, startDeadline(options.requestTimeoutMs)),
      firstLifetimeMs: await logIn(login, deadline),
      nowMs: options.nowMs,
    });
    return brokerConnection(target, pipeline, offer, options, exchange);
  } catch (error) {
    pipeline.close();
    throw error;
  }
}

async function openWithOffer(
  options: PipelineOptions,
  deadline: Deadline,
): Promise<{ pipeline: Pipeline; offer: BrokerOffer }> {
  let pipeline: Pipeline | undefined;
  try {
    pipeline = await openPipeline(options);
    return { pipeline, offer: await askOffer(pipeline, options.target, deadline) };
  } catch (error) {
    pipeline?.close();
    throw await explainClose(error, { ...options, connectTimeoutMs: deadline() });
  }
}

function brokerConnection(
  target: HostPort,
  pipeline: Pipeline,
  offer: BrokerOffer,
  options: ConnectionOptions,
  exchange: Exchange,
): BrokerConnection {
  return {
    target,
    offer,
    get isOpen() {
      return pipeline.isOpen;
    },
    versionOf: api => highestCommonVersion(api, offer),
    async request(api, body, { version, timeoutMs = options.requestTimeoutMs } = {}) {
      return call(exchange, api, version ?? chooseVersion(api, offer, target), body, timeoutMs);
    },
    requestFrame: (api, version, body, { timeoutMs = options.requestTimeoutMs } = {}) =>
      exchange({ api, version, body, timeoutMs }),
    close: pipeline.close,
  };
}
