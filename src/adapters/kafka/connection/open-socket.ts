import { connect as connectPlain, isIP, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { TLSSocket, ConnectionOptions as TlsOptions } from 'node:tls';
import { OperationError } from '../../../domain/errors.ts';
import type { HostPort, TlsSettings } from '../../../domain/kafka/connection.ts';
import { certificateError } from './certificate-error.ts';
import { codeOf, connectionError, connectionLost } from './connection-error.ts';
import { addressOf, oneLine } from './one-line.ts';

const readBufferLength = 256 * 1024;
/** Node gives up on one of several addresses after 250 ms, less than a round trip over some VPNs. */
const oneAddressTimeoutMs = 3_000;

export interface SocketRequest {
  readonly target: HostPort;
  readonly tls: TlsSettings | undefined;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  /** Called with the same buffer each time: copy what is kept. */
  readonly onBytes: (buffer: Buffer, byteCount: number) => void;
}

/** A connected socket; over TLS only once the broker's certificate is accepted. Rejects with what to repair. */
export async function openSocket(request: SocketRequest): Promise<Socket> {
  const { target, tls } = request;
  const socket = tls === undefined ? connectPlain(tcpOptions(request)) : await startTls(request, tls);
  // every failure also ends in 'close'; without a listener an error after opening would end the process
  socket.on('error', () => undefined);
  socket.setNoDelay(true);
  try {
    await established(socket, request);
    if (tls !== undefined) refuseUntrusted(socket as TLSSocket, target, request.nowMs());
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function established(socket: Socket, { target, tls, timeoutMs }: SocketRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    let hasConnected = false;
    const timer = setTimeout(() => reject(noAnswer(target, hasConnected, timeoutMs)), timeoutMs);
    timer.unref();
    socket.once('connect', () => (hasConnected = true));
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('error', cause => {
      clearTimeout(timer);
      reject(connectionError(cause, target, tls));
    });
    socket.once('close', () => {
      clearTimeout(timer);
      reject(connectionLost(target, 'was closed before it was open'));
    });
  });
}

function noAnswer(target: HostPort, hasConnected: boolean, timeoutMs: number): OperationError {
  return hasConnected
    ? new OperationError(
        'RequestTimedOut',
        `broker ${addressOf(target)} did not finish the TLS handshake within ${timeoutMs} ms`,
        { retryable: true },
      )
    : new OperationError(
        'BrokerUnreachable',
        `broker ${addressOf(target)} did not accept a connection within ${timeoutMs} ms; check security groups, firewalls and routes`,
        { retryable: true },
      );
}

function tcpOptions({ target, onBytes }: SocketRequest): TcpNetConnectOpts {
  return {
    host: target.host,
    port: target.port,
    autoSelectFamilyAttemptTimeout: oneAddressTimeoutMs,
    onread: {
      buffer: Buffer.allocUnsafeSlow(readBufferLength),
      callback: (byteCount, buffer) => {
        onBytes(buffer as Buffer, byteCount);
        return true;
      },
    },
  };
}

async function startTls(request: SocketRequest, tls: TlsSettings): Promise<TLSSocket> {
  // Loading it takes longer than a snapshot of a small cluster, and a plain connection never needs it.
  const { connect } = await import('node:tls');
  try {
    return connect(tlsOptions(request, tls));
  } catch (cause) {
    throw new OperationError(
      'ConfigurationInvalid',
      `the certificates or the key for ${addressOf(request.target)} cannot be used (${oneLine(reasonOf(cause))}); check the trust store, the client certificate, its key and the key's password`,
      { cause },
    );
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unreadable';
  return 'reason' in cause ? String(cause.reason) : (codeOf(cause) ?? 'unreadable');
}

function tlsOptions(request: SocketRequest, tls: TlsSettings): TlsOptions {
  const { target } = request;
  const identity = tls.clientIdentity;
  return {
    ...tcpOptions(request),
    // SNI carries names only
    ...(isIP(target.host) === 0 ? { servername: target.host } : {}),
    ...(tls.trustedCertificates === undefined ? {} : { ca: [...tls.trustedCertificates] }),
    ...(identity === undefined
      ? {}
      : {
          cert: identity.certificateChain,
          key: identity.privateKey.reveal(),
          ...(identity.privateKeyPassword === undefined ? {} : { passphrase: identity.privateKeyPassword.reveal() }),
        }),
    ...(tls.verifiesHostName ? {} : { checkServerIdentity: () => undefined }),
    minVersion: 'TLSv1.2',
    // Node judges after the handshake either way. refuseUntrusted does it before the first byte is sent, while the
    // certificate can still be read for the message.
    rejectUnauthorized: false,
  };
}

function refuseUntrusted(socket: TLSSocket, target: HostPort, nowMs: number): void {
  if (socket.authorized) return;
  // the types promise an Error; Node sets its code
  const code = String(socket.authorizationError);
  throw certificateError(code, socket.getPeerCertificate(true), target, nowMs);
}
