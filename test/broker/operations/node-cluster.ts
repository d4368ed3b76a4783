import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { localNodeControl } from '../../../src/adapters/local/local-node-control.ts';
import type { KafkaConnection } from '../../../src/domain/kafka/connection.ts';
import { judgeGates, shutGates } from '../../../src/domain/nodes/gates.ts';
import { readGateFacts } from '../../../src/operations/node-world.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { eventually, openScene, patientClient } from '../adapters/kafka/scene.ts';
import { runSteward, type StewardOptions } from '../cli/run-process.ts';

/** A cluster whose nodes a test may take out, with the command line to do it. */
export async function openNodeCluster(cluster: LocalCluster) {
  const directory = await mkdtemp(join(tmpdir(), 'nodes-'));
  const runs = join(directory, 'runs');
  const { path, clientProperties } = cluster.directory;
  const there = ['-b', cluster.bootstrapServers, '--command-config', clientProperties];
  const control = localNodeControl(path);
  const opened = await openCluster(cluster.connectionFor(), realClock);
  const scene = await openScene(cluster.connectionFor());
  return {
    ...{ cluster, directory, runs, control, opened, scene },
    steward: async (args: readonly string[], options: StewardOptions = {}) =>
      await runSteward([...args, ...there], { ...options, env: { KAFKA_STEWARD_RUNS: runs, USER: 'tester' } }),
    /** `nodes …` on this cluster. */
    nodes: async (args: readonly string[], options: StewardOptions = {}) =>
      await runSteward(['nodes', ...args, '--nodes', `local:${path}`, ...there], {
        ...options,
        env: { KAFKA_STEWARD_RUNS: runs, USER: 'tester' },
      }),
    /** What runs as each node, by id. */
    processes: async () => (await control.listNodes()).map(({ process }) => process),
    close: async () => {
      opened.close();
      await scene.close();
      await rm(directory, { recursive: true });
    },
  };
}

export type NodeCluster = Awaited<ReturnType<typeof openNodeCluster>>;

/** Starts what is down and waits until a node may be taken out: whatever a test has done, the next one begins with all of it. */
export async function untilWhole({
  path,
  connection,
}: {
  readonly path: string;
  readonly connection: KafkaConnection;
}) {
  const nodes = localNodeControl(path);
  for (const { nodeId } of await nodes.listNodes()) await nodes.startNode(nodeId);
  const opened = await eventually(async () => await openCluster(connection, realClock), 120_000);
  try {
    await eventually(async () => {
      const [shut] = shutGates(judgeGates(await readGateFacts({ health: opened.health, nodes })));
      if (shut !== undefined) throw new Error(shut.sentence);
    }, 120_000);
  } finally {
    opened.close();
  }
}

/** Clients that work all the time: what was acknowledged, and what a group has read of it. */
export async function startTraffic({ cluster }: NodeCluster, topic: string) {
  const kafka = patientClient(cluster.connectionFor());
  const producer = kafka.producer({ idempotent: true });
  const consumer = kafka.consumer({ groupId: `${topic}-readers` });
  await Promise.all([producer.connect(), consumer.connect()]);
  const acknowledged = new Set<string>();
  const read = new Set<string>();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      read.add(message.value?.toString() ?? '');
      await Promise.resolve();
    },
  });
  let isOver = false;
  const refusals: unknown[] = [];
  const producing = (async () => {
    for (let number = 0; !isOver; number++) {
      const value = `record ${number}`;
      try {
        await producer.send({ topic, acks: -1, messages: [{ key: value, value }] });
        acknowledged.add(value);
      } catch (error) {
        refusals.push(error);
      }
    }
  })();
  return {
    ...{ acknowledged, read, refusals },
    stopProducing: async () => {
      isOver = true;
      await producing;
      await producer.disconnect();
    },
    close: async () => await consumer.disconnect(),
  };
}

/** The least that any partition of the topic had in sync, looked at again and again. */
export function watchInSync({ opened }: NodeCluster, topic: string) {
  const seen = { leastInSync: Number.POSITIVE_INFINITY, looks: 0 };
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const health = await opened.health.readHealth().catch(() => undefined);
      for (const { inSyncIds } of health?.partitions.filter(each => each.topic === topic) ?? []) {
        seen.leastInSync = Math.min(seen.leastInSync, inSyncIds.length);
        seen.looks += 1;
      }
      await realClock.sleep(100);
    }
  })();
  return {
    seen,
    stop: async () => {
      isOver = true;
      await watching;
    },
  };
}
