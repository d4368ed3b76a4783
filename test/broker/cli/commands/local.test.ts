import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../../../../cli/program.ts';
import { attachLocalCluster } from '../../../../src/adapters/local/attach-local-cluster.ts';
import { readProcess } from '../../../../src/adapters/local/process-table.ts';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import type { LocalState } from '../../../../src/domain/local/local-state.ts';
import type { PresentCluster } from '../../../../src/domain/local/local-status.ts';
import { fakeShell, worldWith } from '../../../unit/cli/fake-shell.ts';
import { newClusterDirectory } from '../../broker-fixture.ts';

const directory = newClusterDirectory();

/** Runs a local command on the directory of this file. */
async function local(...args: readonly string[]) {
  const shell = fakeShell();
  const exitCode = await runProgram(['local', ...args, '--directory', directory], shell, worldWith({}));
  return { exitCode, ...shell.told };
}

async function readStatus(): Promise<PresentCluster> {
  return JSON.parse((await local('status', '--json')).stdout) as PresentCluster;
}

async function countRecords(topic: string): Promise<string | undefined> {
  const admin = createRecordClient((await attachLocalCluster(directory)).connectionFor()).admin();
  await admin.connect();
  try {
    return (await admin.fetchTopicOffsets(topic))[0]?.high;
  } finally {
    await admin.disconnect();
  }
}

async function writeRecord(topic: string): Promise<void> {
  const kafka = createRecordClient((await attachLocalCluster(directory)).connectionFor());
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
    await producer.send({ topic, messages: [{ value: 'kept' }] });
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}

describe('the life of a local cluster', { shuffle: false }, () => {
  let first: PresentCluster;

  beforeAll(async () => {
    const up = await local('up', '--json');
    expect(up).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('starting 1 plaintext broker') as string });
    first = JSON.parse(up.stdout) as PresentCluster;
  });

  afterAll(async () => {
    if (existsSync(directory)) await local('down', '--purge');
  });

  test("up tells a cluster that runs, status tells the same, and every file is its owner's only", async () => {
    expect(first).toMatchObject({
      condition: 'running',
      brokerCount: 1,
      nodes: [{ condition: 'running', rack: 'rack-1' }],
    });
    expect(await readStatus()).toEqual(first);
    for (const file of await readdir(directory)) {
      const { mode } = await stat(join(directory, file));
      expect(`${file} ${(mode & 0o077).toString(8)}`).toBe(`${file} 0`);
    }
  });

  test('up again changes nothing', async () => {
    const again = await local('up', '--json');
    expect(JSON.parse(again.stdout)).toEqual(first);
    expect(again.stderr).not.toContain('starting');
  });

  test('up of another kind is refused and leaves the cluster running', async () => {
    const other = await local('up', '--brokers', '3');
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toMatch(/^error: .* holds 1 plaintext broker of Kafka 4\.3\.1 .* local down --purge.*\n$/);
    expect((await readStatus()).condition).toBe('running');
  });

  test('after a kill status tells so, up refuses while its port is taken, and then brings back the same cluster with its data', async () => {
    await writeRecord('kept');
    const { pid } = first.nodes[0]!;
    process.kill(pid!, 'SIGKILL');
    await expect.poll(async () => (await readStatus()).nodes[0]!.condition).toBe('broken');
    const thief = createServer().listen(Number(first.nodes[0]!.address.split(':')[1]), '127.0.0.1');
    await once(thief, 'listening');
    expect(await local('up')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(
        /error: port \d+ is held by .*; stop it, or remove the cluster with local down/,
      ) as string,
    });
    await new Promise(resolve => thief.close(resolve));
    expect((await local('status')).stdout).toMatch(
      /broker-1 +broken[^]*start what is missing by kafka-steward local up/,
    );
    const recovered = JSON.parse((await local('up', '--json')).stdout) as PresentCluster;
    expect(recovered).toMatchObject({ condition: 'running', clusterId: first.clusterId });
    expect(recovered.bootstrapServers).toBe(first.bootstrapServers);
    expect(recovered.nodes[0]!.pid).not.toBe(pid);
    expect(await countRecords('kept')).toBe('1');
  });

  test('finds a broker whose launcher was killed before it could write down the pid', async () => {
    const statePath = join(directory, 'state.json');
    const state = JSON.parse(await readFile(statePath, 'utf8')) as LocalState;
    await writeFile(statePath, JSON.stringify({ ...state, processes: [] }));
    expect((await readStatus()).nodes[0]).toMatchObject({ condition: 'running', pid: state.processes[0]!.pid });
  });

  test('down ends its broker, and not the stranger that the state takes for one', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    onTestFinished(() => void stranger.kill('SIGKILL'));
    await once(stranger, 'spawn');
    const { pid } = (await readStatus()).nodes[0]!;
    const statePath = join(directory, 'state.json');
    const state = JSON.parse(await readFile(statePath, 'utf8')) as LocalState;
    const claims = { nodeName: 'broker-1', pid: stranger.pid!, startMark: '1' };
    await writeFile(statePath, JSON.stringify({ ...state, processes: [claims] }));
    const down = await local('down');
    expect(down).toMatchObject({ exitCode: 0, stdout: `stopped broker-1; data stays in ${directory}\n` });
    expect(await readProcess(pid!)).toBeUndefined();
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    expect((await readStatus()).nodes[0]!.condition).toBe('stopped');
  });

  test('purge removes the directory, and then there is nothing to tell', async () => {
    expect((await local('down', '--purge')).stdout).toBe(`nothing was running; removed ${directory}\n`);
    expect(existsSync(directory)).toBe(false);
    expect(JSON.parse((await local('status', '--json')).stdout)).toEqual({ condition: 'absent', directory });
    expect(await local('down')).toMatchObject({
      exitCode: 2,
      stderr: `error: no local cluster is in ${directory}; start one with local up\n`,
    });
  });
});
