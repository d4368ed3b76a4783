import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RotationStrategy } from '../../../src/domain/scram/rotated-user.ts';
import { lockoutOf } from '../../../src/domain/scram/rotation-lockout.ts';
import { eventually } from '../adapters/kafka/scene.ts';
import { type OwnCluster, startOwnCluster } from '../broker-fixture.ts';
import { openRotationScene } from './rotation-scene.ts';
import { startJavaTraffic, startKafkajsConsumers, startKafkajsProducer, startNewConnections } from './traffic.ts';

/** Connections that are open have to log in anew while a test runs. */
const sessionMs = 3_000;
const timeout = 300_000;
let own: OwnCluster;

beforeAll(async () => {
  const extraBrokerProperties = { 'connections.max.reauth.ms': sessionMs };
  own = await startOwnCluster({ brokers: 3, security: 'scram', extraBrokerProperties });
});
afterAll(() => own.remove());

/** Two rotations while kafkajs and Java produce and consume, and others connect. */
async function rotateUnderLoad(base: string, strategy: RotationStrategy) {
  const { cluster } = own;
  const scene = await openRotationScene(cluster, base, strategy);
  const consumers = await startKafkajsConsumers(cluster, scene);
  const producer = await startKafkajsProducer(cluster, scene);
  const java = await startJavaTraffic(cluster, scene);
  const connections = startNewConnections(cluster, scene);
  const read = () => consumers.places.size;
  /** All of them work, and every open connection of kafkajs has logged in anew. */
  const seeAllWork = async () => {
    const before = [
      producer.logins() + 6,
      consumers.logins() + 6,
      java.read.size + 50,
      read() + 50,
      connections.accepted() + 5,
    ];
    await eventually(async () => {
      const now = [producer.logins(), consumers.logins(), java.read.size, read(), connections.accepted()];
      if (now.some((count, at) => count < (before[at] ?? 0)))
        throw new Error([`${now.join()} of ${before.join()}`, ...java.notes].join('\n'));
    }, 40_000);
  };
  await seeAllWork();
  const reports = [];
  for (let rotation = 0; rotation < 2; rotation += 1) {
    reports.push(await scene.rotate());
    await seeAllWork();
  }
  await connections.stop();
  await producer.stop();
  await java.stop();
  const sent = [...producer.sent, ...java.sent];
  await eventually(async () => {
    const missing = sent.filter(value => !consumers.places.has(value));
    if (missing.length > 0) throw new Error(`${missing.length} records are not read: ${missing.slice(0, 5).join()}`);
  }, 30_000);
  await consumers.stop();
  await scene.close();
  return { reports, producer, java, connections, consumers };
}

type Outcome = Awaited<ReturnType<typeof rotateUnderLoad>>;

/**
 * What an application was told had failed is not lost. A connection that logs in anew just while the password of its user
 * is replaced is refused, and with it what a Java producer was about to send: those here are open over two rotations.
 */
function expectNothingLost({ producer, java, consumers }: Outcome): void {
  const failures = [
    ...producer.failures,
    ...java.failures.filter(line => !line.includes('SaslAuthenticationException')),
  ];
  expect(failures, java.notes.join('\n')).toEqual([]);
  const twice = [...consumers.places].filter(([, places]) => places.size > 1);
  expect(twice).toEqual([]);
  expect(
    [...java.sent].filter(value => !java.read.has(value)),
    java.notes.join('\n'),
  ).toEqual([]);
  expect(java.notes.filter(note => note.includes('Cannot change principals'))).toEqual([]);
}

it('rotates two users in turn without a lost record or a refused new connection', { timeout }, async () => {
  const outcome = await rotateUnderLoad('orders, "x"=1', 'alternating');
  expect(outcome.reports.map(report => report.outcome)).toEqual(['done', 'done']);
  expectNothingLost(outcome);
  expect(outcome.connections.refusals).toEqual([]);
  expect(outcome.reports.map(lockoutOf)).toEqual([undefined, undefined]);
});

it('rotates a single user without a lost record, and tells for how long its new logins were refused', {
  timeout,
}, async () => {
  const outcome = await rotateUnderLoad('payments', 'single');
  expect(outcome.reports.map(report => report.outcome)).toEqual(['done', 'done']);
  expectNothingLost(outcome);
  for (const report of outcome.reports) expect(lockoutOf(report)?.lockoutMs).toBeGreaterThanOrEqual(0);
});
