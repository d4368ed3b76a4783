import type { HostPort, KafkaConnection } from '../../../domain/kafka/connection.ts';
import type { Api } from '../protocol/api.ts';
import { decodeResponse } from '../protocol/decode.ts';
import { encodeRequest } from '../protocol/encode.ts';
import { askOffer } from './ask-offer.ts';
import type { BrokerConnection, BrokerOffer, ConnectionOptions, Frame } from './broker-connection.ts';
import { chooseVersion, highestCommonVersion } from './choose-version.ts';
import { startDeadline } from './deadline.ts';
import { explainClose } from './explain-close.ts';
import { type OutgoingRequest, openPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
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
  const { pipeline, offer } = await openWithOffer(pipelineOptions);
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

async function openWithOffer(options: PipelineOptions): Promise<{ pipeline: Pipeline; offer: BrokerOffer }> {
  const deadline = startDeadline(options.connectTimeoutMs);
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
  exchange: (request: OutgoingRequest) => Promise<Frame>,
): BrokerConnection {
  const versionFor = (api: Api<unknown, unknown>, version?: number) => version ?? chooseVersion(api, offer, target);
  return {
    target,
    offer,
    get isOpen() {
      return pipeline.isOpen;
    },
    versionOf: api => highestCommonVersion(api, offer),
    async request(api, body, { version: asked, timeoutMs = options.requestTimeoutMs } = {}) {
      const version = versionFor(api, asked);
      const frame = await exchange({ api, version, body: encodeRequest(api, version, body), timeoutMs });
      return decodeResponse(api, version, frame.bytes, frame.bodyStart);
    },
    async requestFrame(api, version, body, { timeoutMs = options.requestTimeoutMs } = {}) {
      return exchange({ api, version, body, timeoutMs });
    },
    close: pipeline.close,
  };
}
