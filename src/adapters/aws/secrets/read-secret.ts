import {
  DescribeSecretCommand,
  type DescribeSecretCommandOutput,
  GetSecretValueCommand,
  type ListSecretsCommandInput,
  paginateListSecrets,
  type SecretListEntry,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { OperationError } from '../../../domain/errors.ts';
import { Secret } from '../../../domain/secret.ts';
import type { SecretDescription, SecretVersionReader, VersionChoice } from '../../../ports/secret-versions.ts';
import { nameOf, secretCallError } from './secret-call-error.ts';

/** Reads secrets of Secrets Manager. What it lists can be a few minutes old, which is how AWS lists. */
export function secretReader(client: SecretsManagerClient): SecretVersionReader {
  const describe = async (secretId: string): Promise<SecretDescription> => {
    try {
      const answer = await client.send(new DescribeSecretCommand({ SecretId: secretId }));
      return descriptionOf(answer, answer.VersionIdsToStages);
    } catch (error) {
      throw secretCallError({ operation: 'DescribeSecret', secretId }, error);
    }
  };
  return {
    describe,

    async list(tagKey) {
      const found: SecretDescription[] = [];
      try {
        const filters: ListSecretsCommandInput = { Filters: [{ Key: 'tag-key', Values: [tagKey] }] };
        for await (const { SecretList = [] } of paginateListSecrets({ client }, filters)) {
          found.push(...SecretList.map(entry => descriptionOf(entry, entry.SecretVersionsToStages)));
        }
      } catch (error) {
        throw secretCallError({ operation: 'ListSecrets', secretId: `secrets with tag ${tagKey}` }, error);
      }
      // The filter also finds keys that only begin so.
      return found.filter(({ tags }) => Object.hasOwn(tags, tagKey)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },

    async read(secretId, which) {
      try {
        const answer = await client.send(new GetSecretValueCommand({ SecretId: secretId, ...choiceOf(which) }));
        const { SecretString, VersionId = '', VersionStages: labels = [], CreatedDate = new Date(0) } = answer;
        if (SecretString === undefined) throw withoutText(secretId);
        return { versionId: VersionId, labels, value: new Secret(SecretString), createdAt: CreatedDate.toISOString() };
      } catch (error) {
        if (nameOf(error) !== 'ResourceNotFoundException') {
          throw secretCallError({ operation: 'GetSecretValue', secretId }, error);
        }
        // The same name for a secret and for a version that is not there.
        await describe(secretId);
        return undefined;
      }
    },
  };
}

function choiceOf(which: VersionChoice): { readonly VersionStage: string } | { readonly VersionId: string } {
  return 'label' in which ? { VersionStage: which.label } : { VersionId: which.versionId };
}

function descriptionOf(
  { ARN = '', Name = '', Tags = [], RotationEnabled = false, KmsKeyId }: DescribeSecretCommandOutput | SecretListEntry,
  labelsOfVersions: Readonly<Record<string, string[]>> = {},
): SecretDescription {
  return {
    id: ARN,
    name: Name,
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    versions: Object.entries(labelsOfVersions).map(([versionId, labels]) => ({ versionId, labels })),
    isRotationEnabled: RotationEnabled,
    ...(KmsKeyId === undefined ? {} : { kmsKeyId: KmsKeyId }),
  };
}

function withoutText(secretId: string): OperationError {
  return new OperationError('SecretUnreadable', `secret ${secretId} holds bytes, not text; store JSON as its text`);
}
