import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { AclBinding } from '../../../src/domain/acls/acl-binding.ts';
import type { KafkaConnection } from '../../../src/domain/kafka/connection.ts';
import type { RotatedUser } from '../../../src/domain/scram/rotated-user.ts';
import { usernamesOf } from '../../../src/domain/scram/rotated-user.ts';
import { rotationTagsOf } from '../../../src/domain/scram/rotation-tags.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { startMskEdge } from '../../aws/msk-edge.ts';
import { mskScram, type SlotLogin, type UnprocessedSecret } from '../../aws/msk-scram.ts';
import { startSecretsEdge } from '../../aws/secrets-edge.ts';
import { currentValueOf, type StrictSecret } from '../../aws/strict-secret.ts';
import { startOwnCluster } from '../../broker/broker-fixture.ts';
import { runSteward } from '../../broker/cli/run-process.ts';

export const clusterArn = 'arn:aws:kafka:eu-west-1:000000000000:cluster/shop/0a1b2c3d-0000-1111-2222-333344445555-1';
const customerKey = 'arn:aws:kms:eu-west-1:000000000000:key/one';

/** In every password that a test makes up, to be searched for in all that is told. */
export const marker = 'MARKER-pa55word';

/** How MSK behaves, for a test to change. */
interface MskManners {
  /** How long it takes to copy a secret. */
  copyMs: number;
  refuses: (arn: string) => Omit<UnprocessedSecret, 'secretArn'> | undefined;
}

const open = async (connection: KafkaConnection) =>
  await openCluster(connection, { clientId: 'test', nowMs: Date.now, sleep });

const aclOf = (binding: Pick<AclBinding, 'resourceType' | 'resourceName' | 'operation' | 'principal'>): AclBinding => ({
  ...{ patternType: 'literal', host: '*', permission: 'allow' },
  ...binding,
});

/**
 * A secured broker behind the API of Amazon MSK: its SCRAM users are copies of associated secrets, as late as a test says.
 * The command line is a process that finds all of it by an ARN and logs in with a secret of its own.
 */
