import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { lz4Compress, lz4Decompress, snappyCompress, snappyDecompress } from '@platformatic/wasm-utils';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../../src/adapters/local/record-client.ts';
import type { LogEntry } from '../../../../../src/domain/records/log-entry.ts';
import type { RecordPosition, RecordRow } from '../../../../../src/ports/record-reader.ts';
import { type OwnCluster, startOwnCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';
import { eventually, keptForever, openScene, type Scene } from '../scene.ts';

let own: OwnCluster;
let cluster: LocalCluster;
let scene: Scene;
let opened: OpenCluster;

beforeAll(async () => {
  const extraBrokerProperties = { 'log.cleaner.backoff.ms': 200 };
  own = await startOwnCluster({ brokers: 3, extraBrokerProperties });
  cluster = own.cluster;
  scene = await openScene(cluster.connectionFor());
  opened = await openCluster(cluster.connectionFor(), realClock);
});
afterAll(async () => {
  opened.close();
  await scene.close();
  await own.remove();
});

const limits = { withinMs: 10_000, maxBytes: 32_000_000, maxBytesPerPartition: 16_384, maxContentBytes: 2_000_000 };

const look = (positions: readonly RecordPosition[], more: Partial<typeof limits> = {}): Promise<readonly RecordRow[]> =>
  opened.offsets.readRecordsAt(positions, { ...limits, ...more });

const valueOf = (entry: LogEntry | undefined): string | undefined =>
  entry?.kind === 'record' ? Buffer.from(entry.content.value ?? []).toString() : entry?.kind;

const values = Array.from({ length: 40 }, (_, at) => `value ${at} ${'abc '.repeat(at * 20)}`);

/** kafkajs brings gzip only. */
const codecOf = (compress: (bytes: Buffer) => Buffer, decompress: (bytes: Buffer) => Buffer) => () => ({
  compress: async ({ buffer }: { readonly buffer: Buffer }) => compress(buffer),
  decompress: async (bytes: Buffer) => decompress(bytes),
});

const { CompressionTypes, CompressionCodecs } = kafkajs;
CompressionCodecs[CompressionTypes.Snappy] = codecOf(snappyCompress, snappyDecompress);
CompressionCodecs[CompressionTypes.LZ4] = codecOf(lz4Compress, lz4Decompress);
CompressionCodecs[CompressionTypes.ZSTD] = codecOf(zstdCompressSync, zstdDecompressSync);

async function produceByJava(topic: string, codec: string): Promise<void> {
  const { jars, bootstrapServers } = cluster;
  const tool = 'org.apache.kafka.tools.ConsoleProducer';
  const quick = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', `${jars}/*`];
  const flags = ['--bootstrap-server', bootstrapServers, '--topic', topic, '--compression-codec', codec];
  const producer = spawn('java', [...quick, tool, ...flags], { stdio: ['pipe', 'ignore', 'inherit'] });
  producer.stdin.end(`${values.join('\n')}\n`);
  const [code] = (await once(producer, 'exit')) as [number | null];
  expect(code).toBe(0);
}

describe('records of real producers', () => {
  it.each(['None', 'GZIP', 'Snappy', 'LZ4', 'ZSTD'] as const)('of kafkajs come back as they were: %s', async name => {
    const topic = scene.name(`kafkajs-${name}`);
    await scene.createTopic(topic, 1, 1, keptForever);
    const producer = createRecordClient(cluster.connectionFor()).producer({ idempotent: true });
    await producer.connect();
    const headers = { trace: 'é-1', empty: '' };
    const messages = values.map((value, at) => ({
      key: `key ${at}`,
      value,
      headers,
      timestamp: String(1_700_000_000_000 + at),
    }));
    await producer.send({ topic, messages, compression: CompressionTypes[name] });
    await producer.disconnect();
    const [row] = await look([{ topic, partition: 0, offset: 3, count: 100 }]);
    expect(row?.problem).toBeUndefined();
    expect(row?.entries.map(valueOf)).toEqual(values.slice(3));
    expect(row?.entries[0]).toMatchObject({
      kind: 'record',
      offset: 3,
      timestampMs: 1_700_000_000_003,
      timestampType: 'CreateTime',
      headerCount: 2,
      content: {
        key: Buffer.from('key 3'),
        headers: [
          { name: 'trace', value: Buffer.from('é-1') },
          { name: 'empty', value: Buffer.from('') },
        ],
      },
    });
  });

  it.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])('of Java come back as they were: %s', async codec => {
    const topic = scene.name(`java-${codec}`);
    await scene.createTopic(topic, 1);
    await produceByJava(topic, codec);
    const [row] = await look([{ topic, partition: 0, offset: 0, count: 100 }]);
    expect(row?.problem).toBeUndefined();
    expect(row?.entries.map(valueOf)).toEqual(values);
  });
});

