import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { OperationError } from '../../domain/errors.ts';
import { Secret } from '../../domain/secret.ts';
import type { ScramSecretReader } from '../../ports/connection-sources.ts';
import { awsCallError } from './aws-call-error.ts';

/** Reads MSK's form of a SCRAM secret, `{"username":"…","password":"…"}`, from Secrets Manager each time it is asked. */
export function secretsManagerScramSecrets(clientOf: (region: string) => SecretsManagerClient): ScramSecretReader {
  return {
    async readScramSecret(secretArn) {
      const region = secretArn.split(':')[3] ?? '';
      return parseScramSecret(secretArn, await readSecretText(clientOf(region), secretArn));
    },
  };
}

async function readSecretText(client: SecretsManagerClient, secretArn: string): Promise<string | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return SecretString;
  } catch (error) {
    const call = { action: 'secretsmanager:GetSecretValue', resourceArn: secretArn };
    if (
      error instanceof Error &&
      /kms/i.test(`${error.name} ${error.message}`) &&
      error.name !== 'KMSInternalFailure'
    ) {
      throw awsCallError({ action: 'kms:Decrypt', resourceArn: `the key of ${secretArn}` }, error);
    }
    throw awsCallError(call, error);
  }
}

function parseScramSecret(secretArn: string, text: string | undefined) {
  const { username, password } = fieldsOf(text);
  if (typeof username === 'string' && username !== '' && typeof password === 'string' && password !== '') {
    return { username, password: new Secret(password) };
  }
  const what = `the secret ${secretArn} is not {"username":"…","password":"…"}, the form MSK asks for`;
  throw new OperationError('ConfigurationInvalid', what);
}

/** No error of the parser is handed on: its message would quote the secret. */
function fieldsOf(text: string | undefined): { readonly username?: unknown; readonly password?: unknown } {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
