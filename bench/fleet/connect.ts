import { setTimeout } from 'node:timers/promises';
import { defaultPatience } from '../../src/adapters/kafka/client/client-options.ts';
import { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';
import type { KafkaConnection } from '../../src/domain/kafka/connection.ts';

/** Brokers of the bench: plain text, no login. */
export function connectionTo(bootstrapServers: string): KafkaConnection {
  const servers = bootstrapServers.split(',').map(server => {
    const [host, port] = server.split(':');
    return { host: host!, port: Number(port) };
  });
  return { name: bootstrapServers, bootstrapServers: servers };
}

/** The product's own client. */
export function connect(bootstrapServers: string): ClusterClient {
  const options = { ...defaultPatience, clientId: 'bench', nowMs: Date.now, sleep: (ms: number) => setTimeout(ms) };
  return new ClusterClient(connectionTo(bootstrapServers), options);
}
