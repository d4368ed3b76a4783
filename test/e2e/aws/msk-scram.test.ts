import { KafkaClient } from '@aws-sdk/client-kafka';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, expect, test } from 'vitest';
import { mskBootstrapBrokers } from '../../../src/adapters/aws/msk-bootstrap-brokers.ts';
import { mskScramAssociations } from '../../../src/adapters/aws/msk-scram-associations.ts';
import { secretsManager } from '../../../src/adapters/aws/secrets/secrets-manager.ts';
import { slotValueOf } from '../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { startMskEdge } from '../../aws/msk-edge.ts';
import { type MskScram, mskScram, type SlotLogin } from '../../aws/msk-scram.ts';
import { startSecretsEdge } from '../../aws/secrets-edge.ts';

const clusterArn = 'arn:aws:kafka:eu-west-1:000000000000:cluster/shop/0a1b2c3d-0000-1111-2222-333344445555-1';
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const setUp = async () => {
  const logins = new Map<string, string>();
  const noteLogin = async ({ username, password }: SlotLogin) => logins.set(username, password);
  const secretsEdge = await startSecretsEdge({ onCurrent: secret => scram.secretChanged(secret) });
  const scram: MskScram = mskScram({
    secretOf: arn => {
      try {
        return secretsEdge.secret(arn);
      } catch {
        return undefined;
      }
    },
    copy: noteLogin,
    forget: async username => logins.delete(username),
    delayMs: () => 0,
  });
  const mskEdge = await startMskEdge({ [clusterArn]: {} }, { [clusterArn]: scram });
  stops.push(secretsEdge.stop, mskEdge.stop);
  const pausesMs: number[] = [];
  const secrets = new SecretsManagerClient(secretsEdge.clientConfig);
  return {
    mskEdge,
    logins,
    pausesMs,
    settled: scram.settled,
    secrets: secretsManager(secrets),
    associations: mskScramAssociations(new KafkaClient(mskEdge.clientConfig), clusterArn, async ms =>
      pausesMs.push(ms),
    ),
    makeSlot: async (name: string, value = `{"username":"${name}","password":"old"}`, KmsKeyId = 'key') =>
      (await secrets.send(new CreateSecretCommand({ Name: name, KmsKeyId, SecretString: value }))).ARN ?? '',
  };
};

test('associates many secrets in groups of ten, and lists all of them', async () => {
  const { associations, makeSlot, mskEdge, logins, settled } = await setUp();
  const arns = await Promise.all(Array.from({ length: 23 }, async (_, i) => await makeSlot(`AmazonMSK_${i}`)));
  expect(await associations.associate(arns)).toEqual(arns.map(secretArn => ({ secretArn })));
  expect(mskEdge.calls.filter(call => call.startsWith('POST'))).toHaveLength(3);
  expect((await associations.list()).toSorted()).toEqual(arns.toSorted());
  await settled();
  expect(logins.size).toBe(23);
});

test('tells row by row what MSK does not take, and takes the rest', async () => {
  const { associations, makeSlot } = await setUp();
  const good = await makeSlot('AmazonMSK_good');
  const arns = [
    await makeSlot('orders'),
    good,
    await makeSlot('AmazonMSK_shape', 'old'),
    await makeSlot('AmazonMSK_key', undefined, 'alias/aws/secretsmanager'),
    'arn:aws:secretsmanager:eu-west-1:000000000000:secret:none-AbCdEf',
  ];
  const rows = await associations.associate(arns);
  expect(rows.map(({ secretArn }) => secretArn)).toEqual(arns);
  expect(rows.map(({ problem }) => problem?.split(': ')[1])).toEqual([
    expect.stringContaining('invalid name'),
    undefined,
    expect.stringContaining('invalid format'),
    expect.stringContaining('default key'),
    expect.stringContaining('ARN is invalid'),
  ]);
  expect(await associations.list()).toEqual([good]);
});

