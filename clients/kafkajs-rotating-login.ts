import { AsyncLocalStorage } from 'node:async_hooks';
import kafkajs, { type AuthenticationProviderArgs, type Authenticator, type Mechanism } from 'kafkajs';
// @ts-expect-error -- kafkajs has no types for its inside
import saslAuthenticator from 'kafkajs/src/broker/saslAuthenticator/index.js';
// @ts-expect-error -- kafkajs has no types for its inside
import scramSha256 from 'kafkajs/src/broker/saslAuthenticator/scram256.js';
// @ts-expect-error -- kafkajs has no types for its inside
import scramSha512 from 'kafkajs/src/broker/saslAuthenticator/scram512.js';

/** With what an application logs in. */
export interface Login {
  readonly username: string;
  readonly password: string;
  readonly mechanism: ScramMechanism;
}

export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** Reads the login that is valid now. `isFresh`: a broker has just refused the last one, so no cache may answer. */
export type ReadLogin = (options: { readonly isFresh: boolean }) => Promise<Login>;

export interface RotatingLoginOptions {
  /** What the secret says. A rotation never changes it. */
  readonly mechanism?: ScramMechanism;
  /** For how long a broker may refuse a login before that is an error: a rotation takes a moment to be everywhere. */
  readonly patienceMs?: number;
  readonly nowMs?: () => number;
}

type ScramAuthenticator = (
  login: Pick<Login, 'username' | 'password'>,
) => (connection: AuthenticationProviderArgs) => Authenticator;

const authenticators: Readonly<Record<ScramMechanism, ScramAuthenticator>> = {
  'SCRAM-SHA-256': scramSha256 as ScramAuthenticator,
  'SCRAM-SHA-512': scramSha512 as ScramAuthenticator,
};

/**
 * The `sasl` of a kafkajs client that lives through rotations: the login is read for every new connection, and one that
 * is refused is read anew and tried again. A connection that is open keeps its user, since brokers let no connection
 * become that of another one (connections.max.reauth.ms).
 */
export function rotatingLogin(
  readLogin: ReadLogin,
  { mechanism = 'SCRAM-SHA-512', patienceMs = 5_000, nowMs = () => performance.now() }: RotatingLoginOptions = {},
): Mechanism {
  const refusals = new Map<string, { readonly login: Login; readonly sinceMs: number }>();
  const accepted = new WeakMap<OpenConnection, Login>();
  const read = async (isFresh: boolean): Promise<Login> => {
    const login = await readLogin({ isFresh });
    if (login.mechanism === mechanism) return login;
    const what = `the login is for ${login.mechanism}, and this client was made for ${mechanism}`;
    throw new kafkajs.KafkaJSNonRetriableError(what);
  };
  const authenticate = async (args: AuthenticationProviderArgs, connection?: OpenConnection): Promise<void> => {
    const broker = `${args.host}:${args.port}`;
    const refused = refusals.get(broker);
    const fresh = await read(refused !== undefined);
    const former = connection && isOpen(connection) ? accepted.get(connection) : undefined;
    const login = former === undefined || former.username === fresh.username ? fresh : former;
    try {
      await authenticators[mechanism](login)(args).authenticate();
    } catch (cause) {
      const sinceMs = refused !== undefined && isSame(refused.login, login) ? refused.sinceMs : nowMs();
      refusals.set(broker, { login, sinceMs });
      throw nowMs() - sinceMs < patienceMs ? new Error(reasonOf(cause)) : cause;
    }
    refusals.delete(broker);
    if (connection !== undefined) accepted.set(connection, login);
  };
  const authenticateOrClose = async (args: AuthenticationProviderArgs): Promise<void> => {
    const connection = authenticating.getStore();
    try {
      await authenticate(args, connection);
    } catch (error) {
      // A broker takes one attempt on a connection.
      await connection?.disconnect();
      throw isFinal(error) ? error : closed(args, reasonOf(error));
    }
  };
  return { mechanism, authenticationProvider: args => ({ authenticate: () => authenticateOrClose(args) }) };
}

/** kafkajs says of its own errors whether they can pass. */
function isFinal(error: unknown): boolean {
  return error instanceof kafkajs.KafkaJSError && !error.retriable;
}

/** On hearing that a connection is closed, kafkajs opens another one. */
function closed({ host, port }: AuthenticationProviderArgs, reason: string): Error {
  const error = new kafkajs.KafkaJSConnectionError(reason, { broker: `${host}:${port}` });
  return Object.assign(error, { name: 'KafkaJSConnectionClosedError', host, port });
}

function isSame(one: Login, other: Login): boolean {
  return one.username === other.username && one.password === other.password;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

interface OpenConnection {
  /** When it was last let in. */
  readonly authenticatedAt: unknown;
  readonly disconnect: () => Promise<unknown>;
}

function isOpen({ authenticatedAt }: OpenConnection): boolean {
  return authenticatedAt !== null;
}

/** kafkajs does not tell an authenticator which connection it is for. */
const authenticating = new AsyncLocalStorage<OpenConnection>();

interface SaslAuthenticatorClass {
  readonly prototype: { authenticate: (this: { readonly connection: OpenConnection }) => Promise<void> };
}

function tellConnections({ prototype }: SaslAuthenticatorClass): void {
  const authenticate = prototype.authenticate;
  prototype.authenticate = function () {
    return authenticating.run(this.connection, () => authenticate.call(this));
  };
}

tellConnections(saslAuthenticator as SaslAuthenticatorClass);
