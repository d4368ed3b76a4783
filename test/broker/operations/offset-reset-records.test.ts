import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import avro, { type Schema } from 'avsc';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, type Message, ResourcePatternTypes } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { eventually, patientClient } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { runSteward } from '../cli/run-process.ts';
import { type OffsetScene, ofTopics, openOffsetScene } from './offset-scene.ts';

let cluster: LocalCluster;
let scene: OffsetScene;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
});
afterAll(() => scene.close());

/** A topic of one partition with these records, and a group whose next record is the first. */
async function stageRecords(name: string, messages: readonly Message[]) {
  const [topic, group] = [scene.name(name), scene.name(`${name}-app`)];
  await scene.createTopic(topic, 1);
  const producer = patientClient(cluster.connectionFor()).producer({ idempotent: true });
  await producer.connect();
  await producer.send({ topic, messages: [...messages] });
  await producer.disconnect();
  await scene.commit(group, topic, [0n]);
  return { topic, group };
}

describe('the records in a plan of a real cluster', () => {
  it('have age and size at both ends of the move', async () => {
    const threeDaysMs = 3 * 86_400_000;
    const { topic, group } = await stageRecords(
      'ages',
      Array.from({ length: 100 }, (_, at) => ({
        value: 'x'.repeat(100),
        timestamp: String(Date.now() - threeDaysMs + at * 1_000),
      })),
    );
    const plan = await scene.plan(group, { kind: 'offset', offset: 60 }, ofTopics(topic));
    const [move] = plan.steps[0]!.moves;
    expect(move).toMatchObject({
      oldRecord: { kind: 'record', offset: 0, valueBytes: 100, valueFormat: 'text', timestampType: 'CreateTime' },
      newRecord: { kind: 'record', offset: 60 },
    });
    expect(move!.newRecord!.timestampMs! - move!.oldRecord!.timestampMs!).toBe(60_000);
    // A batch of 100 records of 100 bytes and some.
    expect(move!.approximateBytes).toBeGreaterThan(60 * 100);
    expect(move!.approximateBytes).toBeLessThan(60 * 130);
  });

  it('are none where a transaction marker is skipped, and the plan says so', async () => {
    const [topic, group] = [scene.name('marker'), scene.name('marker-app')];
    await scene.createTopic(topic, 1);
    const producer = createRecordClient(cluster.connectionFor()).producer({
      transactionalId: scene.name('marker-tx'),
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: 'kept' }] });
    await transaction.commit();
    await producer.disconnect();
    await scene.commit(group, topic, [1n]);
    const plan = await eventually(async () => {
      const made = await scene.plan(group, { kind: 'skip-record' }, ofTopics(`${topic}:0`));
      if (made.steps.length === 0) throw new Error('the marker has not been written yet');
      return made;
    });
    expect(plan.risk).toBe(
      `neither skips nor re-reads a record (offset 1 is a transaction marker, no record) of ${topic}:0`,
    );
    expect(plan.checks.find(({ name }) => name === 'skips-a-record')).toMatchObject({ level: 'warn' });
  });

  it('are not looked at by a login that may not read the topic', async () => {
    const { topic } = await stageRecords('rights', [{ value: 'x' }]);
    const admin = createRecordClient(cluster.connectionFor()).admin();
    await admin.connect();
    const rule = {
      ...{ principal: 'User:reader', host: '*', resourceName: topic },
      resourceType: AclResourceTypes.TOPIC,
      operation: AclOperationTypes.DESCRIBE,
      permissionType: AclPermissionTypes.ALLOW,
      resourcePatternType: ResourcePatternTypes.LITERAL,
    };
    await admin.createAcls({ acl: [rule] });
    await admin.disconnect();
    const limited = await openCluster(cluster.connectionFor('reader'), realClock);
    const limits = { withinMs: 5_000, maxBytes: 1_000_000, maxBytesPerPartition: 10_000, maxContentBytes: 10 };
    await eventually(async () => {
      const [row] = await limited.offsets.readRecordsAt([{ topic, partition: 0, offset: 0 }], limits);
      expect(row).toMatchObject({ entries: [], problem: 'this login may not read the topic' });
    });
    limited.close();
  });
});

describe('what is in the records', () => {
  it('is shown to who asks, decoded by a schema, and found in no file of the run', async () => {
    const order: Schema = { type: 'record', name: 'Order', fields: [{ name: 'card', type: 'string' }] };
    const value = Buffer.concat([
      Buffer.from([0, 0, 0, 0, 7]),
      avro.Type.forSchema(order).toBuffer({ card: 'SECRET-4711' }),
    ]);
    const { topic, group } = await stageRecords('peek', [{ key: 'KEY-0815', value, headers: { trace: 'TRACE-99' } }]);
    const directory = await mkdtemp(join(tmpdir(), 'peek-'));
    await writeFile(join(directory, 'order.avsc'), JSON.stringify(order));
    const runs = join(directory, 'runs');
    const connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
    const move = ['offsets', 'apply', '-g', group, '-t', `${topic}:0`, '--skip-record', '--watch', '0s', '--yes'];
    const shown = await runSteward([...move, '--show-record', '--avro-schema', 'order.avsc', ...connection], {
      cwd: directory,
      env: { KAFKA_STEWARD_RUNS: runs, USER: 'ada' },
    });
    expect(shown.stderr).toBe('');
    expect(shown.stdout).toContain('key: (text, 8 B) KEY-0815');
    expect(shown.stdout).toContain('value: (avro, 17 B; schema 7) {"card":"SECRET-4711"}');
    expect(shown.stdout).toContain('header trace: (text, 8 B) TRACE-99');
    expect(shown.exitCode).toBe(0);
    const names = (await readdir(runs, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile());
    const stored = await Promise.all(names.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
    expect(stored.join('')).toContain('"valueFormat":"avro"');
    expect(stored.join('')).not.toMatch(/SECRET|4711|KEY-0815|TRACE-99|5345435245542d/i);
    await rm(directory, { recursive: true });
  });
});
