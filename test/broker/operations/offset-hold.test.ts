import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../cli/new-plan.ts';
import { consumerGroupHeartbeat } from '../../../src/adapters/kafka/protocol/generated/consumer-group-heartbeat.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import { type AclBinding, aclText } from '../../../src/domain/acls/acl-binding.ts';
import type { Plan } from '../../../src/domain/change/plan.ts';
import type { HoldRequest } from '../../../src/domain/offsets/hold.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';
import type { OffsetCluster } from '../../../src/ports/offset-cluster.ts';
import { eventually, openScene, type Scene } from '../adapters/kafka/scene.ts';
import { sharedCluster } from '../broker-fixture.ts';
import { runSteward } from '../cli/run-process.ts';
import type { DyingOrder } from './dying-process.ts';
import { type OffsetScene, ofTopics, openOffsetScene, stage } from './offset-scene.ts';

let cluster: LocalCluster;
let scene: OffsetScene;
let asApp: Scene;
let directory: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  scene = await openOffsetScene(cluster);
  asApp = await openScene(cluster.connectionFor('app'));
  directory = await mkdtemp(join(tmpdir(), 'held-'));
});
afterAll(async () => {
  await asApp.close();
  await scene.close();
  await rm(directory, { recursive: true });
});

/** A stopped group that `app` may read, and a plan that holds it. */
async function stageHeld(name: string, hold: HoldRequest = { principals: ['User:app'] }) {
  const { topic, group } = await stage(scene, name);
  const read = { patternType: 'literal', principal: 'User:app', host: '*', operation: 'Read' } as const;
  const rules: readonly AclBinding[] = [
    { ...read, resourceType: 'Group', resourceName: group, permission: 'allow' },
    { ...read, resourceType: 'Topic', resourceName: topic, permission: 'allow' },
    // Somebody else's denial, which only looks like ours.
    { ...read, resourceType: 'Group', resourceName: group, permission: 'deny', host: '10.0.0.7' },
  ];
  await scene.opened.acls.createAcls(rules);
  const listRules = async () => (await scene.opened.acls.listAcls({ resourceName: group })).map(aclText).toSorted();
  const before = await eventually(async () => {
    const listed = await listRules();
    expect(listed).toHaveLength(2);
    return listed;
  });
  const plan = await scene.plan(group, { kind: 'latest' }, { ...ofTopics(topic), hold });
  const commits = async () => (await scene.commitsOf(group)).map(({ commit }) => commit?.offset);
  return { topic, group, before, listRules, plan, commits };
}

/** Applies with offsets of the test's own. */
async function applyWith(plan: Plan<OffsetStep>, offsets: Partial<OffsetCluster>) {
  const { opened } = scene;
  const world = {
    target: await opened.readTarget(),
    offsets: { ...opened.offsets, ...offsets },
    groups: opened,
    acls: opened.acls,
    nowMs: Date.now,
    sleep: (ms: number) => sleep(ms),
    emptyWithinMs: 0,
    onWaiting: () => undefined,
    watchMs: 0,
    verifyWithinMs: 10_000,
  };
  const runs = openRunDirectory(join(directory, plan.planId), Date.now);
  const circumstances = { ...runs, nowMs: Date.now, hash: sha256, person: 'tester', leaseMs: 60_000, world };
  return await applyChange(offsetReset, { plan, approval: { person: 'tester', digest: plan.digest } }, circumstances);
}

/** What a consumer that logs in as `app` gets: `joined`, or the error. */
async function tryToJoin(group: string, topic: string): Promise<string> {
  const consumer = createRecordClient(cluster.connectionFor('app')).consumer({
    groupId: group,
    maxWaitTimeInMs: 100,
    retry: { retries: 0 },
  });
  const told = new Promise<string>(resolve => {
    consumer.on('consumer.group_join', () => resolve('joined'));
    consumer.on('consumer.crash', ({ payload }) => resolve((payload.error as { type?: string }).type ?? 'unknown'));
  });
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ eachMessage: async () => undefined });
  const outcome = await told;
  await consumer.disconnect();
  return outcome;
}

const groupAuthorizationFailed = 30;

/** The same by the new protocol: the error code of a first heartbeat. */
async function tryToJoinAnew(group: string, topic: string): Promise<number> {
  const connection = await asApp.toCoordinator(group);
  const joining = { rebalanceTimeoutMs: 300_000, subscribedTopicNames: [topic], topicPartitions: [] };
  const body = { groupId: group, memberId: 'member', memberEpoch: 0, ...joining };
  return (await connection.request(consumerGroupHeartbeat, body)).errorCode;
}

describe('a group that is held while it is moved', () => {
  it('takes no consumer in while it is held, by neither protocol, and takes them in afterwards', async () => {
    const { topic, group, before, listRules, plan, commits } = await stageHeld('held', {});
    const tried: unknown[] = [];
    const report = await applyWith(plan, {
      writeCommits: async (of, some) => {
        tried.push(await tryToJoin(group, topic), await tryToJoinAnew(group, topic));
        return await scene.opened.offsets.writeCommits(of, some);
      },
    });
    expect(report).toMatchObject({ outcome: 'done', reasons: [] });
    expect(tried).toEqual(['GROUP_AUTHORIZATION_FAILED', groupAuthorizationFailed]);
    expect(await commits()).toEqual([10, 10, 10]);
    expect(await listRules()).toEqual(before);
    expect(await tryToJoin(group, topic)).toBe('joined');
  });

  it('is given back where the move is refused', async () => {
    const { topic, group, before, listRules, plan, commits } = await stageHeld('refused');
    const report = await applyWith(plan, {
      writeCommits: async (_, some) => some.map(row => ({ ...row, refusal: 'the test says no' })),
    });
    expect(report).toMatchObject({ outcome: 'failed' });
    expect(report.reasons.join()).toContain('the test says no');
    expect(await listRules()).toEqual(before);
    expect((await commits()).slice(0, 2)).toEqual([4, 7]);
    expect(await tryToJoin(group, topic)).toBe('joined');
  });

  it('is named by "runs show" and given back by "runs resume" after its process was killed', async () => {
    const { topic, group, before, listRules, plan, commits } = await stageHeld('killed');
    const runs = join(directory, 'killed');
    const planFile = join(directory, 'plan.json');
    await writeFile(planFile, JSON.stringify(plan));
    const order: DyingOrder = { cluster: cluster.directory.path, runs, planFile };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'held-process.ts'), JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    expect(await listRules()).toHaveLength(before.length + 1);
    expect(await tryToJoin(group, topic)).toBe('GROUP_AUTHORIZATION_FAILED');

    const env = { KAFKA_STEWARD_RUNS: runs, USER: 'tester' };
    const left = `deny Read on Group ${JSON.stringify(group)} (literal) to "User:app" from "*"`;
    const shown = await runSteward(['runs', 'show', plan.planId], { env });
    expect(shown.stdout.replaceAll(/\s+/g, ' ')).toContain(`takes it away: ${left}`);
    expect((await runSteward(['runs', 'list'], { env })).stdout).toMatch(new RegExp(`${plan.planId} +unfinished`));

    const there = ['-b', cluster.bootstrapServers, '--command-config', cluster.directory.clientProperties];
    await eventually(async () => {
      const { exitCode, stdout } = await runSteward(['runs', 'resume', plan.planId, '--yes', '--json', ...there], {
        env,
      });
      expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    });
    expect(await listRules()).toEqual(before);
    expect(await commits()).toEqual([10, 10, 10]);
    expect(await tryToJoin(group, topic)).toBe('joined');
  });
});
