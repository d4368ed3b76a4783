import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import { runJavaTool } from '../../adapters/kafka/java-tool.ts';
import { type OwnCluster, startOwnCluster, withLocalCluster } from '../../broker-fixture.ts';
import { flagsFor, makePerfScene, onlyResult, parseReport, signalBroker, topicsAndGroups } from './perf-scene.ts';

let scene: Awaited<ReturnType<typeof makePerfScene>>;
beforeAll(async () => {
  scene = await makePerfScene();
});
afterAll(() => scene.remove());

/** Acts once, when the load has been going for a second. */
function onceUnderWay(act: (process: ChildProcess) => unknown) {
  let isDone = false;
  return (process: ChildProcess | undefined, note: string): void => {
    if (isDone || !/sending: \d+ of/.test(note)) return;
    isDone = true;
    act(process!);
  };
}

describe('perf produce while brokers fail', () => {
  let own: OwnCluster;
  beforeAll(async () => {
    own = await startOwnCluster({ brokers: 1, heapMegabytes: 512 });
  });
  afterAll(() => own.remove());

  it('counts a broker that stands still for 2 s from when records were due, not only from when they were sent', async () => {
    const { cluster } = own;
    const stalled = onceUnderWay(async () => {
      await signalBroker(cluster, cluster.brokers[0]!.brokerId, 'SIGSTOP');
      await sleep(2_100);
      await signalBroker(cluster, cluster.brokers[0]!.brokerId, 'SIGCONT');
    });
    const args = [
      '--rate',
      '1000/s',
      '--duration',
      '9s',
      '--warm-up',
      '1s',
      '--slo',
      'achieved=1%',
      '--max-in-flight',
      '1',
    ];
    const { result } = onlyResult(
      await scene.run(['produce', ...flagsFor(cluster, false), ...args, '--apply', '--yes', '--json'], {
        onNote: note => stalled(undefined, note),
      }),
    );
    expect(result.latency!.p99Ms).toBeGreaterThanOrEqual(1_900);
    expect(result.latencyFromSend!.p99Ms).toBeLessThan(1_000);
    expect(result.readBack).toMatchObject({ lost: 0, duplicates: 0, problems: [] });
  });

  it('stops at Ctrl-C, tells what was until then, and removes its topic', async () => {
    const { cluster } = own;
    let child: ChildProcess | undefined;
    const interrupted = onceUnderWay(process => process.kill('SIGINT'));
    const { stdout, stderr, exitCode } = await scene.run(
      [
        'produce',
        ...flagsFor(cluster, false),
        '--rate',
        '1000/s',
        '--duration',
        '60s',
        '--warm-up',
        '0s',
        '--apply',
        '--yes',
        '--json',
      ],
      { onSpawn: spawned => (child = spawned), onNote: note => interrupted(child, note) },
    );
    const report = parseReport(stdout, stderr);
    expect(report.results[0]).toMatchObject({ isInterrupted: true, readBack: { lost: 0 } });
    expect(report.results[0]!.acknowledgedRecords).toBeGreaterThan(0);
    expect(report.cleanUp.kind).toBe('removed');
    expect(exitCode).toBe(130);
    expect(await topicsAndGroups(cluster)).toEqual({ topics: [], groups: [] });
  });

  it('is found by perf clean after kill -9, and its topic removed then', async () => {
    const { cluster } = own;
    let child: ChildProcess | undefined;
    const killed = onceUnderWay(process => process.kill('SIGKILL'));
    await scene.run(
      ['produce', ...flagsFor(cluster, false), '--rate', '1000/s', '--duration', '60s', '--apply', '--yes', '--json'],
      { onSpawn: spawned => (child = spawned), onNote: note => killed(child, note) },
    );
    expect((await topicsAndGroups(cluster)).topics).toHaveLength(1);
    const shown = await scene.run(['clean', ...flagsFor(cluster, false)]);
    expect(shown.stdout).toMatch(/1 topic of loads[\s\S]*left/);
    const cleaned = await scene.run(['clean', ...flagsFor(cluster, false), '--apply', '--yes']);
    expect({ exitCode: cleaned.exitCode, ...(await topicsAndGroups(cluster)) }).toEqual({
      exitCode: 0,
      topics: [],
      groups: [],
    });
  });
});

