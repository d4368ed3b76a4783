import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Partitioners } from 'kafkajs';
import { OperationError } from '../../domain/errors.ts';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import { createRecordClient } from './record-client.ts';

/**
 * Returns when the cluster works as a user means it: all brokers are in the metadata, a record comes back through a
 * consumer group, and the traces of the trial are gone. An open port proves none of that.
 */
export async function awaitReadiness(
  connection: KafkaConnection,
  brokerIds: readonly number[],
  checkNodes: () => Promise<void>,
  deadlineMs: number,
): Promise<void> {
  // Each broker is asked itself: after a crash the others still list it for some seconds.
  await Promise.all(
    connection.bootstrapServers.map(server =>
      awaitMetadata({ ...connection, bootstrapServers: [server] }, brokerIds, checkNodes, deadlineMs),
    ),
  );
  await tryRoundTrip(connection, brokerIds.length, deadlineMs);
}

/** Returns when the broker that the connection leads to answers and lists all these brokers. */
export async function awaitMetadata(
  connection: KafkaConnection,
  brokerIds: readonly number[],
  checkNodes: () => Promise<void>,
  deadlineMs: number,
): Promise<void> {
  const admin = createRecordClient(connection, { retry: { retries: 0 }, connectionTimeout: 1_000 }).admin();
  let latest: unknown;
  try {
    while (Date.now() < deadlineMs) {
      await checkNodes();
      try {
        await admin.connect();
        const { brokers } = await admin.describeCluster();
        const present = brokers.map(broker => broker.nodeId);
        if (brokerIds.every(brokerId => present.includes(brokerId))) return;
      } catch (error) {
        latest = error;
      }
      await sleep(100);
    }
  } finally {
    await admin.disconnect();
  }
  throw notReady('a broker never appeared in the metadata', latest);
}

async function tryRoundTrip(connection: KafkaConnection, replicationFactor: number, deadlineMs: number): Promise<void> {
  const kafka = createRecordClient(connection, { retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 500 } });
  const name = `kafka-steward-ready-${randomUUID()}`;
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = kafka.consumer({ groupId: name, sessionTimeout: 6_000, maxWaitTimeInMs: 100 });
  try {
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: name, numPartitions: 1, replicationFactor }] });
    await Promise.all([producer.connect(), consumer.connect()]);
    await producer.send({ topic: name, messages: [{ value: name }] });
    await consumer.subscribe({ topics: [name], fromBeginning: true });
    const received = Promise.withResolvers<undefined>();
    await consumer.run({
      eachMessage: () => {
        received.resolve(undefined);
        return Promise.resolve();
      },
    });
    const timeLeftMs = deadlineMs - Date.now();
    const timer = setTimeout(() => received.reject(notReady('a record did not come back', undefined)), timeLeftMs);
    await received.promise.finally(() => clearTimeout(timer));
    await consumer.stop();
    await consumer.disconnect();
    await admin.deleteGroups([name]);
    await admin.deleteTopics({ topics: [name] });
  } catch (error) {
    throw error instanceof OperationError ? error : notReady('a produce and consume round trip failed', error);
  } finally {
    await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
  }
}

function notReady(what: string, cause: unknown): OperationError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new OperationError('LocalClusterFailed', `the local cluster is not ready, ${what}${reason}`, { cause });
}
