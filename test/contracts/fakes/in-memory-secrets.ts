import { randomUUID } from 'node:crypto';
import { OperationError } from '../../../src/domain/errors.ts';
import { secretContended, secretVersionTaken } from '../../../src/domain/scram/secret-errors.ts';
import { judgeMove, placeLabel } from '../../../src/domain/scram/secret-labels.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { SecretDescription, SecretVersion } from '../../../src/ports/secret-versions.ts';
import type { NewSecret, SecretPlace } from '../secret-versions.contract.ts';

interface KeptSecret extends Pick<SecretDescription, 'name' | 'tags' | 'kmsKeyId'> {
  readonly id: string;
  versions: readonly SecretVersion[];
}

/** Secrets that live as long as the object. The ids are ARNs, as a slot's has to be. */
export function inMemorySecrets(nowMs: () => number = Date.now): SecretPlace & {
  readonly create: (secret: NewSecret & { readonly kmsKeyId?: string }) => Promise<void>;
} {
  const all: KeptSecret[] = [];
  const find = (secretId: string): KeptSecret => {
    const found = all.find(({ id, name }) => id === secretId || name === secretId);
    if (found === undefined) throw new OperationError('SecretUnknown', `there is no secret ${secretId}`);
    return found;
  };
  const isWanted = (version: SecretVersion, which: { readonly label: string } | { readonly versionId: string }) =>
    'label' in which ? version.labels.includes(which.label) : version.versionId === which.versionId;
  const versionOf = (versionId: string, value: Secret, labels: readonly string[]): SecretVersion => ({
    versionId,
    value,
    labels,
    createdAt: new Date(nowMs()).toISOString(),
  });
  const described = ({ versions, ...secret }: KeptSecret): SecretDescription => ({
    ...secret,
    versions: versions
      .filter(({ labels }) => labels.length > 0)
      .map(({ versionId, labels }) => ({ versionId, labels })),
    isRotationEnabled: false,
  });
  return {
    create: async ({ value, ...secret }) => {
      const id = `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${secret.name}-AbCdEf`;
      all.push({ ...secret, id, versions: [versionOf(randomUUID(), value, ['AWSCURRENT'])] });
    },
    secrets: {
      describe: async secretId => described(find(secretId)),
      list: async tagKey =>
        all
          .filter(({ tags }) => Object.hasOwn(tags, tagKey))
          .map(described)
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      read: async (secretId, which) => find(secretId).versions.find(version => isWanted(version, which)),
      put: async (secretId, { versionId, value, labels }) => {
        const secret = find(secretId);
        const there = secret.versions.find(version => version.versionId === versionId);
        if (there?.value.reveal() === value.reveal()) return;
        if (there !== undefined) throw secretVersionTaken(secretId, versionId);
        secret.versions = [...secret.versions, versionOf(versionId, value, [])];
        for (const label of labels) secret.versions = placeLabel(secret.versions, label, versionId);
      },
      moveLabel: async (secretId, move) => {
        const secret = find(secretId);
        const judgement = judgeMove(secret.versions, move);
        if (judgement === 'done') return;
        const isThere = move.to === undefined || secret.versions.some(({ versionId }) => versionId === move.to);
        if (judgement === 'contended' || !isThere) throw secretContended(secretId, move);
        if (move.label === 'AWSCURRENT' && move.to === undefined)
          throw new OperationError('InputInvalid', 'no version');
        secret.versions = placeLabel(secret.versions, move.label, move.to);
      },
      randomPassword: async () => new Secret(randomUUID().replaceAll('-', '')),
    },
  };
}
