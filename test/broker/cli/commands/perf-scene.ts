import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readState } from '../../../../src/adapters/local/cluster-directory.ts';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../../src/adapters/local/record-client.ts';
import type { LoadResult, PerfReport } from '../../../../src/domain/perf/perf-report.ts';
import { runSteward, type StewardOptions } from '../run-process.ts';

/** A directory for runs and reports, gone with `remove`. */
export async function makePerfScene() {
  const directory = await mkdtemp(join(tmpdir(), 'perf-'));
  const options = { env: { KAFKA_STEWARD_RUNS: join(directory, 'runs') }, cwd: directory };
  return {
    directory,
    options,
    run: (args: readonly string[], more: StewardOptions = {}) => runSteward(['perf', ...args], { ...options, ...more }),
    remove: () => rm(directory, { recursive: true }),
  };
}

/** The only load of a report; fails with what was told instead. */
export function onlyResult({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) {
  const report = parseReport(stdout, stderr);
  expect(report.results).toHaveLength(1);
  return { report, result: report.results[0] as LoadResult };
}

export function parseReport(stdout: string, stderr: string): PerfReport {
  try {
    return JSON.parse(stdout) as PerfReport;
  } catch (cause) {
    throw new Error(`no report: ${stdout}${stderr}`, { cause });
  }
}

export const flagsFor = (cluster: LocalCluster, isSecured: boolean): string[] => [
  ...['-b', cluster.bootstrapServers],
  ...(isSecured ? ['--command-config', cluster.directory.clientProperties] : []),
];

/** Stops a broker for a while as a stalled disk or a frozen host does: it keeps its connections and answers nobody. */
export async function signalBroker(cluster: LocalCluster, brokerId: number, signal: 'SIGSTOP' | 'SIGCONT') {
  const state = await readState(cluster.directory);
  const node = state?.nodes.find(each => 'brokerId' in each && each.brokerId === brokerId);
  const process_ = state?.processes.find(({ nodeName }) => nodeName === node?.name);
  process.kill(process_!.pid, signal);
}

export async function topicsAndGroups(cluster: LocalCluster) {
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  try {
    const [topics, { groups }] = await Promise.all([admin.listTopics(), admin.listGroups()]);
    return {
      topics: topics.filter(name => name.startsWith('kafka-steward-perf-')),
      groups: groups.map(each => each.groupId),
    };
  } finally {
    await admin.disconnect();
  }
}

/** A load that is over soon, on brokers that other tests disturb. */
export const short = ['--rate', '500/s', '--duration', '2s', '--warm-up', '500ms', '--force'];
export const lenient = ['--slo', 'achieved=50%'];

/** What the official tool's final line says. */
export const finalLine =
  /(\d+) records sent, ([\d.]+) records\/sec \(([\d.]+) MB\/sec\), ([\d.]+) ms avg latency, ([\d.]+) ms max latency, (\d+) ms 50th, (\d+) ms 95th, (\d+) ms 99th, (\d+) ms 99.9th\./;

/** Makes a topic for the time of the work. */
export async function withTopic<T>(cluster: LocalCluster, topic: string, work: () => Promise<T>): Promise<T> {
  const admin = createRecordClient(cluster.connectionFor()).admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 3 }], waitForLeaders: true });
    return await work();
  } finally {
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  }
}
