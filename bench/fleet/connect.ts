import { setTimeout } from 'node:timers/promises';
import { defaultPatience } from '../../src/adapters/kafka/client/client-options.ts';
import { ClusterClient } from '../../src/adapters/kafka/client/cluster-client.ts';

/** The product's own client, to brokers of the bench: plain text, no login. */
export function connect(bootstrapServers: string): ClusterClient {
  const servers = bootstrapServers.split(',').map(server => {
    const [host, port] = server.split(':');
    return { host: host!, port: Number(port) };
  });
  return new ClusterClient(
    { name: bootstrapServers, bootstrapServers: servers },
    { ...defaultPatience, clientId: 'bench', nowMs: Date.now, sleep: ms => setTimeout(ms) },
  );
}
