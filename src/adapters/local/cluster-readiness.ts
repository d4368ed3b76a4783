import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../domain/errors.ts';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import { createRecordClient } from './record-client.ts';
import { removeTrial, runTrial } from './round-trip.ts';

/** How long to wait, and what ends the wait before: it throws when a node has died or the user has had enough. */
export interface Patience {
  readonly deadlineMs: number;
  readonly checkNodes: () => Promise<void>;
}

/**
 * Returns when the cluster works as a user means it: all brokers are in the metadata, a record comes back through a
 * consumer group, and the traces of the trial are gone. An open port proves none of that.
 */
export async function awaitReadiness(
  connection: KafkaConnection,
  brokerIds: readonly number[],
  patience: Patience,
): Promise<void> {
  // Each broker is asked itself: after a crash the others still list it for some seconds.
  await Promise.all(
    connection.bootstrapServers.map(server =>
      awaitMetadata({ ...connection, bootstrapServers: [server] }, brokerIds, patience),
    ),
  );
  // A cluster that has just found a leader may still refuse the first calls: the trial can be repeated as it is.
  const name = `kafka-steward-ready-${randomUUID()}`;
  await retry('a record did not come back', patience, () => runTrial(connection, name, brokerIds.length));
  await retry('the topic and group of the trial were not removed', patience, () => removeTrial(connection, name));
}

/** Returns when the broker that the connection leads to answers and lists all these brokers. */
export async function awaitMetadata(
  connection: KafkaConnection,
  brokerIds: readonly number[],
  patience: Patience,
): Promise<void> {
  const admin = createRecordClient(connection, { retry: { retries: 0 }, connectionTimeout: 1_000 }).admin();
  try {
    await retry('a broker did not appear in the metadata', patience, async () => {
      await admin.connect();
      const { brokers } = await admin.describeCluster();
      const present = brokers.map(broker => broker.nodeId);
      if (!brokerIds.every(brokerId => present.includes(brokerId))) {
        throw new Error(`only ${present.join(', ')} of ${brokerIds.join(', ')} did`);
      }
    });
  } finally {
    await admin.disconnect();
  }
}

async function retry(what: string, { deadlineMs, checkNodes }: Patience, attempt: () => Promise<void>): Promise<void> {
  for (;;) {
    await checkNodes();
    try {
      await attempt();
      return;
    } catch (cause) {
      if (Date.now() > deadlineMs) {
        const reason = cause instanceof Error ? `: ${cause.message}` : '';
        throw new OperationError('LocalClusterFailed', `the local cluster is not ready, ${what}${reason}`, { cause });
      }
    }
    await sleep(100);
  }
}
