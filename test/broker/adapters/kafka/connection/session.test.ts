import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import { type OwnCluster, startOwnCluster } from '../../../broker-fixture.ts';
import { openTo } from './open-to.ts';

/** The launcher's own client, kafkajs, cannot live with sessions of less than ten seconds. */
const sessionMs = 13_000;

describe.concurrent('a login that ends', () => {
  let own: OwnCluster;

  beforeAll(async () => {
    const extraBrokerProperties = { 'connections.max.reauth.ms': String(sessionMs) };
    own = await startOwnCluster({ brokers: 1, security: 'scram', extraBrokerProperties });
  });
  afterAll(() => own.remove());

  test('is renewed under load, without a request lost', async ({ expect }) => {
    const connection = await openTo(own.cluster.connectionFor());
    for (let passedMs = 0; passedMs < sessionMs + 1_000; passedMs += 100) {
      await Promise.all(Array.from({ length: 10 }, () => connection.request(metadata, { topics: [] })));
      await after(100);
    }
    expect(connection.isOpen).toBe(true);
    connection.close();
  });

  test('is renewed by the first request after a pause', async ({ expect }) => {
    const connection = await openTo(own.cluster.connectionFor());
    await after(sessionMs + 500);
    expect((await connection.request(metadata, { topics: [] })).clusterId).toBe(own.cluster.clusterId);
    connection.close();
  });

  test('ends the connection of a client that does not renew it', async ({ expect }) => {
    const connection = await openTo(own.cluster.connectionFor(), () => 0);
    await after(sessionMs + 500);
    await expect(connection.request(metadata, { topics: [] })).rejects.toMatchObject({
      name: 'ConnectionLost',
      retryable: true,
    });
  });
});
