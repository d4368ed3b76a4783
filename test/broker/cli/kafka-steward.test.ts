import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import type { ClusterDescription } from '../../../src/domain/kafka/cluster.ts';
import type { LagReport } from '../../../src/domain/lag/verdict.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { runBash, runSteward } from './run-process.ts';

const topic = `cli-${randomUUID()}`;
const group = `cli: évènements ${randomUUID()}`;
let cluster: LocalCluster;
let directory: string;
let connection: string[];

beforeAll(async () => {
  cluster = await sharedCluster();
  directory = await mkdtemp(join(tmpdir(), 'cli-'));
  connection = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
  await leaveRecordsBehind();
});
afterAll(() => rm(directory, { recursive: true }));

/** Ten records in a topic of one partition, four of them consumed by a group that nobody is in any more. */
async function leaveRecordsBehind(): Promise<void> {
  const kafka = createRecordClient(cluster.connectionFor());
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true });
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await producer.send({ topic, messages: Array.from({ length: 10 }, () => ({ value: 'x' })) });
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ partition, message }: { partition: number; message: { offset: string } }) => {
      if (message.offset === '3') {
        await consumer.commitOffsets([{ topic, partition, offset: '4' }]);
        resolve();
      }
    };
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
}

const quick = ['--samples', '3', '--interval', '600ms', '--standstill', '1s'];

describe('the command line against a secured cluster', () => {
  it('judges a group that was left behind, as one JSON document, and ends with 6 when asked', async () => {
    const args = ['lag', 'check', ...connection, ...quick, '--group', group, '--json', '--fail-on', 'error'];
    const { exitCode, stdout } = await runSteward(args);
    const report = JSON.parse(stdout) as LagReport;
    expect(report.clusterId).toBe(cluster.clusterId);
    expect(report.groups).toMatchObject([{ group, verdict: 'STOPPED', lagRecords: 6, partitionCount: 1 }]);
    expect(report.groups[0]?.partitions).toMatchObject([{ topic, partition: 0, committedOffset: 4, endOffset: 10 }]);
    expect(exitCode).toBe(6);
  });

  it('finds the cluster of "local up" in the directory it is run in', async () => {
    await mkdir(join(directory, '.kafka-steward'));
    await symlink(cluster.directory.path, join(directory, '.kafka-steward/local'));
    const { exitCode, stdout } = await runSteward(['clusters', 'describe', '--json'], { cwd: directory });
    const description = JSON.parse(stdout) as ClusterDescription;
    expect(description.brokers.map(({ rack }) => rack)).toEqual(['rack-1', 'rack-2', 'rack-3']);
    expect(exitCode).toBe(0);
  });

  it('refuses a group that is not there with one line', async () => {
    const { exitCode, stdout, stderr } = await runSteward(['lag', 'check', ...connection, '--group', `${group}x`]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(`error: group "${group}x" is not on cluster ${cluster.clusterId}; did you mean "${group}"?\n`);
  });

  it('tells a wrong password in one line without the password', async () => {
    const properties = await readFile(cluster.directory.clientProperties, 'utf8');
    const file = join(directory, 'wrong.properties');
    await writeFile(file, properties.replace(/password="?[^";]+"?/, 'password="hunter-2-is-wrong"'));
    const args = ['lag', 'check', '-b', cluster.bootstrapServers, '--command-config', file, '--debug'];
    const { exitCode, stdout, stderr } = await runSteward(args.slice(0, -1));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(stderr).toContain('admin');
    expect(stderr + (await runSteward(args)).stderr).not.toContain('hunter-2');
  });

  it('ends quietly when the reader has enough', async () => {
    const line = `$STEWARD groups list ${connection.join(' ')} | head -1; echo \${PIPESTATUS[0]}`;
    const { stdout, stderr } = await runBash(line);
    expect(stdout).toMatch(/^GROUP +KIND[^\n]*\n0\n$/);
    expect(stderr).toBe('');
  });

  it('ends a watch quietly when the reader has enough', async () => {
    const watch = `$STEWARD lag watch ${connection.join(' ')} --interval 200ms --json`;
    const { stdout, stderr } = await runBash(`${watch} | head -2; echo \${PIPESTATUS[0]}`);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.slice(0, 2).map(line => (JSON.parse(line) as LagReport).clusterId)).toEqual([
      cluster.clusterId,
      cluster.clusterId,
    ]);
    expect({ exitCode: lines[2], stderr }).toEqual({ exitCode: '0', stderr: '' });
  });

  it('ends with 130 on Ctrl-C and says nothing', async () => {
    const args = ['lag', 'watch', ...connection, '--interval', '10s', '--json', '--group', group];
    let isInterrupted = false;
    const interruptOnce = (child: ChildProcess) => {
      if (!isInterrupted) child.kill('SIGINT');
      isInterrupted = true;
    };
    const { exitCode, stderr } = await runSteward(args, { onOutput: interruptOnce });
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' });
  });

  it('writes no colour into a pipe', async () => {
    const { stdout } = await runSteward(['lag', 'check', ...connection, ...quick, '--group', group]);
    expect(stdout).toContain(`STOPPED  ${group}`);
    expect(stdout).not.toContain('\u001b');
  });

  it('writes the HTML report', async () => {
    const out = join(directory, 'lag.html');
    const { exitCode, stdout } = await runSteward([
      ...['lag', 'report', ...connection, ...quick],
      ...['--group', group, '--out', out],
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(await readFile(out, 'utf8')).toContain(group);
  });
});
