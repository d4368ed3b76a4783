import { OperationError } from '../../../../domain/errors.ts';
import type { HostPort, SaslSettings } from '../../../../domain/kafka/connection.ts';
import { kafkaErrorName } from '../../protocol/kafka-error.ts';
import { addressOf, oneLine } from '../one-line.ts';

export interface LoginSubject {
  readonly sasl: SaslSettings;
  readonly target: HostPort;
}

const unsupportedMechanismCode = 33;
const illegalStateCode = 34;

export function handshakeError(subject: LoginSubject, code: number, offered: readonly string[]): OperationError {
  const broker = `broker ${addressOf(subject.target)}`;
  const { mechanism } = subject.sasl;
  switch (code) {
    case unsupportedMechanismCode:
      return failed(
        `${broker} does not offer ${mechanism}; it offers ${offered.map(oneLine).join(', ') || 'nothing'}; set sasl.mechanism to one of these`,
      );
    case illegalStateCode:
      return failed(
        `${broker} asks for no login on this port and was sent one by ${mechanism}; use its SASL port, or set security.protocol to PLAINTEXT or SSL`,
      );
    default:
      return failed(`${broker} does not start a login by ${mechanism} (${kafkaErrorName(code)})`);
  }
}

/** The broker's own no, unlike one of ours: it can become a yes when the broker hears of a changed credential. */
export class LoginRefused extends OperationError {
  constructor(message: string) {
    super('AuthenticationFailed', message);
  }
}

/** The broker says no. It does not tell a wrong password from an unknown user, so neither can we. */
export function refusedLogin(subject: LoginSubject, code: number, brokerText: string | null): LoginRefused {
  const reason = brokerText === null || brokerText === '' ? kafkaErrorName(code) : oneLine(brokerText);
  return new LoginRefused(
    `broker ${addressOf(subject.target)} refused the login of ${whoOf(subject.sasl)} by ${subject.sasl.mechanism} (${reason}); ${remedyOf(subject.sasl)}`,
  );
}

/** We say no: the broker broke the rules of the mechanism. */
export function distrustedBroker(subject: LoginSubject, reason: string): OperationError {
  return failed(
    `login of ${whoOf(subject.sasl)} by ${subject.sasl.mechanism} given up: broker ${addressOf(subject.target)} ${oneLine(reason)}`,
  );
}

export function failed(message: string): OperationError {
  return new OperationError('AuthenticationFailed', message);
}

function whoOf(sasl: SaslSettings): string {
  return sasl.mechanism === 'OAUTHBEARER' ? 'a token' : `user "${oneLine(sasl.username)}"`;
}

function remedyOf(sasl: SaslSettings): string {
  return sasl.mechanism === 'OAUTHBEARER'
    ? "check whose token it is, when it expires and that the broker trusts its issuer (for MSK: the role's kafka-cluster:Connect right)"
    : `check user name and password, and that the user exists for ${sasl.mechanism}`;
}
