import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckLagEnvironment, CheckLagRequest, CheckLagResult } from '../../lambdas/check-lag/contract.ts';
import { createRecordClient } from '../../src/adapters/local/record-client.ts';
import { build } from '../aws/build-once.ts';
import { type EmulatedAws, startEmulatedAws } from '../aws/emulated-aws.ts';
import { type Invocation, type LocalLambda, startLambda } from '../aws/local-lambda.ts';
import { startMskEdge } from '../aws/msk-edge.ts';
import { makeNoticeInbox, type NoticeInbox } from '../aws/notice-inbox.ts';
import { type OwnCluster, startOwnCluster } from '../broker/broker-fixture.ts';
import { allowReading, commitAndLeave, fillTopic } from './kafka-scene.ts';

const clusterArn = 'arn:aws:kafka:eu-west-1:000000000000:cluster/shop/0a1b2c3d-0000-1111-2222-333344445555-1';
const bucket = 'windows';

let aws: EmulatedAws;
let kafka: OwnCluster;
let edge: Awaited<ReturnType<typeof startMskEdge>>;
let s3: S3Client;
let secretArn: string;
let password: string;
const lambdas: LocalLambda[] = [];
const messages: string[] = [];

beforeAll(async () => {
  [aws, kafka] = await Promise.all([
    startEmulatedAws(),
    startOwnCluster({ brokers: 1, security: 'scram', users: ['watcher'] }),
    build(),
  ]);
  edge = await startMskEdge({
    [clusterArn]: {
      bootstrapBrokerStringSaslScram: kafka.cluster.bootstrapServers,
      bootstrapBrokerStringSaslIam: kafka.cluster.bootstrapServers,
    },
  });
  s3 = new S3Client(aws.clientConfig);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const { sasl } = kafka.cluster.connectionFor('watcher');
  if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('the cluster has no SCRAM');
  password = sasl.password.reveal();
  secretArn = await storeSecret({ username: sasl.username, password });
  const client = createRecordClient(kafka.cluster.connectionFor());
  await allowReading(client, 'watcher');
  await fillTopic(client, 'payments', 100);
  await commitAndLeave(client, { topic: 'payments', group: 'заказы: fast', commit: 100 });
  await commitAndLeave(client, { topic: 'payments', group: 'stuck', commit: 17 });
});

afterAll(async () => {
  for (const lambda of lambdas) lambda.stop();
  edge.stop();
  await Promise.all([aws.stop(), kafka.remove()]);
});

const storeSecret = async (value: object): Promise<string> => {
  const SecretString = JSON.stringify(value);
  const command = new CreateSecretCommand({ Name: `AmazonMSK_${randomUUID()}`, SecretString });
  return (await new SecretsManagerClient(aws.clientConfig).send(command)).ARN ?? '';
};

interface Scene {
  readonly key: string;
  readonly inbox: NoticeInbox;
  readonly environment: Readonly<Record<string, string>>;
}

const makeScene = async (changes: Partial<CheckLagEnvironment> = {}): Promise<Scene> => {
  const inbox = await makeNoticeInbox(aws);
  const key = `lag-windows/${randomUUID()}`;
  const environment = {
    CLUSTER_NAME: 'shop',
    CLUSTER_ARN: clusterArn,
    LOGIN: `scram:${secretArn}`,
    TRUSTED_CERTIFICATES: kafka.cluster.connectionFor().tls?.trustedCertificates?.join('\n') ?? '',
    WINDOW_BUCKET: bucket,
    WINDOW_KEY: key,
    TOPIC_ARN: inbox.topicArn,
    MINIMUM_SAMPLES: '2',
    STANDSTILL_SECONDS: '1',
    ...changes,
  } satisfies CheckLagEnvironment;
  const endpoints = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ENDPOINT_URL_KAFKA: edge.endpoint };
  return { key, inbox, environment: { ...environment, ...endpoints } };
};

const start = async ({ environment }: Scene): Promise<LocalLambda> => {
  const lambda = await startLambda('check-lag', environment);
  lambdas.push(lambda);
  return lambda;
};

const minute = (number: number): CheckLagRequest => ({
  scheduledTime: new Date(Date.UTC(2026, 0, 1, 10, number)).toISOString(),
  executionId: randomUUID(),
});

const recorded = (invocation: Invocation): Extract<CheckLagResult, { kind: 'recorded' }> => {
  expect(invocation).toMatchObject({ kind: 'returned', value: { kind: 'recorded' } });
  return (invocation as { value: Extract<CheckLagResult, { kind: 'recorded' }> }).value;
};

/** The standstill of one second has to pass between the two samples of a verdict. */
const letStandstillPass = () => sleep(1100);

const take = async ({ inbox }: Scene): Promise<readonly Record<string, unknown>[]> => {
  const taken = await inbox.take();
  messages.push(...taken);
  return taken.map(body => JSON.parse((JSON.parse(body) as { Message: string }).Message) as Record<string, unknown>);
};

const readable = (stored: Uint8Array): string => {
  const isZstd = stored[0] === 0x28 && stored[1] === 0xb5;
  return (isZstd ? zstdDecompressSync(stored) : Buffer.from(stored)).toString('latin1');
};

