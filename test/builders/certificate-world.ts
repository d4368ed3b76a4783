import { createHash } from 'node:crypto';
import { certificateMaker } from '../../src/adapters/certificates/certificate-maker.ts';
import { OperationError } from '../../src/domain/errors.ts';
import { secretVersionTaken } from '../../src/domain/scram/secret-errors.ts';
import type { CertificateWorld } from '../../src/operations/issue-node-certificates.ts';
import type { SecretVersion } from '../../src/ports/secret-versions.ts';

/** Secrets as CloudFormation makes them, without a value, and a clock that stands still until it is moved. */
export const certificateWorld = (secretIds: readonly string[]) => {
  const versions = new Map<string, SecretVersion[]>(secretIds.map(id => [id, []]));
  const clock = { nowMs: Date.parse('2026-09-01T00:00:00Z') };
  const versionsOf = (secretId: string): SecretVersion[] => {
    const found = versions.get(secretId);
    if (found === undefined) throw new OperationError('SecretUnknown', `there is no secret ${secretId}`);
    return found;
  };
  const currentOf = (secretId: string) => versionsOf(secretId).findLast(({ labels }) => labels.includes('AWSCURRENT'));
  const world: CertificateWorld = {
    secrets: {
      read: async secretId => currentOf(secretId),
      put: async (secretId, { versionId, value, labels }) => {
        const all = versionsOf(secretId);
        const there = all.find(version => version.versionId === versionId);
        if (there !== undefined && there.value.reveal() !== value.reveal())
          throw secretVersionTaken(secretId, versionId);
        if (there === undefined) all.push({ versionId, value, labels, createdAt: new Date(clock.nowMs).toISOString() });
      },
    },
    maker: certificateMaker,
    nowMs: () => clock.nowMs,
    hash: text => createHash('sha256').update(text).digest('hex'),
  };
  const valueOf = (secretId: string) =>
    JSON.parse(currentOf(secretId)?.value.reveal() ?? '{}') as Readonly<Record<string, string>>;
  return { world, clock, versions, valueOf };
};
