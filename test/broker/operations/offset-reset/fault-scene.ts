import { randomUUID } from 'node:crypto';
import { newPlanSeal, sha256 } from '../../../../cli/new-plan.ts';
import { defaultPatience } from '../../../../src/adapters/kafka/client/client-options.ts';
import { openCluster } from '../../../../src/adapters/kafka/open-cluster.ts';
import { openRunDirectory } from '../../../../src/adapters/local/journal/run-directory.ts';
import type { LocalCluster } from '../../../../src/adapters/local/local-cluster.ts';
import type { ChangeReport } from '../../../../src/domain/change/change-report.ts';
import type { RunEvent } from '../../../../src/domain/change/journal-entry.ts';
import type { Plan } from '../../../../src/domain/change/plan.ts';
import type { OffsetStep } from '../../../../src/domain/offsets/offset-step.ts';
import { applyChange } from '../../../../src/operations/apply-change.ts';
import { offsetReset } from '../../../../src/operations/offset-reset.ts';
import type { OffsetWorld } from '../../../../src/operations/offset-world.ts';
import { planChange } from '../../../../src/operations/plan-change.ts';
import { runJavaTool } from '../../adapters/kafka/java-tool.ts';
import { realClock } from '../../adapters/kafka/real-clock.ts';
import { openScene } from '../../adapters/kafka/scene.ts';

export const stepCount = 6;
/** So long that two commits fill a step: brokers of a test of faults have to allow it. */
const metadata = 'x'.repeat(30_000);
export const brokerProperties = { 'offset.metadata.max.bytes': metadata.length };
export const partitionCount = 2 * stepCount;

export interface Staged {
  readonly topic: string;
  readonly group: string;
}

/** Ten records in each partition; the group has read four of each, and its moves take a step for two of them. */
export async function stageSteps(cluster: LocalCluster, replicas: number): Promise<Staged> {
  const scene = await openScene(cluster.connectionFor());
  const topic = scene.name('steps');
  const group = scene.name('steps-app');
  await scene.createTopic(topic, partitionCount, replicas);
  await scene.produce(topic, 10, partitionCount);
  await scene.commit(group, topic, Array<bigint>(partitionCount).fill(4n));
  await scene.close();
  const opened = await openCluster(cluster.connectionFor(), realClock);
  const commits = partitionsOf(topic).map(row => ({ ...row, commit: { offset: 4, metadata } }));
  await opened.offsets.writeCommits(group, commits);
  opened.close();
  return { topic, group };
}

const partitionsOf = (topic: string) =>
  Array.from({ length: partitionCount }, (_, partition) => ({ topic, partition }));

/** What each commit of the group is once it was moved. */
export const movedCommits = (topic: string) =>
  partitionsOf(topic).map(row => ({ ...row, commit: { offset: 10, metadata } }));

/** One process after another that works on the runs of one directory. */
export interface Operator {
  readonly plan: () => Promise<Plan<OffsetStep>>;
  /** With something that happens as soon as an event is in the journal. */
  readonly apply: (
    plan: Plan<OffsetStep>,
    onWritten?: (event: RunEvent) => Promise<void>,
  ) => Promise<ChangeReport<OffsetStep>>;
  /** The events of the run, as words: `step-begun 1`. */
  readonly journalOf: (runId: string) => Promise<readonly string[]>;
  readonly close: () => void;
}

interface OperatorOptions {
  readonly directory: string;
  readonly retryWindowMs?: number;
}

export async function openOperator(
  connection: ReturnType<LocalCluster['connectionFor']>,
  { topic, group }: Staged,
  { directory, retryWindowMs = defaultPatience.retryWindowMs }: OperatorOptions,
): Promise<Operator> {
  const opened = await openCluster(connection, { ...realClock, retryWindowMs });
  const { nowMs, sleep } = realClock;
  const patience = { emptyWithinMs: 0, onWaiting: () => undefined, watchMs: 0, verifyWithinMs: 10_000 };
  const world: OffsetWorld = {
    target: await opened.readTarget(),
    offsets: opened.offsets,
    acls: opened.acls,
    groups: opened,
    nowMs,
    sleep,
    ...patience,
  };
  const { journal, lock } = openRunDirectory(directory, nowMs);
  const approvalOf = ({ digest }: Plan<OffsetStep>) => ({ person: 'tester', digest });
  const request = {
    group,
    target: { kind: 'offset', offset: 10 },
    scope: { kind: 'topics', choices: [{ topic }] },
    outOfRange: 'refuse',
    noRecord: 'refuse',
  } as const;
  return {
    plan: () => planChange(offsetReset, request, world, newPlanSeal({ nowMs })),
    apply: (plan, onWritten = async () => undefined) => {
      const watched = {
        ...journal,
        append: async (entry: Parameters<typeof journal.append>[0]) => {
          await journal.append(entry);
          await onWritten(entry.event);
        },
      };
      const circumstances = { journal: watched, lock, nowMs, hash: sha256, person: 'tester', leaseMs: 120_000, world };
      return applyChange(offsetReset, { plan, approval: approvalOf(plan) }, circumstances);
    },
    journalOf: async runId => {
      const { entries } = await journal.read(runId);
      return entries.map(({ event }) => wordsOf(event));
    },
    close: () => opened.close(),
  };
}

function wordsOf(event: RunEvent): string {
  if (event.kind === 'step-done') return `${event.kind} ${event.step} ${event.how}`;
  if (event.kind === 'step-failed') return `${event.kind} ${event.step} ${event.fate}`;
  if (event.kind === 'ended') return `${event.kind} ${event.outcome}`;
  return 'step' in event ? `${event.kind} ${event.step}` : event.kind;
}

/** How often each partition of the group was committed to offset 10, by what the brokers keep of it. */
export async function countMoves(cluster: LocalCluster, { topic, group }: Staged): Promise<readonly number[]> {
  const output = await runJavaTool(cluster, 'org.apache.kafka.tools.consumer.ConsoleConsumer', [
    ...['--topic', '__consumer_offsets', '--from-beginning', '--group', randomUUID(), '--timeout-ms', '5000'],
    // Commits of its own would be records of this topic: it would read those, and find no end.
    ...['--command-property', 'enable.auto.commit=false'],
    ...['--formatter', 'org.apache.kafka.tools.consumer.OffsetsMessageFormatter'],
  ]);
  // The formatter writes one document after another, with nothing between them.
  const moved = new RegExp(
    `"group":"${group}","topic":"${topic}","partition":(\\d+)\\}\\},"value":[^}]*\\{"offset":10,`,
    'g',
  );
  const counts = Array<number>(partitionCount).fill(0);
  for (const [, partition] of output.matchAll(moved)) counts[Number(partition)]! += 1;
  return counts;
}