describe('the lag check function', () => {
  it('begins a window, then tells once of a group that stopped, however often a minute is delivered', async () => {
    const scene = await makeScene();
    const lambda = await start(scene);
    const first = recorded(await lambda.invoke(minute(0)));
    expect(first).toMatchObject({ samples: 1, totals: { groups: 2, lagRecords: 83, unreadable: 0 }, notes: [] });
    expect(await take(scene)).toEqual([]);

    await letStandstillPass();
    const second = recorded(await lambda.invoke(minute(1)));
    expect(second).toMatchObject({ samples: 2, openIncidents: 1, noticesDelivered: 1 });
    expect(second.worstGroups).toMatchObject([{ group: 'stuck', verdict: 'STOPPED', lagRecords: 83 }]);
    expect(await take(scene)).toMatchObject([
      { transition: 'opened', group: 'stuck', verdict: 'STOPPED', lagRecords: 83, cluster: 'shop' },
    ]);

    const again = await lambda.invoke(minute(1));
    expect(again).toMatchObject({ kind: 'returned', value: { kind: 'duplicate' } });
    expect(await take(scene)).toEqual([]);
    expect(lambda.log()).toContain('"Namespace":"KafkaSteward"');
  });

  it('tells once when two functions run the same minute at once', async () => {
    const scene = await makeScene();
    const [one, other] = [await start(scene), await start(scene)];
    recorded(await one.invoke(minute(0)));
    await letStandstillPass();
    const both = await Promise.all([one.invoke(minute(1)), other.invoke(minute(1))]);
    const kinds = both.map(outcome => (outcome.kind === 'returned' ? (outcome.value as CheckLagResult).kind : outcome));
    expect(kinds.toSorted()).toEqual(['duplicate', 'recorded']);
    expect(await take(scene)).toHaveLength(1);
    expect(recorded(await other.invoke(minute(2)))).toMatchObject({ samples: 3, noticesDelivered: 0 });
  });

  it('begins anew over a window that is corrupt, and says so', async () => {
    const scene = await makeScene();
    const lambda = await start(scene);
    recorded(await lambda.invoke(minute(0)));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: scene.key, Body: 'rubbish' }));
    const after = recorded(await lambda.invoke(minute(1)));
    expect(after.samples).toBe(1);
    expect(after.notes).toHaveLength(1);
    expect(recorded(await lambda.invoke(minute(2)))).toMatchObject({ samples: 2, notes: [] });
  });

  it('reads only the groups it was told to', async () => {
    const lambda = await start(await makeScene({ INCLUDED_GROUPS: '["*fast", "st*"]', EXCLUDED_GROUPS: '["stuck"]' }));
    expect(recorded(await lambda.invoke(minute(0)))).toMatchObject({ totals: { groups: 1, lagRecords: 0 } });
  });

  it('fails with AuthenticationFailed, and does not repeat the password, when the secret is out of date', async () => {
    const wrong = await storeSecret({ username: 'watcher', password: 'yesterdays-password' });
    const lambda = await start(await makeScene({ LOGIN: `scram:${wrong}` }));
    expect(await lambda.invoke(minute(0))).toMatchObject({ kind: 'failed', errorType: 'AuthenticationFailed' });
    expect(lambda.log()).not.toContain('yesterdays-password');
  });

  it('fails with BrokerUnreachable when no broker answers', async () => {
    const lambda = await start(await makeScene({ CLUSTER_ARN: undefined, BOOTSTRAP_SERVERS: '127.0.0.1:1' }));
    expect(await lambda.invoke(minute(0))).toMatchObject({ kind: 'failed', errorType: 'BrokerUnreachable' });
  });

  it('logs in with a token of its own role, which a broker without IAM refuses', async () => {
    const lambda = await start(await makeScene({ LOGIN: 'iam' }));
    const failed = await lambda.invoke(minute(0));
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'AuthenticationFailed' });
    expect(failed).toMatchObject({ errorMessage: expect.stringContaining('OAUTHBEARER') as string });
  });

  it('ends with RequestTimedOut, before Lambda stops the process, when a broker says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { readonly port: number };
    const scene = await makeScene({ CLUSTER_ARN: undefined, BOOTSTRAP_SERVERS: `127.0.0.1:${port}`, LOGIN: 'none' });
    const lambda = await start(scene);
    expect(await lambda.invoke(minute(0), 3000)).toMatchObject({ kind: 'failed', errorType: 'RequestTimedOut' });
    silent.close();
  });

  it('fails with AwsRefused when MSK does not know the cluster', async () => {
    const lambda = await start(await makeScene({ CLUSTER_ARN: clusterArn.replace('shop', 'gone') }));
    expect(await lambda.invoke(minute(0))).toMatchObject({ kind: 'failed', errorType: 'AwsRefused' });
  });

  it('fails at cold start with everything that is wrong with its environment', async () => {
    const scene = await makeScene({ TOPIC_ARN: '', MINIMUM_SAMPLES: 'two' });
    const failed = await (await start(scene)).invoke(minute(0));
    expect(failed).toMatchObject({ kind: 'failed', errorType: 'ConfigurationInvalid' });
    expect(failed).toMatchObject({ errorMessage: expect.stringMatching(/TOPIC_ARN.*MINIMUM_SAMPLES/) as string });
  });

  it('fails with InputInvalid for an event that is not the one of the schedule', async () => {
    const lambda = await start(await makeScene());
    expect(await lambda.invoke({})).toMatchObject({ kind: 'failed', errorType: 'InputInvalid' });
  });

  it('keeps the password out of its log, its window and its messages', async () => {
    const scene = await makeScene();
    const lambda = await start(scene);
    await lambda.invoke(minute(0));
    await letStandstillPass();
    await lambda.invoke(minute(1));
    await take(scene);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    const objects = await Promise.all(
      Contents.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
        return readable((await Body?.transformToByteArray()) ?? new Uint8Array());
      }),
    );
    const everything = [...lambdas.map(({ log }) => log()), ...messages, ...objects].join('\n');
    // Were a part missing here, its silence would prove nothing.
    for (const part of [lambda.log(), messages.join('\n'), objects.join('\n')]) expect(part).toContain('stuck');
    expect(everything).not.toContain(password);
  });
});
