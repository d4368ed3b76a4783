import type { BrokerConnection } from '../../../../../src/adapters/kafka/connection/broker-connection.ts';
import { openConnection } from '../../../../../src/adapters/kafka/connection/open-connection.ts';
import type { KafkaConnection } from '../../../../../src/domain/kafka/connection.ts';

/** A connection to the first broker of a cluster. */
export function openTo(connection: KafkaConnection, nowMs: () => number = Date.now): Promise<BrokerConnection> {
  const options = { clientId: 'test', connectTimeoutMs: 20_000, requestTimeoutMs: 20_000, nowMs };
  return openConnection(connection.bootstrapServers[0]!, connection, options);
}
