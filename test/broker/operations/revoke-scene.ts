import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { createLocalSecret, localSecrets } from '../../../src/adapters/local/secrets/local-secrets.ts';
import { type AclBinding, aclText } from '../../../src/domain/acls/acl-binding.ts';
import type { KafkaConnection } from '../../../src/domain/kafka/connection.ts';
import { rotationTagsOf } from '../../../src/domain/scram/rotation-tags.ts';
import type { ScramLogin } from '../../../src/domain/scram/scram-login.ts';
import { pointerValueOf } from '../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { RevokeWorld } from '../../../src/operations/scram-revoke-world.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { eventually, openScene } from '../adapters/kafka/scene.ts';
import { openScramScene } from '../adapters/kafka/scram/scram-scene.ts';
import { runSteward } from '../cli/run-process.ts';

/** Users of a test's own that may write to a topic of their own, with their passwords in secrets on this machine. */
export async function openRevokeScene(cluster: LocalCluster) {
  const scene = await openScene(cluster.connectionFor());
  const scram = openScramScene(cluster.connectionFor());
  const opened = await openCluster(cluster.connectionFor(), realClock);
  const directory = await mkdtemp(join(tmpdir(), 'revoke-'));
  const secrets = join(directory, 'secrets');
  const runs = join(directory, 'runs');
  const made: AclBinding[] = [];
  const there = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];

  const rulesOf = async ({ username }: ScramLogin) =>
    (await opened.acls.listAcls({ principal: `User:${username}` })).map(aclText).toSorted();
  const asUser = (sasl: ScramLogin): KafkaConnection => ({ ...cluster.connectionFor(), sasl });

  const worldOf = async (): Promise<RevokeWorld> => ({
    target: await opened.readTarget(),
    credentials: opened.credentials,
    acls: opened.acls,
    logins: opened.logins,
    settings: opened,
    openSecrets: async store => localSecrets({ directory: store, nowMs: Date.now }),
    openAssociations: () => Promise.reject(new Error('no MSK here')),
    ...realClock,
    verifyWithinMs: 15_000,
  });

  return {
    cluster: cluster.directory.path,
    directory,
    opened,
    scram,
    secrets,
    runs,
    rulesOf,
    asUser,
    newUser: async (marker: string = randomUUID()) => {
      const login = scram.newLogin({ password: new Secret(marker) });
      const { username } = login;
      await scram.create(login);
      const topic = scene.name('revoked');
      await scene.createTopic(topic, 1);
      const rule = { patternType: 'literal', principal: `User:${username}`, host: '*', permission: 'allow' } as const;
      const rules: readonly AclBinding[] = [
        { ...rule, resourceType: 'Topic', resourceName: topic, operation: 'Write' },
        { ...rule, resourceType: 'Group', resourceName: topic, operation: 'Read', patternType: 'prefixed' },
        // Somebody else's denial, which only looks like one of ours.
        { ...rule, resourceType: 'Topic', resourceName: topic, operation: 'All', permission: 'deny', host: '10.0.0.7' },
      ];
      made.push(...rules);
      await opened.acls.createAcls(rules);
      const rotated = { base: username, strategy: 'single', slots: [] } as const;
      const value = pointerValueOf(login);
      await createLocalSecret(
        { directory: secrets, nowMs: Date.now },
        { name: `of-${username}`, tags: rotationTagsOf(rotated), value },
      );
      await eventually(async () => {
        const brokers = await opened.acls.listAclsOfBrokers({ principal: `User:${username}` });
        if (brokers.some(({ bindings }) => bindings.length < rules.length)) throw new Error('not heard yet');
        const rows = await scram.prover.prove(login, { withinMs: 10_000 });
        if (rows.some(({ kind }) => kind !== 'accepted')) throw new Error('not let in yet');
      });
      return { login, topic, before: await rulesOf(login) };
    },
    /** A producer that has sent once, and so has its connection. */
    openProducer: async (login: ScramLogin, topic: string) => {
      const producer = createRecordClient(asUser(login)).producer({ retry: { retries: 0 } });
      await producer.connect();
      const send = async (value: string): Promise<string> => {
        try {
          await producer.send({ topic, messages: [{ value }] });
          return 'sent';
        } catch (error) {
          return (error as { readonly type?: string }).type ?? String(error);
        }
      };
      return { send, close: () => producer.disconnect() };
    },
    worldOf,
    steward: async (...args: readonly string[]) =>
      await runSteward([...args, ...there], { env: { KAFKA_STEWARD_RUNS: runs, USER: 'tester' } }),
    /** All that runs have left on this machine. */
    journal: async () => {
      const files = await readdir(runs, { recursive: true, withFileTypes: true });
      const texts = files.filter(file => file.isFile()).map(file => readFile(join(file.parentPath, file.name), 'utf8'));
      return (await Promise.all(texts)).join('\n');
    },
    close: async () => {
      const users = new Set(made.map(({ principal }) => principal));
      for (const principal of users) await opened.acls.deleteAcls(await opened.acls.listAcls({ principal }));
      await scram.close();
      opened.close();
      await scene.close();
      await rm(directory, { recursive: true });
    },
  };
}

export type RevokeScene = Awaited<ReturnType<typeof openRevokeScene>>;