describe('perf produce with replicas that fail', () => {
  it('counts NOT_ENOUGH_REPLICAS and does not end with 0, where the official tool does', async () => {
    await withLocalCluster({ brokers: 3, heapMegabytes: 512 }, async cluster => {
      const topic = 'perf-few-replicas';
      const kafka = createRecordClient(cluster.connectionFor());
      const admin = kafka.admin();
      await admin.connect();
      const replicas = cluster.brokers.slice(1).map(({ brokerId }) => brokerId);
      await admin.createTopics({
        topics: [
          {
            topic,
            replicaAssignment: [{ partition: 0, replicas }],
            configEntries: [{ name: 'min.insync.replicas', value: '2' }],
          },
        ],
        waitForLeaders: true,
      });
      await cluster.stopBroker(replicas[1]!);
      const args = [
        '--topic',
        topic,
        '--allow-existing',
        '--force',
        '--records',
        '200',
        '--rate',
        '1000/s',
        '--no-idempotence',
      ];
      const servers = cluster.brokers
        .slice(0, 2)
        .map(({ clientPort }) => `127.0.0.1:${clientPort}`)
        .join(',');
      const ours = await scene.run([
        'produce',
        '-b',
        servers,
        ...args,
        '--delivery-timeout',
        '2s',
        '--apply',
        '--yes',
        '--json',
      ]);
      const { result } = onlyResult(ours);
      expect(result.errors).toEqual([{ error: 'NOT_ENOUGH_REPLICAS', count: 200 }]);
      expect(result.officialLine).toMatch(/^0 records sent/);
      expect(ours.exitCode).toBe(6);
      const java = await runJavaTool(cluster, 'org.apache.kafka.tools.ProducerPerformance', [
        ...['--topic', topic, '--num-records', '20', '--throughput', '-1', '--record-size', '100'],
        ...['--command-property', 'delivery.timeout.ms=2000', 'request.timeout.ms=1000', 'linger.ms=0'],
      ]);
      expect(java).toMatch(/0 records sent/);
      await admin.disconnect();
    });
  });

  it('tells as many records lost as a reader misses, after an unclean election', async () => {
    await withLocalCluster({ brokers: 3, heapMegabytes: 512 }, async cluster => {
      const topic = 'perf-unclean';
      const kafka = createRecordClient(cluster.connectionFor());
      const admin = kafka.admin();
      await admin.connect();
      const [leader, follower] = cluster.brokers.slice(1).map(({ brokerId }) => brokerId);
      await admin.createTopics({
        topics: [
          {
            topic,
            replicaAssignment: [{ partition: 0, replicas: [leader!, follower!] }],
            configEntries: [
              { name: 'unclean.leader.election.enable', value: 'true' },
              { name: 'min.insync.replicas', value: '1' },
            ],
          },
        ],
        waitForLeaders: true,
      });
      // The follower misses what is written from now on; when the leader dies it leads all the same.
      const crash = onceUnderWay(async () => {
        await cluster.stopBroker(follower!);
        await sleep(1_500);
        await cluster.killBroker(leader!);
        await cluster.startBroker(follower!);
      });
      const args = [
        '--topic',
        topic,
        '--allow-existing',
        '--force',
        '--rate',
        '500/s',
        '--duration',
        '20s',
        '--warm-up',
        '0s',
        '--acks',
        '1',
      ];
      const [first] = cluster.brokers;
      const { exitCode, ...told } = await scene.run(
        ['produce', '-b', `127.0.0.1:${first!.clientPort}`, ...args, '--apply', '--yes', '--json'],
        { onNote: note => crash(undefined, note) },
      );
      const { result } = onlyResult(told);
      const distinct = new Set(await readStamps(kafka, topic));
      expect(result.readBack!.problems).toEqual([]);
      expect(result.readBack!.lost).toBeGreaterThan(0);
      const notThere = result.acknowledgedRecords + result.readBack!.writtenThoughFailed - distinct.size;
      expect(result.readBack!.lost).toBe(notThere);
      expect(exitCode).toBe(6);
      await admin.disconnect();
    });
  });
});

/** The numbers of the records in a topic, read by another client. */
async function readStamps(kafka: ReturnType<typeof createRecordClient>, topic: string): Promise<number[]> {
  const admin = kafka.admin();
  await admin.connect();
  const [first] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const consumer = kafka.consumer({ groupId: `count-${topic}` });
  const stamps: number[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ message }) => {
          stamps.push(message.value!.readUInt32BE(8));
          if (Number(message.offset) === Number(first!.offset) - 1) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return stamps;
}