export const openMskScene = async () => {
  const late: MskManners = { copyMs: 0, refuses: () => undefined };
  const kafka = await startOwnCluster({ brokers: 1, security: 'scram', users: ['steward'] });
  const { cluster } = kafka;
  const admin = await open(cluster.connectionFor());
  const ofCluster = { resourceType: 'Cluster', resourceName: 'kafka-cluster', principal: 'User:steward' } as const;
  const ofGroups = { resourceType: 'Group', resourceName: '*', principal: 'User:steward' } as const;
  await admin.acls.createAcls([
    aclOf({ ...ofCluster, operation: 'Alter' }),
    aclOf({ ...ofCluster, operation: 'Describe' }),
    aclOf({ ...ofGroups, operation: 'Describe' }),
  ]);

  const of = (user: string) => ({ user, mechanism: 'SCRAM-SHA-512' }) as const;
  const scram = mskScram({
    secretOf: arn => secrets.secret(arn),
    copy: async ({ username, password }: SlotLogin) =>
      await admin.credentials.alter([{ kind: 'upsert', ...of(username), password: new Secret(password) }]),
    forget: async username => await admin.credentials.alter([{ kind: 'delete', ...of(username) }]),
    delayMs: () => late.copyMs,
    refuses: arn => late.refuses(arn),
  });
  const secrets = await startSecretsEdge({ pageSize: 7, onCurrent: secret => scram.secretChanged(secret) });
  const strings = { bootstrapBrokerStringSaslScram: cluster.bootstrapServers };
  const msk = await startMskEdge({ [clusterArn]: strings }, { [clusterArn]: scram });
  const client = new SecretsManagerClient(secrets.clientConfig);
  const directory = await mkdtemp(join(tmpdir(), 'scram-msk-'));
  const runs = join(directory, 'runs');
  /** All that was printed. */
  const printed: string[] = [];

  const create = async (
    Name: string,
    value: unknown,
    { tags = {}, key = customerKey }: { tags?: Readonly<Record<string, string>>; key?: string | undefined } = {},
  ): Promise<string> => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const SecretString = typeof value === 'string' ? value : JSON.stringify(value);
    const command = new CreateSecretCommand({ Name, SecretString, Tags, ...(key === '' ? {} : { KmsKeyId: key }) });
    return (await client.send(command)).ARN ?? '';
  };
  const { sasl } = cluster.connectionFor('steward');
  if (sasl === undefined || sasl.mechanism === 'OAUTHBEARER') throw new Error('the cluster has no SCRAM');
  const login = await create('AmazonMSK_steward', { username: 'steward', password: sasl.password.reveal() });
  scram.associate([login]);

  const newSlot = async (username: string, name = `AmazonMSK_${randomUUID()}`): Promise<string> =>
    await create(name, { username, password: `${marker}-${randomUUID()}` });

  return {
    late,
    admin,
    scram,
    secrets,
    msk,
    login,
    create,
    newSlot,
    directory,
    bootstrapServers: cluster.bootstrapServers,
    allow: async (binding: Parameters<typeof aclOf>[0]) => await admin.acls.createAcls([aclOf(binding)]),
    /** What a stack makes of a user: slots with a first password that nobody has, a pointer without a login. */
    makeUser: async ({
      base = `orders-${randomUUID().slice(0, 8)}`,
      strategy = 'alternating',
      slots,
    }: Partial<RotatedUser> = {}) => {
      const made = slots ?? (await Promise.all(usernamesOf({ base, strategy }).map(username => newSlot(username))));
      const tags = rotationTagsOf({ base, strategy, slots: made });
      const arn = await create(`kafka/shop/${base}`, { mechanism: 'SCRAM-SHA-512' }, { tags });
      return { base, slots: made, arn, secret: secrets.secret(arn) };
    },
    steward: async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const connection = ['--cluster', clusterArn, '--login', `scram:${login}`];
      const result = await runSteward([...args, ...connection], {
        cwd: directory,
        env: {
          AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
          AWS_ENDPOINT_URL_KAFKA: msk.endpoint,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          NODE_EXTRA_CA_CERTS: cluster.directory.caCertificate,
          KAFKA_STEWARD_RUNS: runs,
          USER: 'tester',
          ...env,
        },
      });
      printed.push(result.stdout, result.stderr);
      return result;
    },
    /** Whether a client that logs in now is let in. */
    canLogIn: async ({ username, password }: SlotLogin): Promise<boolean> => {
      const sasl = { mechanism: 'SCRAM-SHA-512', username, password: new Secret(password) } as const;
      try {
        (await open({ ...cluster.connectionFor(), sasl })).close();
        return true;
      } catch {
        return false;
      }
    },
    /** Everything that was printed, written down of runs, or noted of calls to AWS. */
    everythingTold: async (): Promise<string> => {
      const files = await readdir(runs, { recursive: true, withFileTypes: true });
      const paths = files.filter(file => file.isFile()).map(file => join(file.parentPath, file.name));
      const written = await Promise.all(paths.map(path => readFile(path, 'utf8')));
      return [...printed, ...written, ...secrets.calls, ...msk.calls].join('\n');
    },
    /** Every password that any version of these secrets has had. */
    passwordsOf: (held: readonly StrictSecret[]): readonly string[] => {
      const values = held.flatMap(({ versions }) => [...versions.values()].flatMap(({ value }) => value ?? []));
      return values.flatMap(value => (JSON.parse(value) as Partial<SlotLogin>).password ?? []);
    },
    close: async () => {
      await scram.settled();
      admin.close();
      secrets.stop();
      msk.stop();
      await rm(directory, { recursive: true });
      await kafka.remove();
    },
  };
};

export type MskScene = Awaited<ReturnType<typeof openMskScene>>;

/** The login that clients read now. */
export const loginIn = (secret: StrictSecret) =>
  JSON.parse(currentValueOf(secret) ?? '{}') as SlotLogin & { readonly bootstrapServers?: string };

/** A client that logs in anew all the time with what the secret says; the answer stops it and tells how it went. */
export const watchLogins = (secret: StrictSecret, { canLogIn }: Pick<MskScene, 'canLogIn'>) => {
  const told = { accepted: 0, refused: [] as string[] };
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const login = loginIn(secret);
      if (await canLogIn(login)) told.accepted += 1;
      else told.refused.push(`${login.username} at ${new Date().toISOString()}`);
      await sleep(100);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return told;
  };
};
