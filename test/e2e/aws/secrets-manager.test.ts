import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretsManager } from '../../../src/adapters/aws/secrets/secrets-manager.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { type SecretsEdge, startSecretsEdge } from '../../aws/secrets-edge.ts';
import { defineSecretVersionsContract, type NewSecret } from '../../contracts/secret-versions.contract.ts';

let edge: SecretsEdge;
beforeEach(async () => {
  edge = await startSecretsEdge({ pageSize: 1 });
});
afterEach(() => edge.stop());

const makePlace = () => {
  const client = new SecretsManagerClient(edge.clientConfig);
  return {
    secrets: secretsManager(client),
    create: async ({ name, tags, value }: NewSecret) => {
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await client.send(new CreateSecretCommand({ Name: name, Tags, SecretString: value.reveal() }));
    },
  };
};

defineSecretVersionsContract('Secrets Manager', makePlace);

describe('Secrets Manager', () => {
  const setUp = async () => {
    const { secrets, create } = makePlace();
    await create({ name: 'orders', tags: {}, value: new Secret('first') });
    const { id, versions } = await secrets.describe('orders');
    const versionId = randomUUID();
    const version = { versionId, value: new Secret('hunter2'), labels: ['AWSPENDING'] } as const;
    return { secrets, id, first: versions[0]?.versionId, version, versionId };
  };

  it('has no value of a version with which a rotation has only begun, and puts it there', async () => {
    const { secrets, id, version, versionId } = await setUp();
    const story = await edge.rotate(
      'orders',
      async ({ Step, ClientRequestToken }) => {
        if (Step !== 'createSecret') throw new Error('enough');
        expect(await secrets.read(id, { label: 'AWSPENDING' })).toBeUndefined();
        expect(await secrets.read(id, { versionId })).toBeUndefined();
        await secrets.put(id, { ...version, versionId: ClientRequestToken });
      },
      { token: versionId, timesATokenIsTried: 1 },
    );
    expect(story.calls.map(({ step }) => step)).toEqual(['createSecret', 'setSecret']);
    expect((await secrets.read(id, { label: 'AWSPENDING' }))?.value.reveal()).toBe('hunter2');
    expect(await secrets.describe(id)).toMatchObject({ isRotationEnabled: true });
  });

  it('takes a write again where its answer was lost', async () => {
    const { secrets, id, first, version, versionId } = await setUp();
    const twice = async (action: string, call: () => Promise<void>) => {
      edge.faults.add({ kind: 'lose', action });
      await expect(call()).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
      await call();
    };
    await twice('PutSecretValue', async () => await secrets.put(id, version));
    await twice(
      'UpdateSecretVersionStage',
      async () => await secrets.moveLabel(id, { label: 'AWSCURRENT', to: versionId, from: first }),
    );
    await twice(
      'UpdateSecretVersionStage',
      async () => await secrets.moveLabel(id, { label: 'AWSPENDING', from: versionId }),
    );
    expect((await secrets.read(id, { label: 'AWSCURRENT' }))?.labels).toEqual(['AWSCURRENT']);
  });

  it('takes a move for done where the SDK itself made it twice', async () => {
    const { id, first, version, versionId } = await setUp();
    const secrets = secretsManager(new SecretsManagerClient({ ...edge.clientConfig, maxAttempts: 3 }));
    await secrets.put(id, version);
    edge.faults.add({ kind: 'lose', action: 'UpdateSecretVersionStage' });
    await secrets.moveLabel(id, { label: 'AWSCURRENT', to: versionId, from: first });
    expect(edge.calls.filter(call => call === 'UpdateSecretVersionStage')).toHaveLength(2);
  });

  it.each(['throttle', 'fail', 'cut'] as const)('fails retryable, and without the value: %s', async kind => {
    const { secrets, id, version } = await setUp();
    for (const call of [
      async () => await secrets.put(id, version),
      async () => await secrets.read(id, { label: 'AWSCURRENT' }),
      async () => await secrets.describe(id),
      async () => await secrets.list('x'),
      async () => await secrets.moveLabel(id, { label: 'AWSPENDING', from: version.versionId, to: version.versionId }),
      async () => await secrets.randomPassword(),
    ]) {
      edge.faults.add({ kind });
      const error: unknown = await call().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'AwsUnavailable', retryable: true });
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|first/);
    }
  });
});
