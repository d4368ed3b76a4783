/** Writes and reads records as an application would; one JSON document on stdout. A process of its own, in the cluster's network. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import type { KafkaConnection } from '../../../src/domain/kafka/connection.ts';
import { Secret } from '../../../src/domain/secret.ts';

export interface RecordTask {
  readonly bootstrapServers: string;
  /** The authority's certificate; absent: no TLS and no login. */
  readonly authority?: string;
  readonly user?: string;
  readonly password?: string;
  readonly topic: string;
  readonly create?: boolean;
  readonly write?: readonly string[];
  /** Reads until it has this many. */
  readonly read?: number;
}

export interface RecordAnswer {
  readonly read: readonly string[];
  /** Those that are in sync in every partition of every topic. */
  readonly inSync: readonly number[];
}

const [taskFile = ''] = process.argv.slice(2);
const task = JSON.parse(await readFile(taskFile, 'utf8')) as RecordTask;
const kafka = createRecordClient(await connectionOf(task), {
  connectionTimeout: 2_000,
  requestTimeout: 8_000,
  retry: { retries: 8, initialRetryTime: 200, maxRetryTime: 2_000 },
});

try {
  console.log(JSON.stringify(await play(task)));
} catch (error) {
  const { message, errors = [] } = error as { message: string; errors?: readonly Error[] };
  console.error([message, ...errors.map(each => each.message)].join(': '));
  process.exitCode = 1;
}

async function connectionOf({
  bootstrapServers,
  authority,
  user = '',
  password = '',
}: RecordTask): Promise<KafkaConnection> {
  const servers = bootstrapServers.split(',').map(server => {
    const [host = '', port] = server.split(':');
    return { host, port: Number(port) };
  });
  if (authority === undefined) return { name: 'trial', bootstrapServers: servers };
  return {
    name: 'trial',
    bootstrapServers: servers,
    tls: { trustedCertificates: [await readFile(authority, 'utf8')], verifiesHostName: true },
    sasl: { mechanism: 'SCRAM-SHA-512', username: user, password: new Secret(password) },
  };
}

async function play({ topic, create = false, write = [], read = 0 }: RecordTask): Promise<RecordAnswer> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    if (create) await make(admin, topic);
    if (write.length > 0) await writeAll(topic, write);
    return { read: read === 0 ? [] : await readAll(topic, read), inSync: await inSyncEverywhere(admin) };
  } finally {
    await admin.disconnect();
  }
}

/** While controllers elect one nobody makes topics, and a broker that hears late says for a moment that there is none. */
async function make(admin: Admin, topic: string): Promise<void> {
  const topics = [{ topic, numPartitions: 1, replicationFactor: 3 }];
  let last: unknown;
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      // One that is there already is no error.
      await admin.createTopics({ waitForLeaders: false, topics });
      const found = await admin.fetchTopicMetadata({ topics: [topic] });
      if (found.topics[0]?.partitions[0]?.isr.length === 3) return;
    } catch (error) {
      if (isRefusal(error)) throw error;
      last = error;
    }
    await sleep(200);
  }
  throw new Error(`topic ${topic} has not got three replicas in twenty seconds: ${String(last)}`, { cause: last });
}

function isRefusal(error: unknown): boolean {
  const { type, errors = [] } = error as { type?: string; errors?: readonly unknown[] };
  return type?.endsWith('_AUTHORIZATION_FAILED') === true || errors.some(isRefusal);
}

async function inSyncEverywhere(admin: Admin): Promise<readonly number[]> {
  const { topics } = await admin.fetchTopicMetadata();
  const [first = [], ...others] = topics.flatMap(({ partitions }) => partitions.map(({ isr }) => isr));
  return first.filter(brokerId => others.every(isr => isr.includes(brokerId)));
}

async function writeAll(topic: string, values: readonly string[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, timeout: 6_000, messages: values.map(value => ({ value })) });
  await producer.disconnect();
}

async function readAll(topic: string, count: number): Promise<readonly string[]> {
  const consumer = kafka.consumer({ groupId: `reader-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const values: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const eachMessage = ({ message }: { message: { value: Buffer | null } }): Promise<void> => {
      values.push(String(message.value));
      if (values.length === count) resolve();
      return Promise.resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return values;
}
