import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newPlanSeal } from '../../../cli/new-plan.ts';
import { toNodeWorld } from '../../../cli/node-world.ts';
import type { Shell } from '../../../cli/shell.ts';
import { nodeFiles } from '../../../src/adapters/local/cluster-directory.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import type { NodeStep } from '../../../src/domain/nodes/node-step.ts';
import { nodeRestart } from '../../../src/operations/node-restart.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { eventually } from '../adapters/kafka/scene.ts';
import { type OwnCluster, startOwnCluster } from '../broker-fixture.ts';
import type { DyingOrder } from './dying-process.ts';
import { type NodeCluster, openNodeCluster, startTraffic, untilWhole, watchInSync } from './node-cluster.ts';

let own: OwnCluster;
let nodes: NodeCluster;

beforeAll(async () => {
  own = await startOwnCluster({ brokers: 3, security: 'scram' });
  nodes = await openNodeCluster(own.cluster);
});
afterAll(async () => {
  await nodes.close();
  await own.remove();
});
beforeEach(
  async () => await untilWhole({ path: nodes.cluster.directory.path, connection: nodes.cluster.connectionFor() }),
);

const reportOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout) as ChangeReport<NodeStep>;
const soon = ['--soak', '0s', '--apply', '--yes', '--json'];

describe('a rolling restart', { timeout: 180_000 }, () => {
  it('goes over all nodes without a lost record, and never has fewer than two of three replicas in sync', async () => {
    const topic = nodes.scene.name('rolling');
    await nodes.scene.createTopic(topic, 6, 3);
    const traffic = await startTraffic(nodes, topic);
    await expect.poll(() => traffic.read.size, { timeout: 60_000 }).toBeGreaterThan(0);
    const watch = watchInSync(nodes, topic);
    const before = await nodes.processes();
    const restarted = await nodes.nodes(['restart', '--all', ...soon]);
    expect(restarted, restarted.stderr).toMatchObject({ exitCode: 0 });
    expect(reportOf(restarted)).toMatchObject({ outcome: 'done', reasons: [] });
    await watch.stop();
    await traffic.stopProducing();
    const unread = () => [...traffic.acknowledged].filter(value => !traffic.read.has(value));
    await expect.poll(unread, { timeout: 60_000 }).toEqual([]);
    await traffic.close();

    const after = await nodes.processes();
    expect(after.filter((process, at) => process !== before[at])).toHaveLength(3);
    expect(watch.seen.looks).toBeGreaterThan(0);
    expect(watch.seen.leastInSync).toBe(2);
    expect(traffic.refusals).toEqual([]);
    const { partitions } = await nodes.opened.health.readHealth();
    const ledElsewhere = partitions.filter(({ leaderId, replicaIds }) => leaderId !== replicaIds[0]);
    expect(ledElsewhere).toEqual([]);
  });

  it('refuses while a broker is out, names what is missing, and touches nothing', async () => {
    const topic = nodes.scene.name('waiting');
    await nodes.scene.createTopic(topic, 2, 3);
    await nodes.cluster.stopBroker(2);
    const before = await nodes.processes();
    const status = await eventually(async () => {
      const told = await nodes.nodes(['status', '--fail-on', 'shut']);
      // Not by the name of the topic: of many partitions three are named.
      if (!told.stdout.includes('with replicas that are not in sync')) throw new Error('nobody has noticed yet');
      return told;
    });
    expect(status).toMatchObject({ exitCode: 6 });
    expect(status.stdout).toMatch(/broker 2 +rack-2 +down/);
    const refused = await nodes.nodes(['restart', '--node', '1', ...soon]);
    expect(refused).toMatchObject({ exitCode: 3 });
    const { checks } = JSON.parse(refused.stdout) as ChangeReport<NodeStep>;
    const shut = checks.filter(({ level }) => level === 'block').map(({ name }) => name);
    expect(shut).toEqual(expect.arrayContaining(['every-node-runs', 'every-broker-is-in']));
    expect(shut).toContain('no-partition-is-under-replicated');
    expect(await nodes.processes()).toEqual(before);
  });

  it('refuses to take out the only replica of a topic, by name', async () => {
    const topic = nodes.scene.name('single');
    await nodes.scene.createTopic(topic, 3, 1);
    const refused = await nodes.nodes(['restart', '--all', '--apply', '--yes']);
    expect(refused).toMatchObject({ exitCode: 3 });
    expect(refused.stdout.replaceAll(/\s+/g, ' ')).toContain(`would be out of use with the only broker: "${topic}-0"`);
    const accepted = await nodes.nodes(['restart', '--node', '2', '--accept-outage', topic, '--json']);
    expect(accepted).toMatchObject({ exitCode: 0 });
    const admin = createRecordClient(nodes.cluster.connectionFor()).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  });

  it('is gone on with by "runs resume" after its process was killed between the stop and the start of a node', async () => {
    const before = await nodes.processes();
    const shell = { nowMs: Date.now, sleep: realClock.sleep, stderr: { write: () => undefined } } as unknown as Shell;
    const place = `local:${nodes.cluster.directory.path}`;
    const cluster = { ...nodes.opened, describeCode: String };
    const world = await toNodeWorld(cluster, shell, { openNodes: async () => nodes.control }, place);
    const request = {
      choice: { kind: 'named', nodeIds: [1, 2] },
      ...{ nodes: place, soakMs: 0, returnWithinMs: 60_000, elects: true, acceptedTopics: [] },
    } as const;
    const plan = await planChange(nodeRestart, request, world, newPlanSeal({ nowMs: Date.now }));
    const planFile = join(nodes.directory, 'plan.json');
    await writeFile(planFile, JSON.stringify(plan));
    const order: DyingOrder = { cluster: nodes.cluster.directory.path, runs: nodes.runs, planFile };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'restarting-process.ts'), JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    const [first, second] = plan.steps.filter(({ action }) => action === 'take-out').map(({ nodeId }) => nodeId);
    const broken = await nodes.processes();
    // The first node is back as another process, the second one is down, the third has not been touched.
    expect(broken[first! - 1]).not.toBe(before[first! - 1]);
    expect(broken[first! - 1]).toBeDefined();
    expect(broken[second! - 1]).toBeUndefined();
    expect(broken[2]).toBe(before[2]);

    const resumed = await nodes.steward(['runs', 'resume', plan.planId, '--yes', '--json']);
    expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 });
    const after = await nodes.processes();
    expect(after[first! - 1]).toBe(broken[first! - 1]);
    expect(after[second! - 1]).toBeDefined();
    expect(after[2]).toBe(before[2]);
  });

  it('stops at a broker that does not come back, says so, leaves the others alone, and goes on when it is mended', async () => {
    const before = await nodes.processes();
    const { properties } = nodeFiles(nodes.cluster.directory, 'broker-1');
    const good = await readFile(properties, 'utf8');
    await writeFile(properties, `${good}log.dirs=\n`);
    const stopped = await nodes.nodes(['restart', '--node', '1', '--node', '2', '--back-within', '40s', ...soon]);
    await writeFile(properties, good);
    const { order, runId, reasons } = { ...reportOf(stopped), order: takenOut(reportOf(stopped)) };
    // Where node 1 is the active controller it has its turn last.
    const isLast = order.at(-1) === 1;
    expect(stopped, stopped.stderr).toMatchObject({ exitCode: 5 });
    expect(reasons.join()).toContain('broker 1 does not run in time; no other node is touched');
    const now = await nodes.processes();
    expect(now[0]).toBeUndefined();
    expect(now[1] === before[1]).toBe(!isLast);
    expect(now[2]).toBe(before[2]);

    await nodes.control.startNode(1);
    const resumed = await nodes.steward(['runs', 'resume', runId, '--yes', '--json']);
    expect(resumed, resumed.stderr).toMatchObject({ exitCode: 0 });
    expect((await nodes.processes())[1]).not.toBe(before[1]);
  });

  it('has the cluster to itself: a second run is refused while one is under way', async () => {
    let second: Promise<{ readonly exitCode: number | null; readonly stdout: string }> | undefined;
    const first = await nodes.nodes(['restart', '--node', '3', '--soak', '20s', '--apply', '--yes', '--json'], {
      onNote: told => {
        if (told.includes('soaking')) second ??= nodes.nodes(['restart', '--node', '1', ...soon]);
      },
    });
    expect(first).toMatchObject({ exitCode: 0 });
    const refused = await second;
    expect(refused).toMatchObject({ exitCode: 3 });
    expect(reportOf(refused!).reasons.join()).toContain('is being changed by run');
  });
});

it('gives a node another machine, and keeps its name and its data', { timeout: 120_000 }, async () => {
  const before = await nodes.processes();
  const replaced = await nodes.nodes(['replace', '--node', '2', ...soon]);
  expect(replaced, replaced.stderr).toMatchObject({ exitCode: 0 });
  expect(reportOf(replaced).findings[0]).toMatchObject({
    kind: 'as-planned',
    sentence: 'broker 2 is back on another machine, in sync',
  });
  const after = await nodes.processes();
  expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  expect(after[1]).not.toBe(before[1]);
});

function takenOut({ plan: { steps } }: ChangeReport<NodeStep>): readonly number[] {
  return steps.filter(({ action }) => action === 'take-out').map(({ nodeId }) => nodeId);
}
