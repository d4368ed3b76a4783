import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import type { BrokerLogin } from '../../../../../src/ports/login-prover.ts';
import { type OwnCluster, startOwnCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { eventually } from '../scene.ts';
import { openScramScene, type ScramScene } from './scram-scene.ts';

let own: OwnCluster;
let scene: ScramScene;
beforeAll(async () => {
  own = await startOwnCluster({ brokers: 3, security: 'scram' });
  scene = openScramScene(own.cluster.connectionFor());
});
afterAll(async () => {
  await scene.close();
  await own.remove();
});

const kinds = (rows: readonly BrokerLogin[]): readonly string[] =>
  rows.map(({ brokerId, kind }) => `${brokerId} ${kind}`);

describe('a login while a broker is down', () => {
  it('is told broker by broker, also once the cluster counts without that broker, and ends with its return', async () => {
    const { cluster } = own;
    const withoutSecond = ['1 accepted', '2 unreachable', '3 accepted'];
    await cluster.killBroker(2);
    const login = scene.newLogin();
    await eventually(() => scene.create(login));
    const atOnce = await scene.prover.prove(login, { withinMs: 3_000 });
    expect(kinds(atOnce)).toEqual(withoutSecond);
    expect(atOnce[1]?.sentence).toMatch(/^broker 127\.0\.0\.1:\d+ refuses connections: nothing listens there/);

    const reader = await openCluster(cluster.connectionFor(), realClock);
    await eventually(async () => expect((await reader.describeCluster()).brokers).toHaveLength(2));
    reader.close();
    expect(kinds(await scene.prover.prove(login, { withinMs: 3_000 }))).toEqual(withoutSecond);

    const [proof] = await Promise.all([scene.prover.prove(login, { withinMs: 50_000 }), cluster.startBroker(2)]);
    expect(kinds(proof)).toEqual(['1 accepted', '2 accepted', '3 accepted']);
    expect(proof[1]?.attempts).toBeGreaterThan(1);

    await scene.credentials.alter([{ kind: 'delete', user: login.username, mechanism: login.mechanism }]);
    await cluster.stopBroker(3);
    const refusals = await scene.prover.proveRefused(login, { withinMs: 3_000 });
    expect(kinds(refusals)).toEqual(['1 refused', '2 refused', '3 unreachable']);
  });
});
