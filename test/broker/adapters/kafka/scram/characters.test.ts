import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterUserScramCredentials } from '../../../../../src/adapters/kafka/protocol/generated/alter-user-scram-credentials.ts';
import { mechanismCode } from '../../../../../src/adapters/kafka/scram/mechanism-codes.ts';
import { saltedPassword } from '../../../../../src/adapters/kafka/scram/salted-password.ts';
import type { LocalCluster } from '../../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../../src/adapters/local/record-client.ts';
import { javaClientProperties } from '../../../../../src/domain/local/client-properties.ts';
import { renderProperties } from '../../../../../src/domain/local/node-properties.ts';
import type { ScramLogin } from '../../../../../src/domain/scram/scram-login.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { openTo } from '../connection/open-to.ts';
import { runJavaTool } from '../java-tool.ts';
import { openScramScene, type ScramScene } from './scram-scene.ts';

const patient = { withinMs: 20_000 };
const accepted = ['accepted', 'accepted', 'accepted'];

let cluster: LocalCluster;
let scene: ScramScene;
let folder: string;
beforeAll(async () => {
  cluster = await sharedCluster();
  scene = openScramScene(cluster.connectionFor());
  folder = await mkdtemp(join(tmpdir(), 'characters-'));
});
afterAll(async () => {
  await scene.close();
  await rm(folder, { recursive: true, force: true });
});

/** Stores a credential as it is, where `alter` would refuse it. */
async function store({ username, password, mechanism }: ScramLogin): Promise<void> {
  const [salt, iterations] = [randomBytes(32), 4_096];
  const salted = await saltedPassword(password, { mechanism, salt, iterations });
  const upsertion = { name: username, mechanism: mechanismCode(mechanism), iterations, salt, saltedPassword: salted };
  const connection = await openTo(cluster.connectionFor());
  const answer = await connection.request(alterUserScramCredentials, { deletions: [], upsertions: [upsertion] });
  expect(answer.results).toMatchObject([{ user: username, errorCode: 0 }]);
  connection.close();
}

async function kindsOf(login: ScramLogin): Promise<readonly string[]> {
  return (await scene.prover.prove(login, patient)).map(({ kind }) => kind);
}

async function logInFromKafkajs(login: ScramLogin): Promise<void> {
  const admin = createRecordClient({ ...cluster.connectionFor(), sasl: login }).admin();
  await admin.connect();
  expect((await admin.describeCluster()).brokers).toHaveLength(3);
  await admin.disconnect();
}

/** Asks every broker; what is in the file reaches Java through two escapes, that of JAAS and that of properties. */
async function logInFromJava({ username, password }: ScramLogin): Promise<void> {
  const { bootstrapServers, directory } = cluster;
  const profile = { bootstrapServers, security: 'scram', username, caPath: directory.caCertificate } as const;
  const file = join(folder, `${randomBytes(4).toString('hex')}.properties`);
  const text = renderProperties(javaClientProperties({ ...profile, password: password.reveal() }));
  await writeFile(file, text, { mode: 0o600 });
  const told = await runJavaTool(cluster, 'org.apache.kafka.tools.BrokerApiVersionsCommand', [
    '--command-config',
    file,
  ]);
  expect(told.match(/SaslAuthenticate\(36\)/g)).toHaveLength(3);
}

describe('a user of any allowed name and password', () => {
  it.each([
    ['commas and equal signs', 'a,b=c,=2C=3D', 'p,=q=2C=3D,'],
    ['quotes of both kinds and backslashes', `it's "quoted" \\ \\n`, `say "it's" \\" \\u0041 \\\\`],
    ['spaces and the signs of comments and properties', ' #a: /*b*/ // ;c! ', ' ;d //e /*f*/ ${g:h} #=: '],
    ['a password in other scripts', 'plain', 'pässwörd ß 密码 Ωмега 😀'],
    ['a password written from right to left', 'right to left', 'שלום עולם'],
  ])('logs in with %s: from here, from kafkajs and from Java', async (_, name, password) => {
    const { username } = scene.newLogin();
    const login = scene.newLogin({ username: `${name}${username}${name}`, password: new Secret(password) });
    await scene.create(login);
    expect(await kindsOf(login)).toEqual(accepted);
    await logInFromKafkajs(login);
    await logInFromJava(login);
  });
});

describe('what is refused before it is sent', () => {
  it('is a user name that is not ASCII: brokers store it and let nobody in by it', async () => {
    const { username } = scene.newLogin();
    const login = scene.newLogin({ username: `${username}-ü` });
    await expect(scene.create(login)).rejects.toThrow(/brokers let nobody log in by such a name; choose another$/);
    await store(login);
    const refusals = await scene.prover.prove(login, { withinMs: 1_000 });
    expect(refusals.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused']);
    await expect(logInFromJava(login)).rejects.toThrow();
  });

  it('is a password that has to be prepared: Java and kafkajs hash it as it is written', async () => {
    const login = scene.newLogin({ password: new Secret('cafe\u0301 ª') });
    await expect(scene.create(login)).rejects.toThrow(/SASLprep \(RFC 4013\) replaces/);
    await store(login);
    expect(await kindsOf(login)).toEqual(accepted);
    await logInFromKafkajs(login);
    await logInFromJava(login);
  });
});
