import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import { createRecordClient } from '../../../../../src/adapters/local/record-client.ts';
import type { AclBinding } from '../../../../../src/domain/acls/acl-binding.ts';
import type { KafkaConnection } from '../../../../../src/domain/kafka/connection.ts';
import { scramMechanisms } from '../../../../../src/domain/scram/scram-login.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { sharedCluster, withLocalCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { openScramScene, type ScramScene } from './scram-scene.ts';

const patient = { withinMs: 20_000 };
const brief = { withinMs: 200 };
const wrong = new Secret('not the password');

let connection: KafkaConnection;
let scene: ScramScene;
beforeAll(async () => {
  connection = (await sharedCluster()).connectionFor();
  scene = openScramScene(connection);
});
afterAll(async () => await scene.close());

describe('a login on every broker', () => {
  it('is accepted after it was created, and refused after its password was changed and after it was deleted', async () => {
    const login = scene.newLogin();
    await scene.create(login);
    const proof = await scene.prover.prove(login, patient);
    expect(proof.map(({ brokerId, kind, endpoint }) => `${brokerId} ${kind} ${endpoint}`)).toEqual(
      connection.bootstrapServers.map(({ host, port }, index) => `${index + 1} accepted ${host}:${port}`),
    );
    expect(proof[0]?.sentence).toBe(`broker ${proof[0]?.endpoint ?? ''} accepts the login`);

    const changed = { ...login, password: new Secret(randomUUID()) };
    await scene.create(changed);
    expect(kinds(await scene.prover.prove(changed, patient))).toEqual(['accepted', 'accepted', 'accepted']);
    const refusals = await scene.prover.proveRefused(login, patient);
    expect(kinds(refusals)).toEqual(['refused', 'refused', 'refused']);
    expect(refusals[0]?.sentence).toMatch(
      /^broker 127\.0\.0\.1:\d+ refused the login of user "u-\w+" by SCRAM-SHA-512 \(.*invalid credentials.*\); check user name/,
    );

    await scene.credentials.alter([{ kind: 'delete', user: login.username, mechanism: login.mechanism }]);
    expect(kinds(await scene.prover.proveRefused(changed, patient))).toEqual(['refused', 'refused', 'refused']);
    expect(JSON.stringify([proof, refusals])).not.toContain(login.password.reveal());
  });

  it('is told as refused when the time is over, and as accepted where it was to be refused', async () => {
    const login = scene.newLogin();
    await scene.create(login);
    const [proof, denial] = await Promise.all([
      scene.prover.prove({ ...login, password: wrong }, brief),
      scene.prover.prove(login, patient).then(() => scene.prover.proveRefused(login, brief)),
    ]);
    expect(kinds(proof)).toEqual(['refused', 'refused', 'refused']);
    expect(kinds(denial)).toEqual(['accepted', 'accepted', 'accepted']);
    for (const { attempts } of [...proof, ...denial]) expect(attempts).toBeGreaterThanOrEqual(2);
  });

  it('is waited for while brokers are busy with a change of topics', async () => {
    const admin = createRecordClient(connection).admin();
    await admin.connect();
    for (const login of [scene.newLogin(), scene.newLogin()]) {
      const manyPartitions = { topic: `late-${login.username}`, numPartitions: 30, replicationFactor: 3 };
      await admin.createTopics({ topics: [manyPartitions], waitForLeaders: false });
      await scene.create(login);

      expect(kinds(await scene.prover.prove(login, patient))).toEqual(['accepted', 'accepted', 'accepted']);
      await admin.deleteTopics({ topics: [manyPartitions.topic] });
    }
    await admin.disconnect();
  });

  it('is given up at once for a mechanism that the listener does not offer', async () => {
    const login = scene.newLogin({ mechanism: 'SCRAM-SHA-256' });
    await scene.create(login);
    const proof = await scene.prover.prove(login, patient);
    expect(proof.map(({ kind, attempts }) => [kind, attempts])).toEqual(Array(3).fill(['unreachable', 1]));
    expect(proof[0]?.sentence).toContain('does not offer SCRAM-SHA-256; it offers SCRAM-SHA-512');
  });
});

describe('a right of the user that logged in', () => {
  it('is told apart from the login, and waited for once it is given', async () => {
    const cluster = await openCluster(connection, realClock);
    const login = scene.newLogin();
    const name = `right-${randomUUID().slice(0, 8)}`;
    await scene.create(login);
    const topic = { kind: 'describe-topic', topic: name } as const;
    const group = { kind: 'describe-group', group: name } as const;
    await scene.prover.prove(login, patient);
    const denied = await scene.prover.prove(login, { ...brief, call: topic });
    expect(denied.map(({ kind, call }) => [kind, call])).toEqual(Array(3).fill(['accepted', 'denied']));
    expect(denied[0]?.sentence).toMatch(
      new RegExp(`accepts the login, and the user lacks Describe on topic "${name}"$`),
    );
    expect((await scene.prover.prove(login, { ...brief, call: group })).map(({ call }) => call)).toEqual(
      Array(3).fill('denied'),
    );

    const rule = { resourceName: name, patternType: 'literal', host: '*', operation: 'Describe' } as const;
    const principal = `User:${login.username}`;
    const rules: AclBinding[] = (['Topic', 'Group'] as const).map(resourceType => ({
      ...rule,
      resourceType,
      principal,
      permission: 'allow',
    }));
    await cluster.acls.createAcls(rules);
    for (const call of [topic, group]) {
      const allowed = await scene.prover.prove(login, { ...patient, call });
      expect(allowed.map(({ kind, call }) => [kind, call])).toEqual(Array(3).fill(['accepted', 'allowed']));
    }
    await cluster.acls.deleteAcls(rules);
    cluster.close();
  });
});

describe('brokers that offer both mechanisms', () => {
  it('take a login by either one, and by no other password than that of the mechanism', async () => {
    const bothMechanisms = {
      'sasl.enabled.mechanisms': 'SCRAM-SHA-512,SCRAM-SHA-256',
      'listener.name.client.sasl.enabled.mechanisms': 'SCRAM-SHA-512,SCRAM-SHA-256',
      'listener.name.client.scram-sha-256.sasl.jaas.config':
        'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    };
    await withLocalCluster({ brokers: 1, security: 'scram', extraBrokerProperties: bothMechanisms }, async cluster => {
      const own = openScramScene(cluster.connectionFor());
      const { username } = own.newLogin();
      const logins = scramMechanisms.map(mechanism => own.newLogin({ username, mechanism }));
      for (const login of logins) await own.create(login);
      for (const login of logins) {
        const other = logins.find(({ mechanism }) => mechanism !== login.mechanism)!;
        expect(kinds(await own.prover.prove(login, patient))).toEqual(['accepted']);
        expect(kinds(await own.prover.proveRefused({ ...login, password: other.password }, patient))).toEqual([
          'refused',
        ]);
      }
      await own.close();
    });
  });
});

function kinds(rows: readonly { readonly kind: string }[]): readonly string[] {
  return rows.map(({ kind }) => kind);
}
