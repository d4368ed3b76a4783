import { randomBytes } from 'node:crypto';
import { OperationError } from '../../../../domain/errors.ts';
import type { SaslSettings } from '../../../../domain/kafka/connection.ts';
import { type Deadline, within } from '../deadline.ts';
import { oneLine } from '../one-line.ts';
import { distrustedBroker, failed, type LoginSubject, refusedLogin } from './authentication-error.ts';
import { clientFinal, clientFirst, type ScramLogin, type ScramStep, serverFinal } from './scram.ts';

/** Sends one message of a mechanism and gives back the broker's next one. */
export type SaslRound = (message: Buffer) => Promise<Buffer>;

const authenticationFailedCode = 58;

/** Exchanges the messages of the chosen mechanism, up to the broker's consent. */
export function runMechanism(subject: LoginSubject, round: SaslRound, deadline: Deadline): Promise<void> {
  const { sasl } = subject;
  switch (sasl.mechanism) {
    case 'PLAIN':
      return plain(sasl, round);
    case 'SCRAM-SHA-256':
    case 'SCRAM-SHA-512':
      return scram(subject, sasl, round);
    case 'OAUTHBEARER':
      return oauthBearer(subject, sasl, round, deadline);
  }
}

type PasswordLogin = Exclude<SaslSettings, { readonly mechanism: 'OAUTHBEARER' }>;
type TokenLogin = Extract<SaslSettings, { readonly mechanism: 'OAUTHBEARER' }>;

/** RFC 4616. */
async function plain(sasl: PasswordLogin, round: SaslRound): Promise<void> {
  await round(Buffer.from(`\0${sasl.username}\0${sasl.password.reveal()}`));
}

async function scram(subject: LoginSubject, sasl: PasswordLogin, round: SaslRound): Promise<void> {
  const login: ScramLogin = {
    hash: sasl.mechanism === 'SCRAM-SHA-256' ? 'sha256' : 'sha512',
    username: sasl.username,
    password: sasl.password.reveal(),
    nonce: randomBytes(24).toString('base64url'),
  };
  const challenge = await round(Buffer.from(clientFirst(login)));
  const final = accepted(subject, await clientFinal(login, challenge.toString()));
  const proof = await round(Buffer.from(final.message));
  accepted(subject, serverFinal(final.serverSignature, proof.toString()));
}

function accepted<Value>(subject: LoginSubject, step: ScramStep<Value>): Value {
  if (step.kind === 'refused') throw distrustedBroker(subject, step.reason);
  return step.value;
}

/** RFC 7628. A refusal comes as JSON in a message of its own, and is final once the client has answered 0x01. */
async function oauthBearer(
  subject: LoginSubject,
  sasl: TokenLogin,
  round: SaslRound,
  deadline: Deadline,
): Promise<void> {
  const token = await within(deadline(), 'getting a token for OAUTHBEARER', tokenOf(sasl));
  const answer = await round(Buffer.from(`n,,\x01auth=Bearer ${token}\x01\x01`));
  if (answer.length === 0) return;
  const brokerText = oneLine(answer.toString());
  await round(Buffer.from([1])).catch((error: unknown) => {
    if (!(error instanceof OperationError) || error.name !== 'AuthenticationFailed') throw error;
  });
  throw refusedLogin(subject, authenticationFailedCode, brokerText);
}

async function tokenOf(sasl: TokenLogin): Promise<string> {
  try {
    return (await sasl.token()).value.reveal();
  } catch (error) {
    if (error instanceof OperationError) throw error;
    // no more of it, not even as a cause: it may quote what the token service was sent
    const kind = error instanceof Error ? error.name : typeof error;
    throw failed(
      `no token for OAUTHBEARER: its source failed (${kind}); check the AWS credentials or the token service`,
    );
  }
}
