import type { Login, ReadLogin } from './kafkajs-rotating-login.ts';

/** The one call that is needed; `new SecretsManager({ region })` of `@aws-sdk/client-secrets-manager` has it. */
export interface SecretValues {
  readonly getSecretValue: (request: { readonly SecretId: string }) => Promise<{ readonly SecretString?: string }>;
}

export interface SecretsManagerOptions {
  /** How old a login may be that is still used for new connections. The one before stays valid until the next rotation. */
  readonly maxAgeMs?: number;
  readonly nowMs?: () => number;
  /** From 0 to 1; spreads the calls of many processes. */
  readonly random?: () => number;
}

/**
 * Reads the login from a secret `{"username","password","mechanism"?}`. Connections share what was read until it is too
 * old or was refused. While Secrets Manager does not answer, what was read last counts on.
 */
export function fromSecretsManager(
  client: SecretValues,
  secretId: string,
  { maxAgeMs = 60_000, nowMs = () => performance.now(), random = Math.random }: SecretsManagerOptions = {},
): ReadLogin {
  let kept: { readonly login: Login; readonly untilMs: number } | undefined;
  let reading: Promise<Login> | undefined;
  const read = async (): Promise<Login> => {
    try {
      const { SecretString: text = '' } = await client.getSecretValue({ SecretId: secretId });
      const login = loginOf(text, secretId);
      kept = { login, untilMs: nowMs() + maxAgeMs * (0.75 + random() / 4) };
      return login;
    } catch (error) {
      if (kept === undefined) throw error;
      return kept.login;
    } finally {
      reading = undefined;
    }
  };
  return async ({ isFresh }) => {
    if (kept !== undefined && !isFresh && nowMs() < kept.untilMs) return kept.login;
    return await (reading ??= read());
  };
}

/** No message repeats anything of the value, as the message of a JSON parser would. */
function loginOf(text: string, secretId: string): Login {
  const value = fieldsOf(text);
  const { username, password, mechanism = 'SCRAM-SHA-512' } = value;
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new Error(`secret ${secretId} is not a JSON object with a username and a password`);
  }
  if (mechanism !== 'SCRAM-SHA-256' && mechanism !== 'SCRAM-SHA-512') {
    throw new Error(`the mechanism in secret ${secretId} is neither SCRAM-SHA-256 nor SCRAM-SHA-512`);
  }
  return { username, password, mechanism };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
