import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import type { NodeStep } from '../../../src/domain/nodes/node-step.ts';
import type { NodeStatusReport } from '../../../src/domain/nodes/status-report.ts';
import { type PlayedMachines, startNodesEdge } from '../../aws/nodes-edge.ts';
import { onLoopback } from '../../ec2/choose-machines.ts';
import { mustRecords } from '../../ec2/cluster-client.ts';
import { bootstrapServers, brokers, clusterName, controllers, type Slot } from '../../ec2/cluster-plan.ts';
import { bootAll, type Node, startTrialCluster, type TrialCluster } from '../../ec2/trial-cluster.ts';

let cluster: TrialCluster;
let nodes: Map<Slot, Node>;
let edge: Awaited<ReturnType<typeof startNodesEdge>>;

/** The instances of the trial, each with the node's own scripts, for who asks for them by AWS. */
const played: PlayedMachines = {
  list: async () => {
    await Promise.resolve();
    return [...nodes].map(([{ nodeId, role, zoneName }, { instanceId }]) => ({
      ...{ nodeId, role, instanceId },
      zone: zoneName,
    }));
  },
  run: async (action, id) => {
    const node = [...nodes.values()].find(({ instanceId }) => instanceId === id);
    if (node === undefined) return { exitCode: 1, output: 'no such instance' };
    // A new instance has no scripts until it has fetched them.
    const ended = await node.kafkaNode(action).catch((error: unknown) => String(error));
    if (typeof ended === 'string') return { exitCode: 127, output: ended };
    return { exitCode: ended.exitCode ?? 1, output: `${ended.stdout}${ended.stderr}` };
  },
  terminate: async id => {
    const [slot, node] = [...nodes].find(([, { instanceId }]) => instanceId === id) ?? [];
    if (slot === undefined || node === undefined) return;
    await cluster.terminate(node);
    const launched = await cluster.launch(slot);
    nodes.set(slot, launched);
    void launched.boot();
  },
};

beforeAll(async () => {
  cluster = await startTrialCluster(onLoopback);
  nodes = await bootAll(cluster);
  edge = await startNodesEdge(clusterName, played);
}, 600_000);
afterAll(async () => {
  edge.stop();
  await cluster.remove();
});

const program = resolve(import.meta.dirname, '../../../bin/kafka-steward.ts');

const steward = async (...args: readonly string[]) => {
  const there = ['-b', bootstrapServers, '--command-config', await cluster.propertiesFor('admin')];
  const environment = {
    ...edge.environment,
    AWS_REGION: 'eu-west-1',
    KAFKA_STEWARD_RUNS: join(cluster.directory, 'runs'),
  };
  return await cluster.machines.client.run('env', [
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...[process.execPath, program, 'nodes', ...args, '--nodes', `ec2:${clusterName}`, ...there],
  ]);
};
const reportOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout) as ChangeReport<NodeStep>;
const takenOut = ({ plan: { steps } }: ChangeReport<NodeStep>) =>
  steps.filter(({ action }) => action === 'take-out').map(({ nodeId }) => nodeId);
const statusNow = async () => {
  const { nodes: rows } = JSON.parse((await steward('status', '--json')).stdout) as NodeStatusReport;
  return rows;
};

describe("a cluster on the nodes' own scripts", () => {
  it('is restarted one by one: brokers, then controllers, the active one last', {
    timeout: 400_000,
  }, async () => {
    await mustRecords(cluster, { topic: 'restarted', create: true, write: ['before'] });
    const before = await statusNow();
    const active = before.find(({ leadsQuorum }) => leadsQuorum)?.nodeId ?? expect.fail('no controller is active');
    const other = controllers.find(({ nodeId }) => nodeId !== active)?.nodeId ?? expect.fail('there is one controller');
    const chosen = [active, other, 3].flatMap(nodeId => ['--node', String(nodeId)]);
    const restarted = await steward('restart', ...chosen, '--soak', '0s', '--apply', '--yes', '--json');
    expect(restarted, restarted.stderr).toMatchObject({ exitCode: 0 });
    const order = takenOut(reportOf(restarted));
    expect(order).toEqual([3, other, active]);
    const after = await statusNow();
    const anew = after.filter(({ process }, at) => process !== before[at]?.process).map(({ nodeId }) => nodeId);
    expect(anew.toSorted()).toEqual(order.toSorted());
    expect(after.map(({ machine }) => machine)).toEqual(before.map(({ machine }) => machine));
    expect((await mustRecords(cluster, { topic: 'restarted', read: 1 })).read).toEqual(['before']);
  });

  it('gets another machine for a broker, with its name and its data', { timeout: 300_000 }, async () => {
    await mustRecords(cluster, { topic: 'moved', create: true, write: ['before'] });
    const [first, second] = brokers;
    const machines = async () => new Map((await statusNow()).map(({ nodeId, machine }) => [nodeId, machine]));
    const before = await machines();
    const replaced = await steward('replace', '--node', '2', '--soak', '0s', '--apply', '--yes', '--json');
    expect(replaced, replaced.stderr).toMatchObject({ exitCode: 0 });
    const after = await machines();
    expect(after.get(second?.nodeId ?? 0)).not.toBe(before.get(second?.nodeId ?? 0));
    expect(after.get(first?.nodeId ?? 0)).toBe(before.get(first?.nodeId ?? 0));
    const { read, inSync } = await mustRecords(cluster, { topic: 'moved', read: 1 });
    expect(read).toEqual(['before']);
    expect(inSync.toSorted()).toEqual([1, 2, 3]);
  });
});
