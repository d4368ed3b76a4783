import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { RotateScramEnvironment } from '../../../lambdas/rotate-scram/contract.ts';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { AclBinding } from '../../../src/domain/acls/acl-binding.ts';
import type { KafkaConnection } from '../../../src/domain/kafka/connection.ts';
import type { BrokerProof } from '../../../src/domain/scram/broker-proof.ts';
import { type RotatedUser, usernamesOf } from '../../../src/domain/scram/rotated-user.ts';
import { rotationTagsOf } from '../../../src/domain/scram/rotation-tags.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { build } from '../../aws/build-once.ts';
import { startEmulatedAws } from '../../aws/emulated-aws.ts';
import { endAtVariable } from '../../aws/end-at-call.ts';
import { type LocalLambda, startLambda } from '../../aws/local-lambda.ts';
import { startMskEdge } from '../../aws/msk-edge.ts';
import { mskScram, type SlotLogin } from '../../aws/msk-scram.ts';
import type { RotationEvent } from '../../aws/rotation-driver.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { startSecretsEdge } from '../../aws/secrets-edge.ts';
import { currentValueOf, type StrictSecret } from '../../aws/strict-secret.ts';
import { startOwnCluster } from '../../broker/broker-fixture.ts';

const clusterArn = 'arn:aws:kafka:eu-west-1:000000000000:cluster/shop/0a1b2c3d-0000-1111-2222-333344445555-1';
const hook = pathToFileURL(join(import.meta.dirname, '../../aws/end-at-call.ts')).href;

export const openAs = async (connection: KafkaConnection) =>
  await openCluster(connection, {
    clientId: 'test',
    nowMs: Date.now,
    sleep: async ms => await new Promise(resolve => setTimeout(resolve, ms)),
  });

/** A login with the right to change users and ACLs, and no other. */
const rights = ['Alter', 'Describe'] as const;

export interface StageOptions {
  readonly brokers?: 1 | 3;
  /** How long MSK takes to copy a secret; absent: this is a cluster of its own. */
  readonly copyDelayMs?: () => number;
}