test('can be repeated, both ways', async () => {
  const { associations, makeSlot, logins, settled } = await setUp();
  const arn = await makeSlot('AmazonMSK_a');
  for (let times = 0; times < 2; times += 1) expect(await associations.associate([arn])).toEqual([{ secretArn: arn }]);
  await settled();
  expect([...logins]).toEqual([['AmazonMSK_a', 'old']]);
  for (let times = 0; times < 2; times += 1)
    expect(await associations.disassociate([arn])).toEqual([{ secretArn: arn }]);
  expect(await associations.list()).toEqual([]);
  await settled();
  expect(logins.size).toBe(0);
});

test('a new AWSCURRENT comes to the brokers, and a pending one does not', async () => {
  const { associations, makeSlot, secrets, logins, settled } = await setUp();
  const arn = await makeSlot('AmazonMSK_a');
  await associations.associate([arn]);
  await settled();
  const value = slotValueOf({ username: 'AmazonMSK_a', password: new Secret('new') });
  await secrets.put(arn, { versionId: 'v'.repeat(32), value, labels: ['AWSPENDING'] });
  await settled();
  expect(logins.get('AmazonMSK_a')).toBe('old');
  await secrets.put(arn, { versionId: 'w'.repeat(32), value, labels: ['AWSCURRENT'] });
  await settled();
  expect(logins.get('AmazonMSK_a')).toBe('new');
});

test('waits longer and longer while MSK throttles', async () => {
  const { associations, makeSlot, mskEdge, pausesMs } = await setUp();
  const arn = await makeSlot('AmazonMSK_a');
  mskEdge.faults.add({ kind: 'throttle', times: 3 });
  expect(await associations.associate([arn])).toEqual([{ secretArn: arn }]);
  expect(pausesMs).toEqual([500, 1000, 2000]);
});

test('takes an answer that was lost for nothing done, and does it again', async () => {
  const { associations, makeSlot, mskEdge } = await setUp();
  const arn = await makeSlot('AmazonMSK_a');
  mskEdge.faults.add({ kind: 'lose' });
  expect(await associations.associate([arn])).toEqual([{ secretArn: arn }]);
  mskEdge.faults.add({ kind: 'lose' });
  expect(await associations.disassociate([arn])).toEqual([{ secretArn: arn }]);
  expect(await associations.list()).toEqual([]);
});

test('tells of a group that MSK throttles to the end, and goes on with the next', async () => {
  const { associations, makeSlot, mskEdge } = await setUp();
  const arns = await Promise.all(Array.from({ length: 11 }, async (_, i) => await makeSlot(`AmazonMSK_${i}`)));
  mskEdge.faults.add({ kind: 'throttle', times: 6 });
  const rows = await associations.associate(arns);
  expect(rows.map(({ retryable }) => retryable)).toEqual([...Array.from({ length: 10 }, () => true), undefined]);
  expect(await associations.list()).toEqual([arns[10]]);
});

test('fails where no group at all was taken', async () => {
  const { associations, mskEdge, makeSlot } = await setUp();
  const arn = await makeSlot('AmazonMSK_a');
  mskEdge.faults.add({ kind: 'throttle', times: 6 });
  await expect(associations.associate([arn])).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
});

test('the edge of MSK still says where the brokers of a cluster are', async () => {
  const edge = await startMskEdge({ [clusterArn]: { bootstrapBrokerStringSaslScram: 'b-1:9096' } });
  stops.push(edge.stop);
  const reader = mskBootstrapBrokers(() => new KafkaClient(edge.clientConfig));
  expect(await reader.readBootstrapStrings(clusterArn)).toEqual({ 'private scram': 'b-1:9096' });
  const associations = mskScramAssociations(new KafkaClient(edge.clientConfig), clusterArn, async () => 0);
  await expect(associations.list()).rejects.toMatchObject({ name: 'AwsRefused' });
});

test('fails for a cluster that is not there', async () => {
  const { mskEdge } = await setUp();
  const none = mskScramAssociations(
    new KafkaClient(mskEdge.clientConfig),
    clusterArn.replace('shop', 'none'),
    async () => 0,
  );
  await expect(none.list()).rejects.toMatchObject({
    name: 'AwsRefused',
    message: expect.stringContaining('kafka:ListScramSecrets: there is no arn:aws:kafka') as unknown,
  });
});
