import { GetRandomPasswordCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { newPassword } from '../../../domain/scram/new-password.ts';
import { Secret } from '../../../domain/secret.ts';
import type { SecretVersions } from '../../../ports/secret-versions.ts';
import { secretReader } from './read-secret.ts';
import { secretCallError } from './secret-call-error.ts';
import { secretWriter } from './write-secret.ts';

/** The secrets of one region of an account. */
export function secretsManager(client: SecretsManagerClient): SecretVersions {
  const reader = secretReader(client);
  return {
    ...reader,
    ...secretWriter(client, reader),
    async randomPassword() {
      const command = new GetRandomPasswordCommand({
        PasswordLength: newPassword.characters,
        ExcludeCharacters: newPassword.excluded,
      });
      try {
        const { RandomPassword } = await client.send(command);
        if (RandomPassword?.length !== newPassword.characters) throw new Error('the answer holds no such password');
        return new Secret(RandomPassword);
      } catch (error) {
        throw secretCallError({ operation: 'GetRandomPassword', secretId: '*' }, error);
      }
    },
  };
}
