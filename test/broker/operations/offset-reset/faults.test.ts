import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster } from '../../../../src/adapters/kafka/open-cluster.ts';
import { chooseFreePorts } from '../../../../src/adapters/local/free-ports.ts';
import { startLocalCluster } from '../../../../src/adapters/local/start-local-cluster.ts';
import type { RunEvent } from '../../../../src/domain/change/journal-entry.ts';
import { realClock } from '../../adapters/kafka/real-clock.ts';
import { openScene } from '../../adapters/kafka/scene.ts';
import { type OwnCluster, startOwnCluster, withLocalCluster } from '../../broker-fixture.ts';
import { type Cut, type CuttingRelay, startCuttingRelay } from './cutting-relay.ts';
import {
  brokerProperties,
  countMoves,
  movedCommits,
  openOperator,
  partitionCount,
  type Staged,
  stageSteps,
  stepCount,
} from './fault-scene.ts';

const onceEach = Array<number>(partitionCount).fill(1);
const stepsFrom = (first: number, how: string) =>
  Array.from({ length: stepCount - first }, (_, at) => [`step-begun ${first + at}`, `step-done ${first + at} ${how}`]);
const isDone = (step: number) => (event: RunEvent) => event.kind === 'step-done' && event.step === step;

let runs: string;
beforeAll(async () => {
  runs = await mkdtemp(join(tmpdir(), 'runs-'));
});
afterAll(() => rm(runs, { recursive: true }));

async function commitsOf(cluster: OwnCluster['cluster'], { group }: Staged) {
  const opened = await openCluster(cluster.connectionFor(), realClock);
  const { commits } = await opened.offsets.readCommits(group);
  opened.close();
  return commits.toSorted((a, b) => a.partition - b.partition);
}

async function seeMovedOnceEach(cluster: OwnCluster['cluster'], staged: Staged) {
  await expect.poll(() => countMoves(cluster, staged), { timeout: 60_000 }).toEqual(onceEach);
}

/** Clusters that start, die and come back, and Java tools that read them, on a machine that may be busy. */
const patience = { timeout: 240_000 };

describe('an offset reset over several steps, on three brokers', patience, () => {
  let own: OwnCluster;
  beforeAll(async () => {
    own = await startOwnCluster({ brokers: 3, extraBrokerProperties: brokerProperties });
  });
  afterAll(() => own.remove());

  it('ends done, each step done once, when the coordinator of the group is killed between two steps', async () => {
    const { cluster } = own;
    const staged = await stageSteps(cluster, 3);
    const operator = await openOperator(cluster.connectionFor(), staged, { directory: runs });
    const plan = await operator.plan();
    expect(plan.steps).toHaveLength(stepCount);
    const coordinator = await coordinatorOf(cluster, staged.group);
    const report = await operator.apply(plan, async event => {
      if (isDone(1)(event)) await cluster.killBroker(coordinator);
    });
    expect(report).toMatchObject({ outcome: 'done', reasons: [] });
    expect(await operator.journalOf(plan.planId)).toEqual([
      'planned',
      'started',
      'checked',
      'before',
      ...stepsFrom(0, 'acted').flat(),
      'verified',
      'ended done',
    ]);
    operator.close();
    await cluster.startBroker(coordinator);
    expect(await commitsOf(cluster, staged)).toEqual(movedCommits(staged.topic));
    await seeMovedOnceEach(cluster, staged);
  });

  it('ends partly applied with one reason when all brokers go down, and is finished by whoever resumes it', async () => {
    const { cluster } = own;
    const staged = await stageSteps(cluster, 3);
    const operator = await openOperator(cluster.connectionFor(), staged, {
      directory: runs,
      retryWindowMs: 2_000,
    });
    const plan = await operator.plan();
    const report = await operator.apply(plan, async event => {
      if (isDone(1)(event)) await Promise.all(cluster.brokers.map(({ brokerId }) => cluster.killBroker(brokerId)));
    });
    operator.close();
    expect(report.outcome).toBe('partly-applied');
    expect(report.reasons).toEqual([expect.stringMatching(/^[^\n]*127\.0\.0\.1[^\n]*$/)]);
    const begun = ['planned', 'started', 'checked', 'before', ...stepsFrom(0, 'acted').flat().slice(0, 4)];
    const failed = [...begun, 'step-begun 2', 'step-failed 2 unknown', 'ended partly-applied'];
    expect(await operator.journalOf(plan.planId)).toEqual(failed);

    await startLocalCluster({ directory: cluster.directory.path, brokers: 3 });
    const next = await openOperator(cluster.connectionFor(), staged, { directory: runs });
    expect(await next.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect((await next.journalOf(plan.planId)).slice(failed.length)).toEqual([
      'started',
      'checked',
      ...stepsFrom(2, 'acted').flat(),
      'verified',
      'ended done',
    ]);
    next.close();
    expect(await commitsOf(cluster, staged)).toEqual(movedCommits(staged.topic));
    await seeMovedOnceEach(cluster, staged);
  });
});

async function coordinatorOf({ connectionFor }: OwnCluster['cluster'], group: string): Promise<number> {
  const scene = await openScene(connectionFor());
  const { target } = await scene.toCoordinator(group);
  const broker = scene.client.brokers.find(({ port }) => port === target.port);
  await scene.close();
  return broker!.brokerId;
}

describe('an offset reset whose connection is cut in the middle of a commit', patience, () => {
  it.each<{ cut: Cut; count: number; how: string; sent: number }>([
    { cut: 'answer', count: 1, how: 'found', sent: stepCount },
    { cut: 'request', count: 3, how: 'acted', sent: stepCount + 3 },
  ])('ends done, each step done once, when $count times the $cut is lost', async ({ cut, count, how, sent }) => {
    await throughRelay(async (cluster, relay) => {
      const staged = await stageSteps(cluster, 1);
      const operator = await openOperator(cluster.connectionFor(), staged, { directory: runs });
      const plan = await operator.plan();
      const sentBefore = relay.sent();
      const report = await operator.apply(plan, async event => {
        if (isDone(1)(event)) relay.cutNext(cut, count);
      });
      expect(report).toMatchObject({ outcome: 'done', reasons: [] });
      expect(relay.sent() - sentBefore).toBe(sent);
      const told = await operator.journalOf(plan.planId);
      expect(told).toContain(`step-done 2 ${how}`);
      expect(await commitsOf(cluster, staged)).toEqual(movedCommits(staged.topic));

      // Once more with the same plan: nothing is sent, nothing is written down.
      const again = await operator.apply(plan);
      expect(again).toMatchObject({ outcome: 'done', reasons: [] });
      expect(relay.sent() - sentBefore).toBe(sent);
      expect(await operator.journalOf(plan.planId)).toEqual(told);
      operator.close();
      await seeMovedOnceEach(cluster, staged);
    });
  });
});

/** One broker whom clients know only by the port of a relay. */
async function throughRelay(
  test: (cluster: OwnCluster['cluster'], relay: CuttingRelay) => Promise<void>,
): Promise<void> {
  const [relayPort = 0, brokerPort = 0] = await chooseFreePorts(2);
  const relay = await startCuttingRelay(relayPort, brokerPort);
  const advertised = { 'advertised.listeners': `CLIENT://127.0.0.1:${relayPort}` };
  try {
    await withLocalCluster(
      { brokers: 1, firstPort: brokerPort, extraBrokerProperties: { ...brokerProperties, ...advertised } },
      cluster => test(cluster, relay),
    );
  } finally {
    await relay.close();
  }
}
