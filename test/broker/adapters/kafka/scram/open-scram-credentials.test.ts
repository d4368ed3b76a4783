import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialChange } from '../../../../../src/domain/scram/credential-change.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { sharedCluster, withLocalCluster } from '../../../broker-fixture.ts';
import { eventually } from '../scene.ts';
import { openScramScene, type ScramScene } from './scram-scene.ts';

const sha256 = 'SCRAM-SHA-256';
const sha512 = 'SCRAM-SHA-512';
const password = new Secret('the password of a test');

let scene: ScramScene;
beforeAll(async () => {
  scene = openScramScene((await sharedCluster()).connectionFor());
});
afterAll(async () => await scene.close());

const upsert = (user: string, more: Partial<CredentialChange> = {}): CredentialChange => ({
  kind: 'upsert',
  user,
  mechanism: sha512,
  password,
  ...more,
});
const deletion = (user: string, mechanism: CredentialChange['mechanism'] = sha512): CredentialChange => ({
  kind: 'delete',
  user,
  mechanism,
});

describe('the SCRAM credentials of a secured KRaft cluster', () => {
  it('are written for both mechanisms, described, written again and deleted', async () => {
    const { credentials } = scene;
    const user = scene.newLogin().username;
    const both = [upsert(user), upsert(user, { mechanism: sha256, iterations: 4_096 })];
    const written = [
      { user, mechanism: sha512 },
      { user, mechanism: sha256 },
    ];
    expect(await credentials.alter(both)).toEqual(written);
    expect(await credentials.alter(both)).toEqual(written);
    await eventually(async () => {
      const described = await credentials.describe([user]);
      expect(described.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
        { kind: 'stored', user, mechanism: sha256, iterations: 4_096 },
        { kind: 'stored', user, mechanism: sha512, iterations: 8_192 },
      ]);
    });
    expect(await credentials.alter([deletion(user), deletion(user, sha256)])).toEqual(written);
    await eventually(async () => expect(await credentials.describe([user])).toEqual([{ kind: 'absent', user }]));
  });

  it('are all told where no names are given, and each once in the order of the names', async () => {
    const { credentials } = scene;
    const login = scene.newLogin();
    await scene.create(login);
    await eventually(async () => {
      const users = (await credentials.describe()).map(({ user }) => user);
      expect(users).toEqual(expect.arrayContaining(['admin', 'app', login.username]));
    });
    const rows = await credentials.describe([login.username, 'nobody', 'admin', 'nobody', login.username]);
    expect(rows.map(({ user, kind }) => `${user} ${kind}`)).toEqual([
      `${login.username} stored`,
      'nobody absent',
      'admin stored',
    ]);
    expect(await credentials.describe([])).toEqual([]);
    expect(await credentials.alter([])).toEqual([]);
  });

  it('are deleted without a word where they are gone already', async () => {
    expect(await scene.credentials.alter([deletion('nobody')])).toEqual([{ user: 'nobody', mechanism: sha512 }]);
  });

  it('are refused on their row outside of the limits of iterations, and taken at both ends', async () => {
    const user = scene.newLogin().username;
    const rows = await scene.credentials.alter(
      [4_095, 4_096, 16_384, 16_385].map(iterations => upsert(user, { iterations })),
    );
    const limits = 'brokers take a whole number from 4096 to 16384';
    expect(rows.map(({ refusal }) => refusal)).toEqual([
      `4095 iterations were asked for; ${limits}`,
      undefined,
      undefined,
      `16385 iterations were asked for; ${limits}`,
    ]);
    await eventually(async () =>
      expect(await scene.credentials.describe([user])).toEqual([
        { kind: 'stored', user, mechanism: sha512, iterations: 16_384 },
      ]),
    );
  });

  it('are refused to a login without rights by the name of the right', async () => {
    const other = openScramScene((await sharedCluster()).connectionFor('auditor'));
    await expect(other.credentials.describe()).rejects.toMatchObject({
      name: 'NotAuthorized',
      message: 'this login lacks Describe on the cluster: give it Describe on Cluster',
    });
    await expect(other.credentials.alter([deletion('nobody')])).rejects.toMatchObject({
      name: 'NotAuthorized',
      message: 'this login lacks Alter on the cluster: give it Alter on Cluster',
    });
    await expect(other.credentials.describe(['nobody'])).rejects.toMatchObject({ name: 'NotAuthorized' });
    other.abandon();
  });
});

describe('the SCRAM credentials of brokers in ZooKeeper mode', () => {
  it.each([
    ['3.9', 3],
    ['2.8', 1],
  ])('of %s are written by the controller, whichever of %d was asked first', async (kafkaVersion, brokers) => {
    await withLocalCluster({ brokers, kafkaVersion, mode: 'ZooKeeper' }, async cluster => {
      const connection = cluster.connectionFor();
      for (const server of connection.bootstrapServers) {
        const old = openScramScene({ ...connection, bootstrapServers: [server] });
        const user = `u-${server.port}`;
        const changes = [upsert(user), upsert(user, { mechanism: sha256, iterations: 4_096 })];
        expect((await old.credentials.alter(changes)).filter(({ refusal }) => refusal !== undefined)).toEqual([]);
        expect(await old.credentials.describe([user])).toHaveLength(2);
        await old.credentials.alter([deletion(user)]);
        expect(await old.credentials.describe([user])).toEqual([
          { kind: 'stored', user, mechanism: sha256, iterations: 4_096 },
        ]);
        expect((await old.credentials.describe()).map(row => row.user)).toContain(user);
        await old.close();
      }
    });
  });
});
