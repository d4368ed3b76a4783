import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type ReadLogin, rotatingLogin } from '../../../clients/kafkajs-rotating-login.ts';
import { fromPropertiesFile } from '../../../clients/login-from-properties.ts';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import type { RotationScene } from './rotation-scene.ts';

/** What became of numbered records. */
export interface Traffic {
  readonly sent: ReadonlySet<string>;
  readonly failures: readonly string[];
  /** How often it has logged in, as far as it tells. */
  readonly logins: () => number;
  readonly stop: () => Promise<void>;
}

const betweenSendsMs = 10;

/** A kafkajs producer that sends a record each few milliseconds. */
export async function startKafkajsProducer(cluster: LocalCluster, scene: RotationScene): Promise<Traffic> {
  const { client, logins } = kafkajsClient(cluster, scene, 'producer');
  const producer = client.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const sent = new Set<string>();
  const failures: string[] = [];
  let isOver = false;
  const producing = (async () => {
    for (let number = 0; !isOver; number += 1) {
      const value = `kafkajs-${number}`;
      try {
        await producer.send({ topic: scene.topic, acks: -1, messages: [{ key: value, value }] });
        sent.add(value);
      } catch (error) {
        failures.push(`${value}: ${String(error)}`);
      }
      await sleep(betweenSendsMs);
    }
  })();
  return {
    sent,
    failures,
    logins,
    stop: async () => {
      isOver = true;
      await producing;
      await producer.disconnect();
    },
  };
}

export interface KafkajsConsumers {
  /** By value, where in the topic it stands; several places are duplicates. */
  readonly places: ReadonlyMap<string, ReadonlySet<string>>;
  readonly logins: () => number;
  readonly stop: () => Promise<void>;
}

/** Two kafkajs consumers of one group. */
export async function startKafkajsConsumers(cluster: LocalCluster, scene: RotationScene): Promise<KafkajsConsumers> {
  const places = new Map<string, Set<string>>();
  const { client, logins } = kafkajsClient(cluster, scene, 'consumer');
  const consumers = [0, 1].map(() =>
    client.consumer({ groupId: scene.group('kafkajs'), sessionTimeout: 10_000, heartbeatInterval: 500 }),
  );
  for (const consumer of consumers) {
    await consumer.connect();
    await consumer.subscribe({ topic: scene.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const value = message.value?.toString() ?? '';
        const place = `${partition}:${message.offset}`;
        places.set(value, (places.get(value) ?? new Set()).add(place));
      },
    });
  }
  return {
    places,
    logins,
    stop: async () => {
      await Promise.all(consumers.map(consumer => consumer.disconnect()));
    },
  };
}

function kafkajsClient(cluster: LocalCluster, { propertiesPath }: RotationScene, clientId: string) {
  let logins = 0;
  const read = fromPropertiesFile(propertiesPath);
  const counted: ReadLogin = options => {
    logins += 1;
    return read(options);
  };
  const client = createRecordClient(cluster.connectionFor(), { clientId, sasl: rotatingLogin(counted) });
  return { client, logins: () => logins };
}

export interface JavaTraffic extends Omit<Traffic, 'logins'> {
  readonly read: ReadonlySet<string>;
  /** Everything it said that is neither sent nor read. */
  readonly notes: readonly string[];
}

/** A Java producer and a Java consumer in one process; stopping it waits until all is read. */
export async function startJavaTraffic(cluster: LocalCluster, scene: RotationScene): Promise<JavaTraffic> {
  const classes = join(scene.directory, 'classes');
  const profile = join(scene.directory, 'java.properties');
  await mkdir(classes);
  await writeFile(profile, javaProfile(cluster, scene));
  const jars = join(cluster.jars, '*');
  const sources = ['RotatingTraffic.java', '../../../clients/java/RotatingScramLogin.java'];
  const paths = sources.map(source => resolve(import.meta.dirname, source));
  await promisify(execFile)('javac', ['-cp', jars, '-d', classes, ...paths]);
  const vm = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${classes}${delimiter}${jars}`];
  const java = spawn('java', [...vm, 'RotatingTraffic', profile, scene.topic, scene.group('java')]);
  const kill = (): boolean => java.kill('SIGKILL');
  process.once('exit', kill);
  const [sent, read] = [new Set<string>(), new Set<string>()];
  const [failures, notes]: [string[], string[]] = [[], []];
  createInterface(java.stdout).on('line', line => {
    const [what, value = ''] = line.split(' ', 2);
    if (what === 'sent') sent.add(value);
    else if (what === 'read') read.add(value);
    else if (what === 'failed') failures.push(line);
    else notes.push(line);
  });
  createInterface(java.stderr).on('line', line => notes.push(line));
  const stop = async (): Promise<void> => {
    java.stdin.end();
    await once(java, 'close');
    process.removeListener('exit', kill);
  };
  return { sent, read, failures, notes, stop };
}

function javaProfile(cluster: LocalCluster, { propertiesPath }: RotationScene): string {
  const module = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
  return `bootstrap.servers=${cluster.bootstrapServers}
security.protocol=SASL_SSL
ssl.truststore.type=PEM
ssl.truststore.location=${cluster.directory.caCertificate}
sasl.mechanism=SCRAM-SHA-512
sasl.client.callback.handler.class=RotatingScramLogin
sasl.jaas.config=${module} file="${propertiesPath}";
`;
}

export interface NewConnections {
  readonly accepted: () => number;
  readonly refusals: readonly string[];
  readonly stop: () => Promise<void>;
}

const betweenConnectionsMs = 50;

/** Connects anew all the time with what applications read at that moment. */
export function startNewConnections(cluster: LocalCluster, scene: RotationScene): NewConnections {
  let accepted = 0;
  let isOver = false;
  const refusals: string[] = [];
  const connecting = (async () => {
    while (!isOver) {
      const { username, password, mechanism } = await scene.readLogin();
      try {
        const sasl = { username, password, mechanism };
        (await openCluster({ ...cluster.connectionFor(), sasl }, realClock)).close();
        accepted += 1;
      } catch (error) {
        refusals.push(String(error));
      }
      await sleep(betweenConnectionsMs);
    }
  })();
  return {
    accepted: () => accepted,
    refusals,
    stop: async () => {
      isOver = true;
      await connecting;
    },
  };
}
