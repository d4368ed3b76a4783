import { randomInt, randomUUID } from 'node:crypto';
import { moveStage, putVersion, refusal, type StrictSecret, versionWith } from './strict-secret.ts';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The fields of all requests that are played. */
export interface SecretsRequest {
  readonly SecretId?: string;
  readonly Name?: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
  readonly KmsKeyId?: string;
  readonly Tags?: readonly Tag[];
  readonly VersionId?: string;
  readonly VersionStage?: string;
  readonly VersionStages?: readonly string[];
  readonly MoveToVersionId?: string;
  readonly RemoveFromVersionId?: string;
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly RotationLambdaARN?: string;
  readonly RotateImmediately?: boolean;
  readonly Filters?: readonly { readonly Key: string; readonly Values: readonly string[] }[];
  readonly NextToken?: string;
}

/** What the calls work on. */
export interface SecretsState {
  readonly all: StrictSecret[];
  readonly pageSize: number;
  readonly beginRotation: (secret: StrictSecret, token: string) => void;
}

type Call = (state: SecretsState, request: SecretsRequest) => unknown;

const accountId = '000000000000';

export const findSecret = ({ all }: Pick<SecretsState, 'all'>, id = ''): StrictSecret => {
  const found = all.find(({ arn, name }) => arn === id || name === id || arn.slice(0, -7) === id);
  if (found !== undefined) return found;
  throw refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
};

/** Secrets Manager's calls, as strict as AWS documents them. */
export const secretsCalls: Readonly<Record<string, Call>> = {
  CreateSecret: ({ all }, { Name = '', SecretString, ClientRequestToken = randomUUID(), KmsKeyId, Tags = [] }) => {
    const there = all.find(({ name }) => name === Name);
    if (there !== undefined) {
      if (there.versions.get(ClientRequestToken)?.value === SecretString) return identityOf(there);
      throw refusal('ResourceExistsException', `The operation failed because the secret ${Name} already exists.`);
    }
    if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(Name)) throw refusal('ValidationException', 'Invalid name.');
    const secret: StrictSecret = {
      arn: `arn:aws:secretsmanager:eu-west-1:${accountId}:secret:${Name}-${randomUUID().slice(0, 6)}`,
      name: Name,
      ...(KmsKeyId === undefined ? {} : { kmsKeyId: KmsKeyId }),
      tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
      versions: new Map(),
      isRotationEnabled: false,
    };
    if (SecretString !== undefined) putVersion(secret, { token: ClientRequestToken, value: SecretString });
    all.push(secret);
    return { ...identityOf(secret), VersionId: ClientRequestToken };
  },

  DescribeSecret: (state, { SecretId }) => {
    const secret = findSecret(state, SecretId);
    return { ...shown(secret), VersionIdsToStages: labelsByVersion(secret) };
  },

  GetSecretValue: (state, { SecretId, VersionId, VersionStage }) => {
    const secret = findSecret(state, SecretId);
    const label = VersionStage ?? (VersionId === undefined ? 'AWSCURRENT' : undefined);
    const versionId = VersionId ?? versionWith(secret, label ?? '') ?? '';
    const version = secret.versions.get(versionId);
    if (version?.value === undefined || (label !== undefined && !version.labels.has(label))) {
      const what = VersionId === undefined ? `staging label: ${label ?? ''}` : `VersionId: ${VersionId}`;
      throw refusal('ResourceNotFoundException', `Secrets Manager can't find the specified secret value for ${what}`);
    }
    const { value, labels, createdMs } = version;
    const of = { ...identityOf(secret), VersionId: versionId, VersionStages: [...labels] };
    return { ...of, SecretString: value, CreatedDate: createdMs / 1000 };
  },

  PutSecretValue: (state, { SecretId, ClientRequestToken, SecretString = '', VersionStages }) => {
    const secret = findSecret(state, SecretId);
    const versionId = putVersion(secret, { token: ClientRequestToken, value: SecretString, labels: VersionStages });
    return {
      ...identityOf(secret),
      VersionId: versionId,
      VersionStages: [...(secret.versions.get(versionId)?.labels ?? [])],
    };
  },

  UpdateSecretVersionStage: (state, { SecretId, VersionStage = '', MoveToVersionId, RemoveFromVersionId }) => {
    const secret = findSecret(state, SecretId);
    moveStage(secret, { label: VersionStage, to: MoveToVersionId, from: RemoveFromVersionId });
    return identityOf(secret);
  },

  GetRandomPassword: (_, { PasswordLength = 32, ExcludeCharacters = '' }) => {
    const ascii = Array.from({ length: 94 }, (_one, i) => String.fromCharCode(0x21 + i));
    const allowed = ascii.filter(character => !ExcludeCharacters.includes(character));
    return {
      RandomPassword: Array.from({ length: PasswordLength }, () => allowed[randomInt(allowed.length)]).join(''),
    };
  },

  TagResource: (state, { SecretId, Tags = [] }) => {
    const { tags } = findSecret(state, SecretId);
    for (const { Key, Value } of Tags) tags.set(Key, Value);
    return {};
  },

  RotateSecret: (
    state,
    { SecretId, ClientRequestToken = randomUUID(), RotationLambdaARN, RotateImmediately = true },
  ) => {
    const secret = findSecret(state, SecretId);
    if (RotationLambdaARN !== undefined) secret.rotationFunction = RotationLambdaARN;
    secret.isRotationEnabled = secret.rotationFunction !== undefined;
    if (RotateImmediately) state.beginRotation(secret, ClientRequestToken);
    return { ...identityOf(secret), VersionId: ClientRequestToken };
  },

  /** Leaves AWSPENDING where it is, as AWS does. */
  CancelRotateSecret: (state, { SecretId }) => {
    const secret = findSecret(state, SecretId);
    secret.isRotationEnabled = false;
    return identityOf(secret);
  },

  ListSecrets: ({ all, pageSize }, { Filters = [], NextToken = '0' }) => {
    const isFound = ({ name, tags }: StrictSecret) =>
      Filters.every(({ Key, Values }) => {
        const words = Key === 'name' ? [name] : Key === 'tag-key' ? [...tags.keys()] : [...tags.values()];
        return Values.some(value => words.some(word => word.startsWith(value)));
      });
    const end = Number(NextToken) + pageSize;
    const found = all.filter(isFound);
    const SecretList = found.slice(Number(NextToken), end).map(secret => ({
      ...shown(secret),
      SecretVersionsToStages: labelsByVersion(secret),
    }));
    return { SecretList, ...(end < found.length ? { NextToken: String(end) } : {}) };
  },
};

const identityOf = ({ arn, name }: StrictSecret) => ({ ARN: arn, Name: name });

const shown = (secret: StrictSecret) => ({
  ...identityOf(secret),
  KmsKeyId: secret.kmsKeyId,
  Tags: [...secret.tags].map(([Key, Value]) => ({ Key, Value })),
  // Absent, not false, where rotation was never set up.
  RotationEnabled: secret.isRotationEnabled || undefined,
  RotationLambdaARN: secret.rotationFunction,
  LastRotatedDate: secret.lastRotatedMs === undefined ? undefined : secret.lastRotatedMs / 1000,
});

const labelsByVersion = ({ versions }: StrictSecret) =>
  Object.fromEntries(
    [...versions].filter(([, { labels }]) => labels.size > 0).map(([id, { labels }]) => [id, [...labels]]),
  );