/** Secured brokers, Secrets Manager as strict as AWS, a run table, and the built function as a process of its own. */
export const startStage = async ({ brokers = 1, copyDelayMs }: StageOptions = {}) => {
  const [aws, kafka] = await Promise.all([
    startEmulatedAws(),
    startOwnCluster({ brokers, security: 'scram', users: ['steward'] }),
    build(),
  ]);
  const { cluster } = kafka;
  const admin = await openAs(cluster.connectionFor());
  const acl = (username: string, operation: AclBinding['operation']): AclBinding => ({
    resourceType: 'Cluster',
    resourceName: 'kafka-cluster',
    patternType: 'literal',
    principal: `User:${username}`,
    host: '*',
    operation,
    permission: 'allow',
  });
  await admin.acls.createAcls(rights.map(operation => acl('steward', operation)));

  const copy = async ({ username, password }: SlotLogin): Promise<void> => {
    const change = {
      kind: 'upsert',
      user: username,
      mechanism: 'SCRAM-SHA-512',
      password: new Secret(password),
    } as const;
    await admin.credentials.alter([change]);
  };
  const scram = mskScram({
    secretOf: arn => secrets.secret(arn),
    copy,
    delayMs: copyDelayMs ?? (() => 0),
  });
  const secrets = await startSecretsEdge({ onCurrent: secret => scram.secretChanged(secret) });
  const strings = { bootstrapBrokerStringSaslScram: cluster.bootstrapServers };
  const msk = await startMskEdge({ [clusterArn]: strings }, { [clusterArn]: scram });
  const client = new SecretsManagerClient(secrets.clientConfig);
  const create = async (Name: string, value: unknown, tags: Readonly<Record<string, string>> = {}): Promise<string> => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const KmsKeyId = 'arn:aws:kms:eu-west-1:000000000000:key/one';
    const command = new CreateSecretCommand({ Name, SecretString: JSON.stringify(value), Tags, KmsKeyId });
    return (await client.send(command)).ARN ?? '';
  };
  const { sasl, tls } = cluster.connectionFor('steward');
  if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('the cluster has no SCRAM');
  const login = await create('login/steward', { username: 'steward', password: sasl.password.reveal() });
  const runTable = await makeRunTable(aws);
  const environment = {
    CLUSTER_NAME: 'shop',
    ...(copyDelayMs === undefined ? { BOOTSTRAP_SERVERS: cluster.bootstrapServers } : { CLUSTER_ARN: clusterArn }),
    LOGIN: `scram:${login}`,
    TRUSTED_CERTIFICATES: tls?.trustedCertificates?.join('\n') ?? '',
    RUN_TABLE: runTable,
  } satisfies RotateScramEnvironment;
  const logs: (() => string)[] = [];
  const running = new Set<LocalLambda>();
  const start = async (more: Readonly<Record<string, string>> = {}): Promise<LocalLambda> => {
    const lambda = await startLambda('rotate-scram', {
      ...environment,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      AWS_ENDPOINT_URL_KAFKA: msk.endpoint,
      ...more,
    });
    logs.push(lambda.log);
    running.add(lambda);
    return lambda;
  };
  const dynamo = new DynamoDBClient(aws.clientConfig);
  const runs = openRunTable(dynamo, runTable, Date.now);
  return {
    aws,
    cluster,
    admin,
    acl,
    secrets,
    msk,
    scram,
    create,
    /** What the journal keeps of the proof of a rotation. */
    proofOf: async (token: string): Promise<readonly BrokerProof[]> => {
      const { entries } = await runs.journal.read(`scram-${token}`);
      const details = entries.flatMap(({ event }) => (event.kind === 'step-done' ? event.detail : []));
      return details.flatMap(detail => (detail as { brokers?: readonly BrokerProof[] } | undefined)?.brokers ?? []);
    },
    start,
    stopLambda: (lambda: LocalLambda): void => {
      running.delete(lambda);
      lambda.stop();
    },
    /** One that is killed once it has sent its n-th call. */
    startEndingAt: async (call: number) =>
      await start({ NODE_OPTIONS: `--import=${hook}`, [endAtVariable]: String(call) }),
    /** A pointer without a login, as the stack makes it, and on MSK its slots. */
    makeUser: async (user: Pick<RotatedUser, 'base' | 'strategy'>, template: object = {}): Promise<StrictSecret> => {
      const slots = copyDelayMs === undefined ? [] : await makeSlots(user);
      const arn = await create(`kafka/${randomUUID()}`, template, rotationTagsOf({ ...user, slots }));
      const secret = secrets.secret(arn);
      secret.isRotationEnabled = true;
      return secret;
    },
    /** Everything that was logged, stored in the run table or said by the emulator. */
    everythingTold: async (): Promise<string> => {
      const { Items } = await dynamo.send(new ScanCommand({ TableName: runTable }));
      return [...logs.map(log => log()), JSON.stringify(Items), aws.log()].join('\n');
    },
    stop: async (): Promise<void> => {
      for (const lambda of running) lambda.stop();
      admin.close();
      secrets.stop();
      msk.stop();
      await Promise.all([aws.stop(), kafka.remove()]);
    },
  };

  async function makeSlots(user: Pick<RotatedUser, 'base' | 'strategy'>): Promise<readonly string[]> {
    const made = usernamesOf(user).map(async username => {
      const arn = await create(`AmazonMSK_${randomUUID()}`, { username, password: randomUUID() });
      scram.associate([arn]);
      return arn;
    });
    return await Promise.all(made);
  }
};

export type Stage = Awaited<ReturnType<typeof startStage>>;

/** How Secrets Manager calls the function: what it answers is nothing, an error is an error. */
export const calling =
  (lambda: LocalLambda, timeoutMs = 60_000) =>
  async (event: RotationEvent): Promise<void> => {
    const answer = await lambda.invoke(event, timeoutMs);
    if (answer.kind === 'failed') throw Object.assign(new Error(answer.errorMessage), { name: answer.errorType });
  };

export const loginIn = (secret: StrictSecret) =>
  JSON.parse(currentValueOf(secret) ?? '{}') as Readonly<
    Record<'username' | 'password' | 'mechanism' | 'bootstrapServers', string>
  >;
