import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../domain/errors.ts';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import { ClusterClient } from '../kafka/client/cluster-client.ts';
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

/** Returns when a broker that the connection leads to answers and lists all these brokers, whatever their partitions lack. */
export async function awaitMetadata(
  connection: KafkaConnection,
  brokerIds: readonly number[],
  patience: Patience,
): Promise<void> {
  await retry('a broker did not appear in the metadata', patience, async () => {
    const present = await listedBrokers(connection);
    if (!brokerIds.every(brokerId => present.includes(brokerId))) {
      throw new Error(`only ${present.join(', ')} of ${brokerIds.join(', ')} did`);
    }
  });
}

const quickly = {
  clientId: 'kafka-steward',
  connectTimeoutMs: 2_000,
  requestTimeoutMs: 5_000,
  retryWindowMs: 0,
  nowMs: Date.now,
  sleep: (ms: number) => sleep(ms),
} as const;

async function listedBrokers(connection: KafkaConnection): Promise<readonly number[]> {
  const client = new ClusterClient(connection, quickly);
  try {
    return (await client.metadata([])).brokers.map(({ brokerId }) => brokerId);
  } finally {
    client.close();
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
