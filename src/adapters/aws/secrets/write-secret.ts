import {
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { secretContended, secretVersionTaken } from '../../../domain/scram/secret-errors.ts';
import { judgeMove } from '../../../domain/scram/secret-labels.ts';
import type { SecretVersionReader, SecretVersionWriter } from '../../../ports/secret-versions.ts';
import { nameOf, secretCallError } from './secret-call-error.ts';

/** Writes versions and labels. `describe` tells why AWS refused to move a label: its answer has one name for all. */
export function secretWriter(
  client: SecretsManagerClient,
  { describe }: Pick<SecretVersionReader, 'describe'>,
): SecretVersionWriter {
  return {
    async put(secretId, { versionId, value, labels, rotationToken }) {
      const command = new PutSecretValueCommand({
        SecretId: secretId,
        ClientRequestToken: versionId,
        SecretString: value.reveal(),
        VersionStages: [...labels],
        ...(rotationToken === undefined ? {} : { RotationToken: rotationToken }),
      });
      try {
        await client.send(command);
      } catch (error) {
        if (nameOf(error) === 'ResourceExistsException') throw secretVersionTaken(secretId, versionId);
        throw secretCallError({ operation: 'PutSecretValue', secretId, sendsValue: true }, error);
      }
    },

    async moveLabel(secretId, move) {
      const judge = async () => judgeMove((await describe(secretId)).versions, move);
      const before = await judge();
      if (before === 'done') return;
      if (before === 'contended') throw secretContended(secretId, move);
      const command = new UpdateSecretVersionStageCommand({
        SecretId: secretId,
        VersionStage: move.label,
        MoveToVersionId: move.to,
        RemoveFromVersionId: move.from,
      });
      try {
        await client.send(command);
      } catch (error) {
        if (nameOf(error) === 'ResourceNotFoundException') throw secretContended(secretId, move);
        // Between the look and the call somebody may have moved it, this very call included where the SDK repeated it.
        if (/^Invalid(Parameter|Request)Exception$/.test(nameOf(error))) {
          const after = await judge();
          if (after === 'done') return;
          if (after === 'contended') throw secretContended(secretId, move);
        }
        throw secretCallError({ operation: 'UpdateSecretVersionStage', secretId }, error);
      }
    },
  };
}
