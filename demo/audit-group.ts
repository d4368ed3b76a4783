import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { clientPropertiesOf } from '../src/adapters/local/credentials.ts';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { groups, topics, users } from './topics-and-rights.ts';

export interface AuditGroup {
  readonly stop: () => Promise<void>;
}

/** A group of the new protocol (KIP-848), which kafkajs cannot join: Kafka's own console consumer plays it. */
export async function startAuditGroup(cluster: LocalCluster): Promise<AuditGroup> {
  const settings = path.join(cluster.directory.path, 'audit.properties');
  await writeFile(settings, consumerProperties(cluster), { mode: 0o600 });
  const consumer = spawn(
    'java',
    [
      '-Xmx96m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      path.join(cluster.jars, '*'),
      'org.apache.kafka.tools.consumer.ConsoleConsumer',
      '--bootstrap-server',
      cluster.bootstrapServers,
      '--command-config',
      settings,
      '--topic',
      topics.orders,
      '--group',
      groups.audit,
    ],
    { stdio: 'ignore' },
  );
  process.once('exit', () => consumer.kill('SIGKILL'));
  return {
    stop: async () => {
      if (consumer.exitCode !== null || consumer.signalCode !== null) return;
      consumer.kill('SIGKILL');
      await once(consumer, 'exit');
    },
  };
}

function consumerProperties(cluster: LocalCluster): string {
  const login = clientPropertiesOf(cluster, users.orderService);
  return `${login}group.protocol=consumer\nauto.commit.interval.ms=500\nauto.offset.reset=earliest\n`;
}
