import { OperationError } from '../../../domain/errors.ts';
import type { HostPort, TlsSettings } from '../../../domain/kafka/connection.ts';
import { addressOf, oneLine } from './one-line.ts';

/** What went wrong with a socket, in the words of who has to repair it. */
export function connectionError(cause: Error, target: HostPort, tls: TlsSettings | undefined): OperationError {
  const code = codeOf(cause);
  return (
    nameError(code, cause, target) ??
    reachError(code, cause, target) ??
    tlsError(code, cause, target, tls) ??
    connectionLost(target, `was cut (${oneLine(code ?? cause.message)})`, cause)
  );
}

export function connectionLost(target: HostPort, whatHappened: string, cause?: unknown): OperationError {
  return new OperationError('ConnectionLost', `connection to broker ${addressOf(target)} ${whatHappened}`, {
    retryable: true,
    cause,
  });
}

export function codeOf(cause: Error): string | undefined {
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}

function nameError(code: string | undefined, cause: Error, target: HostPort): OperationError | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new OperationError(
        'HostUnknown',
        `host "${target.host}" is not known to DNS here; check the spelling, or that this network resolves it (a private zone or VPC)`,
        { cause },
      );
    case 'EAI_AGAIN':
      return new OperationError(
        'HostUnknown',
        `host "${target.host}" could not be looked up: DNS did not answer; check the network and try again`,
        { retryable: true, cause },
      );
    default:
      return undefined;
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: nothing listens there; check that the broker runs and that the port is right',
  EHOSTUNREACH: 'cannot be reached: no route to the host; check network, VPN and routes',
  ENETUNREACH: 'cannot be reached: no route to its network; check network, VPN and routes',
  ETIMEDOUT: 'does not answer; check security groups, firewalls and routes',
  EADDRNOTAVAIL: 'cannot be reached from the addresses of this machine; check network and routes',
  EACCES: 'cannot be reached: this machine forbids the connection; check its firewall',
  EPERM: 'cannot be reached: this machine forbids the connection; check its firewall',
};

function reachError(code: string | undefined, cause: Error, target: HostPort): OperationError | undefined {
  const what = code === undefined ? undefined : unreachable[code];
  if (what === undefined) return undefined;
  return new OperationError('BrokerUnreachable', `broker ${addressOf(target)} ${what}`, { retryable: true, cause });
}

/** Alerts name what the broker thinks of us: RFC 8446 §6, as OpenSSL spells them. */
function tlsError(
  code: string | undefined,
  cause: Error,
  target: HostPort,
  tls: TlsSettings | undefined,
): OperationError | undefined {
  if (code === undefined || !/^(ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return undefined;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return plainTextBroker(target, cause);
  }
  if (/CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED/.test(code)) return refusedIdentity(code, cause, target, tls);
  return new OperationError(
    'TlsMismatch',
    `broker ${addressOf(target)} and this client share no TLS settings (${alertOf(code)}); it must offer TLS 1.2 or 1.3 on this port`,
    { cause },
  );
}

function refusedIdentity(code: string, cause: Error, target: HostPort, tls: TlsSettings | undefined): OperationError {
  const message =
    tls?.clientIdentity === undefined
      ? `broker ${addressOf(target)} asks for a client certificate and was sent none (${alertOf(code)}); set ssl.keystore.*, or use a port with another login`
      : `broker ${addressOf(target)} did not accept this client's certificate (${alertOf(code)}); check that it has not expired and that the broker trusts its authority`;
  return new OperationError('CertificateRejected', message, { cause });
}

export function plainTextBroker(target: HostPort, cause?: unknown): OperationError {
  return new OperationError(
    'TlsMismatch',
    `broker ${addressOf(target)} does not speak TLS on this port; use its TLS port, or set security.protocol to PLAINTEXT or SASL_PLAINTEXT`,
    { cause },
  );
}

export function tlsBroker(target: HostPort, cause?: unknown): OperationError {
  return new OperationError(
    'TlsMismatch',
    `broker ${addressOf(target)} speaks TLS on this port and was addressed in plain text; set security.protocol to SSL or SASL_SSL`,
    { cause },
  );
}

function alertOf(code: string): string {
  return code
    .replace(/^ERR_SSL_/, '')
    .replace(/^(SSL\/TLS|TLSV?\d*|SSLV\d+)_/, '')
    .replace(/^ALERT_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}
