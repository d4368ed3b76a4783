import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalCluster } from '../src/adapters/local/local-cluster.ts';
import { groups, topics } from './topics-and-rights.ts';

export interface AuditGroup {
  readonly stop: () => Promise<void>;
}

/** A group of the new protocol (KIP-848), which kafkajs cannot join: Kafka's own console consumer plays it. */
export async function startAuditGroup(cluster: LocalCluster, loginPath: string): Promise<AuditGroup> {
  const settings = path.join(cluster.directory.path, 'audit.properties');
  await writeFile(settings, await consumerProperties(loginPath), { mode: 0o600 });
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

/** It reads its login once, and goes on with that user after a rotation, since it stays valid until the next one. */
async function consumerProperties(loginPath: string): Promise<string> {
  const login = await readFile(loginPath, 'utf8');
  return `${login}group.protocol=consumer\nauto.commit.interval.ms=500\nauto.offset.reset=earliest\n`;
}
