import { Secret } from '../secret.ts';
import { type ClientLogin, type Lookup, type SecurityProtocol, shown } from './client-settings.ts';
import type { PasswordMechanism } from './connection.ts';
import { type JaasConfig, parseJaasConfig } from './jaas-config.ts';
import { readMskIamLogin } from './msk-iam-login.ts';

const mechanisms = ['SCRAM-SHA-512', 'SCRAM-SHA-256', 'PLAIN', 'OAUTHBEARER', 'AWS_MSK_IAM'];
const mskLoginHandler = 'software.amazon.msk.auth.iam.IAMOAuthBearerLoginCallbackHandler';
const mskClientHandler = 'software.amazon.msk.auth.iam.IAMClientCallbackHandler';

/** The login modules each mechanism may have in `sasl.jaas.config`, by the last part of their class name. */
const loginModules: Readonly<Record<string, string>> = {
  PLAIN: 'PlainLoginModule',
  'SCRAM-SHA-256': 'ScramLoginModule',
  'SCRAM-SHA-512': 'ScramLoginModule',
  OAUTHBEARER: 'OAuthBearerLoginModule',
  AWS_MSK_IAM: 'IAMLoginModule',
};

/** Reads the `sasl.*` keys; what is wrong with them is added to `problems`. */
export function readClientLogin(read: Lookup, protocol: SecurityProtocol, problems: string[]): ClientLogin | undefined {
  const mechanism = readMechanism(read, problems);
  if (mechanism === undefined) return undefined;
  const isMskIam = mechanism === 'AWS_MSK_IAM' || mechanism === 'OAUTHBEARER';
  checkHandlers(read, mechanism, problems);
  if (isMskIam && protocol === 'SASL_PLAINTEXT') {
    problems.push(`sasl.mechanism ${mechanism} needs security.protocol=SASL_SSL, it is SASL_PLAINTEXT`);
  }
  const jaas = readJaas(read, mechanism, problems);
  if (isMskIam) return readMskIamLogin(jaas, problems);
  return jaas && readPasswordLogin(jaas, mechanism as PasswordMechanism, problems);
}

function readMechanism(read: Lookup, problems: string[]): string | undefined {
  const given = read('sasl.mechanism');
  if (given !== undefined && mechanisms.includes(given.toUpperCase())) return given.toUpperCase();
  const what = given === undefined ? 'not set, which means GSSAPI to Kafka' : shown(given);
  problems.push(`sasl.mechanism is ${what}; allowed are ${mechanisms.join(', ')}`);
  return undefined;
}

function checkHandlers(read: Lookup, mechanism: string, problems: string[]): void {
  if (read('sasl.login.class')) problems.push('sasl.login.class names Java code, which cannot run here; remove it');
  const clientHandler = read('sasl.client.callback.handler.class');
  // With OAUTHBEARER the files of aws-msk-iam-auth name one of its classes, with AWS_MSK_IAM the other.
  if (clientHandler && clientHandler !== mskClientHandler && clientHandler !== mskLoginHandler) {
    problems.push(
      `sasl.client.callback.handler.class is ${shown(clientHandler)}, Java code that cannot run here; only ${mskClientHandler} is understood`,
    );
  }
  const loginHandler = read('sasl.login.callback.handler.class');
  if (mechanism === 'OAUTHBEARER' ? loginHandler !== mskLoginHandler : Boolean(loginHandler)) {
    const what = loginHandler ? `is ${shown(loginHandler)}` : 'is not set';
    const allowed =
      mechanism === 'OAUTHBEARER'
        ? `OAUTHBEARER is supported for Amazon MSK only, with ${mskLoginHandler}`
        : `remove it for ${mechanism}`;
    problems.push(`sasl.login.callback.handler.class ${what}; ${allowed}`);
  }
}

function readJaas(read: Lookup, mechanism: string, problems: string[]): JaasConfig | undefined {
  const text = read('sasl.jaas.config');
  const module = loginModules[mechanism]!;
  if (text === undefined || text === '') {
    if (module === 'ScramLoginModule' || module === 'PlainLoginModule') {
      problems.push(`sasl.jaas.config is not set; ${mechanism} needs ${module} required username="…" password="…";`);
    }
    return undefined;
  }
  const parsed = parseJaasConfig(text);
  if (parsed.kind === 'wrong') {
    problems.push(`sasl.jaas.config cannot be read: ${parsed.problem}`);
    return undefined;
  }
  const given = parsed.config.loginModule.split('.').at(-1);
  if (given === module) return parsed.config;
  problems.push(
    `sasl.jaas.config names the login module ${shown(parsed.config.loginModule)}; ${mechanism} needs ${module}`,
  );
  return undefined;
}

function readPasswordLogin(
  { options }: JaasConfig,
  mechanism: PasswordMechanism,
  problems: string[],
): ClientLogin | undefined {
  if (options.get('tokenauth') === 'true') {
    problems.push(
      'sasl.jaas.config has tokenauth="true"; delegation tokens are not supported, log in with a user and password',
    );
  }
  const username = options.get('username');
  const password = options.get('password');
  if (!username) problems.push('sasl.jaas.config has no username');
  if (!password) problems.push('sasl.jaas.config has no password');
  if (!username || !password) return undefined;
  return { kind: 'password', mechanism, username, password: new Secret(password) };
}
