import type { HostPort, SaslSettings } from '../../../../domain/kafka/connection.ts';
import { saslAuthenticate } from '../../protocol/generated/sasl-authenticate.ts';
import { saslHandshake } from '../../protocol/generated/sasl-handshake.ts';
import type { BrokerOffer } from '../broker-connection.ts';
import { call } from '../call.ts';
import { chooseVersion } from '../choose-version.ts';
import type { Deadline } from '../deadline.ts';
import type { Pipeline } from '../pipeline.ts';
import { handshakeError, type LoginSubject, refusedLogin } from './authentication-error.ts';
import { runMechanism } from './run-mechanism.ts';

/** From version 1 on, the mechanism's messages travel in SaslAuthenticate, with an error code. */
const handshakeVersion = 1;

export interface Login {
  readonly pipeline: Pipeline;
  readonly target: HostPort;
  readonly offer: BrokerOffer;
  readonly sasl: SaslSettings;
}

/** Logs in and gives back for how long, in milliseconds; 0: until the connection ends (KIP-368). */
export async function logIn({ pipeline, target, offer, sasl }: Login, deadline: Deadline): Promise<number> {
  const subject: LoginSubject = { sasl, target };
  const version = chooseVersion(saslAuthenticate, offer, target);
  const handshake = await call(
    pipeline.exchange,
    saslHandshake,
    handshakeVersion,
    { mechanism: sasl.mechanism },
    deadline(),
  );
  if (handshake.errorCode !== 0) throw handshakeError(subject, handshake.errorCode, handshake.mechanisms);

  let sessionLifetimeMs = 0;
  const round = async (message: Buffer): Promise<Buffer> => {
    const answer = await call(pipeline.exchange, saslAuthenticate, version, { authBytes: message }, deadline());
    if (answer.errorCode !== 0) throw refusedLogin(subject, answer.errorCode, answer.errorMessage);
    sessionLifetimeMs = Number(answer.sessionLifetimeMs);
    return Buffer.from(answer.authBytes);
  };
  await runMechanism(subject, round, deadline);
  return sessionLifetimeMs;
}
