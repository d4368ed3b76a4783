import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newPlanSeal, sha256 } from '../../../cli/new-plan.ts';
import { type OpenCluster, openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import type { LocalCluster } from '../../../src/adapters/local/local-cluster.ts';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import type { Check, Plan } from '../../../src/domain/change/plan.ts';
import { byTopicAndPartition, type PartitionCommit } from '../../../src/domain/offsets/commit.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import type { OffsetResetRequest, OffsetTarget } from '../../../src/domain/offsets/request.ts';
import { parseTopicChoice } from '../../../src/domain/offsets/topic-choice.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';
import type { OffsetWorld } from '../../../src/operations/offset-world.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { planUndo } from '../../../src/operations/plan-undo.ts';
import { readRun } from '../../../src/operations/read-run.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { openScene, type Scene } from '../adapters/kafka/scene.ts';

/** Everything a test of moved offsets needs of one real cluster. */
export interface OffsetScene extends Scene {
  readonly opened: OpenCluster;
  readonly plan: (group: string, target: OffsetTarget, more?: Partial<OffsetResetRequest>) => Promise<Plan<OffsetStep>>;
  readonly apply: (plan: Plan<OffsetStep>) => Promise<ChangeReport<OffsetStep>>;
  readonly planUndo: (runId: string) => Promise<Plan<OffsetStep>>;
  /** Sorted, as the coordinator has them now. */
  readonly commitsOf: (group: string) => Promise<readonly PartitionCommit[]>;
}

/** Names of the checks that block. */
export const blocks = (checks: readonly Check[]): string[] =>
  checks.filter(({ level }) => level === 'block').map(({ name }) => name);

/** Ten records in each of three partitions; the group has read some of the first two. */
export async function stage(
  scene: OffsetScene,
  name: string,
): Promise<{ readonly topic: string; readonly group: string }> {
  const topic = scene.name(name);
  const group = scene.name(`${name}: app`);
  await scene.createTopic(topic, 3);
  await scene.produce(topic, 10, 3);
  await scene.commit(group, topic, [4n, 7n]);
  return { topic, group };
}

export const ofTopics = (...topics: readonly string[]): Pick<OffsetResetRequest, 'scope'> => ({
  scope: { kind: 'topics', choices: topics.map(parseTopicChoice) },
});

export async function openOffsetScene(cluster: LocalCluster, watchMs = 0, user?: string): Promise<OffsetScene> {
  const scene = await openScene(cluster.connectionFor());
  const opened = await openCluster(cluster.connectionFor(user), realClock);
  const directory = await mkdtemp(join(tmpdir(), `runs-${randomUUID().slice(0, 8)}`));
  const world: OffsetWorld = {
    target: await opened.readTarget(),
    offsets: opened.offsets,
    acls: opened.acls,
    groups: opened,
    nowMs: Date.now,
    sleep: ms => sleep(ms),
    emptyWithinMs: 0,
    onWaiting: () => undefined,
    watchMs,
    verifyWithinMs: 10_000,
  };
  const runs = openRunDirectory(directory, Date.now);
  const circumstances = { ...runs, nowMs: Date.now, hash: sha256, person: 'tester', leaseMs: 60_000, world };
  const usual = { scope: { kind: 'all' }, outOfRange: 'refuse', noRecord: 'refuse' } as const;
  return {
    ...scene,
    opened,
    plan: (group, target, more = {}) =>
      planChange(offsetReset, { ...usual, group, target, ...more }, world, newPlanSeal({ nowMs: Date.now })),
    apply: plan =>
      applyChange(offsetReset, { plan, approval: { person: 'tester', digest: plan.digest } }, circumstances),
    planUndo: async runId => {
      const { story } = await readRun<OffsetStep>(runs.journal, runId);
      return planUndo(offsetReset, story, world, newPlanSeal({ nowMs: Date.now }));
    },
    commitsOf: async group => (await opened.offsets.readCommits(group)).commits.toSorted(byTopicAndPartition),
    async close() {
      opened.close();
      await scene.close();
      await rm(directory, { recursive: true });
    },
  };
}
