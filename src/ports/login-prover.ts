import type { ScramLogin } from '../domain/scram/scram-login.ts';

/**
 * Tries a login on every broker of a cluster, each on the listener this program itself is connected to. A broker applies
 * a changed credential when it hears of it, so what is not as wanted is tried again for a while. Rejects only where
 * nobody tells which brokers there are. Brokers before Kafka 4.0 do not tell of those that are down.
 */
export interface LoginProver {
  /**
   * Until every broker has accepted the login and allowed the call, or the time is over: one row a broker, by id. Every
   * attempt is a new connection, with the broker's certificate and its own proof of the password checked.
   */
  prove(login: ScramLogin, options: ProofOptions): Promise<readonly BrokerLogin[]>;
  /** Until every broker has refused the login, or the time is over: one row a broker, by id. */
  proveRefused(login: ScramLogin, options: Pick<ProofOptions, 'withinMs'>): Promise<readonly BrokerLogin[]>;
}

export interface ProofOptions {
  /** After it no broker is tried anew. Each is tried twice at least. */
  readonly withinMs: number;
  /** What the user has to be allowed. Absent: a call that every user may make. */
  readonly call?: AuthorizedCall;
}

export type AuthorizedCall =
  | { readonly kind: 'describe-topic'; readonly topic: string }
  | { readonly kind: 'describe-group'; readonly group: string };

export interface BrokerLogin {
  readonly brokerId: number;
  /** `host:port`. */
  readonly endpoint: string;
  /**
   * What the last attempt came to. `refused`: the broker does not take this user with this password. `unreachable`:
   * nothing can be said of the login, for the reason in the sentence.
   */
  readonly kind: 'accepted' | 'refused' | 'unreachable';
  /** Whether an accepted login may make the call; absent where it was not asked for. */
  readonly call?: 'allowed' | 'denied';
  readonly attempts: number;
  /** From the first attempt to the end of the last one. */
  readonly afterMs: number;
  readonly sentence: string;
}