describe('what lies between records', () => {
  it('tells the markers of transactions, and records of one that is still open', async () => {
    const topic = scene.name('transactions');
    await scene.createTopic(topic, 1);
    const kafka = createRecordClient(cluster.connectionFor());
    const producer = kafka.producer({ transactionalId: scene.name('tx'), idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    // A coordinator that has not heard of the new topic yet refuses it, which kafkajs does not try again.
    const write = (value: string) =>
      eventually(async () => {
        const transaction = await producer.transaction();
        try {
          await transaction.send({ topic, messages: [{ value }] });
        } catch (error) {
          await transaction.abort();
          throw error;
        }
        return transaction;
      });
    await (await write('kept')).commit();
    await (await write('dropped')).abort();
    const open = await write('open');
    const row = await eventually(async () => {
      const [found] = await look([{ topic, partition: 0, offset: 0, count: 5 }]);
      if (found?.entries.length !== 5) throw new Error(`only ${found?.entries.length} entries: ${found?.problem}`);
      return found;
    });
    expect(row.entries.map(entry => (entry.kind === 'marker' ? entry.ends : valueOf(entry)))).toEqual([
      ...['kept', 'commit', 'dropped', 'abort', 'open'],
    ]);
    expect(row.entries[4]).toMatchObject({ isTransactional: true });
    await open.abort();
    await producer.disconnect();
  });

  it('gives the next record where compaction left a gap', async () => {
    const topic = scene.name('compacted');
    const kafka = createRecordClient(cluster.connectionFor());
    const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
    await Promise.all([admin.connect(), producer.connect()]);
    const configs = { 'cleanup.policy': 'compact', 'segment.bytes': '1048576', 'min.cleanable.dirty.ratio': '0.001' };
    const configEntries = Object.entries({ ...configs, 'segment.ms': '100' }).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
    const send = (key: string) => producer.send({ topic, messages: [{ key, value: `last of ${key}` }] });
    for (let at = 0; at < 12; at += 1) await send('same');
    const row = await eventually(async () => {
      // A segment is closed by the next record after its time, and only closed ones are compacted.
      await send('other');
      const [found] = await look([{ topic, partition: 0, offset: 2 }]);
      if ((found?.entries[0]?.offset ?? 0) < 11) throw new Error('not compacted yet');
      return found!;
    });
    expect(row).toMatchObject({ offset: 2 });
    expect(row.entries[0]?.offset).toBeGreaterThanOrEqual(11);
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  });

  it('gives nothing at the end of the log, and a reason beyond it and for what is not there', async () => {
    const topic = scene.name('end');
    await scene.createTopic(topic, 1);
    await scene.produce(topic, 2, 1);
    const rows = await look([
      { topic, partition: 0, offset: 2 },
      { topic, partition: 0, offset: 99 },
      { topic, partition: 7, offset: 0 },
      { topic: 'nowhere', partition: 0, offset: 0 },
    ]);
    expect(rows).toMatchObject([
      { entries: [] },
      { entries: [], problem: expect.stringContaining('not within the range') as string },
      { entries: [], problem: expect.stringContaining('does not host this topic-partition') as string },
      { entries: [], problem: expect.stringContaining('does not host this topic-partition') as string },
    ]);
    expect(rows[0]).not.toHaveProperty('problem');
  });
});

it('has the time of the broker where the topic says so', async () => {
  const topic = scene.name('append-time');
  const kafka = createRecordClient(cluster.connectionFor());
  const [admin, producer] = [kafka.admin(), kafka.producer({ idempotent: true })];
  await Promise.all([admin.connect(), producer.connect()]);
  const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
  const beforeMs = Date.now();
  await producer.send({ topic, messages: [{ value: 'x', timestamp: '1' }] });
  const [row] = await look([{ topic, partition: 0, offset: 0 }]);
  expect(row?.entries[0]?.timestampType).toBe('LogAppendTime');
  expect(row?.entries[0]?.timestampMs).toBeGreaterThanOrEqual(beforeMs);
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});

describe('large batches and many partitions', () => {
  it('asks again for what a broker leaves out beside others, and says where its bytes ended', async () => {
    const topic = scene.name('large');
    await scene.createTopic(topic, 4);
    const producer = createRecordClient(cluster.connectionFor()).producer({ idempotent: true });
    await producer.connect();
    for (const partition of [0, 1, 2, 3]) {
      const value = `${partition}${'x'.repeat(900 * 1_024)}`;
      await producer.send({
        topic,
        messages: [
          { partition, value: 'small' },
          { partition, value },
        ],
      });
    }
    await producer.disconnect();
    const positions = [0, 1, 2, 3].flatMap(partition => [0, 1].map(offset => ({ topic, partition, offset })));
    const rows = await look(positions);
    expect(rows.map(({ entries }) => valueOf(entries[0])?.slice(0, 5))).toEqual(
      [0, 1, 2, 3].flatMap(partition => ['small', `${partition}xxxx`]),
    );
    const bounded = await look(positions, { maxBytes: 1_000_000 });
    expect(bounded.some(({ problem }) => problem?.startsWith('not looked at: ') === true)).toBe(true);
    expect(bounded.every(({ entries, problem }) => entries.length === 1 || problem !== undefined)).toBe(true);
  });
});

it('tells a partition whose leader is down on its row, and reads the others', async () => {
  const topic = scene.name('leader-down');
  await scene.createTopic(topic, 3);
  await scene.produce(topic, 1, 3);
  const { topics } = await scene.client.metadata([topic]);
  const lost = topics[0]!.partitions.find(({ leaderId }) => leaderId === 3)!.partition;
  await cluster.killBroker(3);
  try {
    const positions = [0, 1, 2].map(partition => ({ topic, partition, offset: 0 }));
    const rows = await look(positions, { withinMs: 3_000 });
    expect(rows.map(({ partition, entries, problem }) => [partition, entries.length, typeof problem])).toEqual(
      [0, 1, 2].map(partition => (partition === lost ? [partition, 0, 'string'] : [partition, 1, 'undefined'])),
    );
  } finally {
    // The other tests come in any order.
    await cluster.startBroker(3);
  }
});
