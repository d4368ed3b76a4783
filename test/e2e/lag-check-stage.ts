import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CheckLagEnvironment } from '../../lambdas/check-lag/contract.ts';
import { createRecordClient } from '../../src/adapters/local/record-client.ts';
import { build } from '../aws/build-once.ts';
import { startEmulatedAws } from '../aws/emulated-aws.ts';
import { type LocalLambda, startLambda } from '../aws/local-lambda.ts';
import { startMskEdge } from '../aws/msk-edge.ts';
import { makeNoticeInbox, type NoticeInbox } from '../aws/notice-inbox.ts';
import { startOwnCluster } from '../broker/broker-fixture.ts';
import { allowReading, commitAndLeave, fillTopic } from './kafka-scene.ts';

export const clusterArn = 'arn:aws:kafka:eu-west-1:000000000000:cluster/shop/0a1b2c3d-0000-1111-2222-333344445555-1';
const bucket = 'windows';

/** A window and a topic of its own, and the environment that names them. */
export interface Scene {
  readonly key: string;
  readonly inbox: NoticeInbox;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Everything around the function: a secured broker with a group that has caught up and one that stopped at 17 of 100
 * records, emulated AWS, and MSK's answer that leads from the one to the other.
 */
export const startStage = async () => {
  const [aws, kafka] = await Promise.all([
    startEmulatedAws(),
    startOwnCluster({ brokers: 1, security: 'scram', users: ['watcher'] }),
    build(),
  ]);
  const bootstrapServers = kafka.cluster.bootstrapServers;
  const edge = await startMskEdge({
    [clusterArn]: {
      bootstrapBrokerStringSaslScram: bootstrapServers,
      bootstrapBrokerStringSaslIam: bootstrapServers,
    },
  });
  const s3 = new S3Client(aws.clientConfig);
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const storeSecret = async (value: object): Promise<string> => {
    const SecretString = JSON.stringify(value);
    const command = new CreateSecretCommand({ Name: `AmazonMSK_${randomUUID()}`, SecretString });
    return (await new SecretsManagerClient(aws.clientConfig).send(command)).ARN ?? '';
  };
  const { sasl, tls } = kafka.cluster.connectionFor('watcher');
  if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('the cluster has no SCRAM');
  const password = sasl.password.reveal();
  const secretArn = await storeSecret({ username: sasl.username, password });
  const client = createRecordClient(kafka.cluster.connectionFor());
  await allowReading(client, 'watcher');
  await fillTopic(client, 'payments', 100);
  await commitAndLeave(client, { topic: 'payments', group: 'заказы: fast', commit: 100 });
  await commitAndLeave(client, { topic: 'payments', group: 'stuck', commit: 17 });
  const lambdas: LocalLambda[] = [];
  return {
    s3,
    bucket,
    password,
    lambdas,
    storeSecret,
    makeScene: async (changes: Partial<CheckLagEnvironment> = {}): Promise<Scene> => {
      const inbox = await makeNoticeInbox(aws);
      const key = `lag-windows/${randomUUID()}`;
      const environment = {
        CLUSTER_NAME: 'shop',
        CLUSTER_ARN: clusterArn,
        LOGIN: `scram:${secretArn}`,
        TRUSTED_CERTIFICATES: tls?.trustedCertificates?.join('\n') ?? '',
        WINDOW_BUCKET: bucket,
        WINDOW_KEY: key,
        TOPIC_ARN: inbox.topicArn,
        MINIMUM_SAMPLES: '2',
        STANDSTILL_SECONDS: '1',
        ...changes,
      } satisfies CheckLagEnvironment;
      const endpoints = { AWS_ENDPOINT_URL: aws.endpoint, AWS_ENDPOINT_URL_KAFKA: edge.endpoint };
      return { key, inbox, environment: { ...environment, ...endpoints } };
    },
    start: async ({ environment }: Scene): Promise<LocalLambda> => {
      const lambda = await startLambda('check-lag', environment);
      lambdas.push(lambda);
      return lambda;
    },
    stop: async (): Promise<void> => {
      for (const lambda of lambdas) lambda.stop();
      edge.stop();
      await Promise.all([aws.stop(), kafka.remove()]);
    },
  };
};
