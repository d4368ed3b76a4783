import type { AuthenticationProviderArgs, Authenticator, KafkaConfig } from 'kafkajs';
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
 * What a kafkajs client needs to live through a rotation: `new Kafka({ brokers, ssl, ...rotatingLogin(readLogin) })`. The
 * login is read for every new connection; one that is refused is read anew and tried again.
 */
export function rotatingLogin(
  readLogin: ReadLogin,
  {
    mechanism = 'SCRAM-SHA-512',
    patienceMs = 5_000,
    nowMs = () => performance.now(),
  }: RotatingLoginOptions = {},
): Pick<KafkaConfig, 'sasl' | 'reauthenticationThreshold'> {
  const refusals = new Map<string, { readonly login: Login; readonly sinceMs: number }>();
  const authenticate = async (connection: AuthenticationProviderArgs): Promise<void> => {
    const broker = `${connection.host}:${connection.port}`;
    const refused = refusals.get(broker);
    const login = await readOrSay(readLogin, refused !== undefined);
    if (login.mechanism !== mechanism) {
      throw new LoginError(`the login is for ${login.mechanism}, and this client was made for ${mechanism}`, false);
    }
    try {
      await authenticators[mechanism](login)(connection).authenticate();
      refusals.delete(broker);
    } catch (cause) {
      const sinceMs = refused !== undefined && isSame(refused.login, login) ? refused.sinceMs : nowMs();
      refusals.set(broker, { login, sinceMs });
      throw new LoginError(reasonOf(cause), nowMs() - sinceMs < patienceMs);
    }
  };
  return {
    sasl: { mechanism, authenticationProvider: connection => ({ authenticate: () => authenticate(connection) }) },
    // A connection cannot become that of another user, and brokers refuse it to try. So none logs in anew: where brokers
    // limit sessions (connections.max.reauth.ms), kafkajs opens another connection when one is over.
    reauthenticationThreshold: Number.MIN_SAFE_INTEGER,
  };
}

/** kafkajs tries again, on a new connection, what says that it is retriable. */
class LoginError extends Error {
  override readonly name = 'LoginError';
  readonly retriable: boolean;

  constructor(message: string, retriable: boolean) {
    super(message);
    this.retriable = retriable;
  }
}

async function readOrSay(readLogin: ReadLogin, isFresh: boolean): Promise<Login> {
  try {
    return await readLogin({ isFresh });
  } catch (cause) {
    throw new LoginError(`the login cannot be read: ${reasonOf(cause)}`, true);
  }
}

function isSame(one: Login, other: Login): boolean {
  return one.username === other.username && one.password === other.password;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
