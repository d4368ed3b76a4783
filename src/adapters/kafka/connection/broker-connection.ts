import type { HostPort } from '../../../domain/kafka/connection.ts';
import type { Api } from '../protocol/api.ts';

/** One logged-in connection to one broker. Requests are pipelined: several can be under way, answers come in order. */
export interface BrokerConnection {
  readonly target: HostPort;
  readonly isOpen: boolean;
  /** The features and API versions the broker offered when the connection opened. */
  readonly offer: BrokerOffer;
  /** The highest version both sides know; undefined where they share none. */
  versionOf(api: Api<unknown, unknown>): number | undefined;
  /**
   * Sends one request at the highest common version, or at `options.version`.
   * Rejects with ConnectionLost or RequestTimedOut (both retryable), BrokerTooOld (no common version) or
   * ProtocolViolated (an answer that cannot be read). Error codes inside the answer are the caller's to judge.
   */
  request<Request, Response>(api: Api<Request, Response>, body: Request, options?: RequestOptions): Promise<Response>;
  /** The same with an encoded body and the undecoded answer, for answers that are read straight into columns. */
  requestFrame(api: Api<unknown, unknown>, version: number, body: Uint8Array, options?: RequestOptions): Promise<Frame>;
  close(): void;
}

export interface RequestOptions {
  readonly version?: number;
  readonly timeoutMs?: number;
}

/** An answer as it came: `bytes` is the whole frame, the message's body starts at `bodyStart`, after the header. */
export interface Frame {
  readonly bytes: Buffer;
  readonly bodyStart: number;
}

export interface BrokerOffer {
  readonly versions: ReadonlyMap<number, { readonly min: number; readonly max: number }>;
  readonly finalizedFeatures: readonly { readonly name: string; readonly level: number }[];
}

export interface ConnectionOptions {
  readonly clientId: string;
  /** For the TCP and TLS handshakes and the login, together. */
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** For session lifetimes (KIP-368). */
  readonly nowMs: () => number;
}
