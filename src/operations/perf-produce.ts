import type { Approval } from '../domain/change/approval.ts';
import type { ChangeReport } from '../domain/change/change-report.ts';
import type { HashText } from '../domain/change/digest.ts';
import type { Plan } from '../domain/change/plan.ts';
import type { PlanSeal } from '../domain/change/seal-plan.ts';
import { OperationError } from '../domain/errors.ts';
import type { PerfPlan } from '../domain/perf/perf-plan.ts';
import type { CleanUp, LoadResult, PerfReport } from '../domain/perf/perf-report.ts';
import { kneeOf } from '../domain/perf/ramp.ts';
import type { PerfTopicStep } from '../domain/perf/topic-step.ts';
import { type ApplyCircumstances, applyChange } from './apply-change.ts';
import { type PerfTopicWorld, perfTopic } from './perf-topic.ts';
import { planChange } from './plan-change.ts';
import { planUndo } from './plan-undo.ts';
import { readRun } from './read-run.ts';
import { type LoadWorld, runLoad } from './run-load.ts';
import type { RecorderParts } from './run-recorder.ts';

/** What a load is carried out with: the cluster, the journal, and who does it. */
export interface PerfWorld extends LoadWorld, PerfTopicWorld {
  readonly runs: Pick<RecorderParts, 'journal' | 'lock'>;
  readonly person: string;
  readonly hash: HashText;
  readonly newSeal: () => PlanSeal;
  /** Of each load, to tell its records from all others. */
  readonly newTag: () => number;
  readonly onLoad: (index: number) => void;
}

/** Making and removing a topic takes seconds. */
const leaseMs = 120_000;

/** The topic was not made, so nothing was sent. */
export interface TopicRefused {
  readonly kind: 'topic-refused';
  readonly report: ChangeReport<PerfTopicStep>;
}

/**
 * Makes the topic, sends the loads, removes the topic. A ramp ends with the first load that does not pass. The topic is removed
 * whatever becomes of the loads, an interruption included; where it cannot be, the report names the run that knows it.
 */
export async function producePerf(plan: PerfPlan, world: PerfWorld): Promise<PerfReport | TopicRefused> {
  const made = plan.topic.isOwn ? await makeTopic(plan, world) : undefined;
  if (made !== undefined && made.outcome !== 'done') return { kind: 'topic-refused', report: made };
  let results: readonly LoadResult[];
  try {
    results = await runLoads(plan, world);
  } catch (error) {
    const cleanUp = await cleanUpAfter(made, world);
    if (cleanUp.kind !== 'left' || !(error instanceof OperationError)) throw error;
    throw new OperationError(error.name, `${error.message}; topic ${plan.topic.name} is left: ${cleanUp.reason}`, {
      cause: error,
    });
  }
  const knee = plan.loads.length > 1 ? kneeOf(results) : undefined;
  const { clusterId, brokerCount, topic } = plan;
  const { name, partitions, replicationFactor, isOwn } = topic;
  return {
    kind: 'perf-report',
    ...{ clusterId, brokerCount, topic: { name, partitions, replicationFactor, isOwn }, results },
    ...(knee === undefined ? {} : { kneeRecordsPerSecond: knee }),
    cleanUp: await cleanUpAfter(made, world),
  };
}

async function runLoads({ loads, topic }: PerfPlan, world: PerfWorld): Promise<readonly LoadResult[]> {
  const results: LoadResult[] = [];
  for (const [index, load] of loads.entries()) {
    if (world.interruption.aborted && index > 0) break;
    world.onLoad(index);
    const result = await runLoad(load, { topic: topic.name, tag: world.newTag() }, world);
    results.push(result);
    if (result.verdict.kind !== 'passed') break;
  }
  return results;
}

async function makeTopic({ topic }: PerfPlan, world: PerfWorld): Promise<ChangeReport<PerfTopicStep>> {
  return await apply(await planChange(perfTopic, topic, world, world.newSeal()), world);
}

async function cleanUpAfter(made: ChangeReport<PerfTopicStep> | undefined, world: PerfWorld): Promise<CleanUp> {
  if (made === undefined) return { kind: 'not-ours' };
  return await removePerfTopic(made.runId, world);
}

/** Removes the topic that a run made. */
export async function removePerfTopic(
  runId: string,
  world: PerfTopicWorld & Pick<PerfWorld, 'runs' | 'person' | 'hash' | 'newSeal'>,
): Promise<CleanUp> {
  try {
    const { story } = await readRun<PerfTopicStep>(world.runs.journal, runId);
    const { outcome, reasons } = await apply(await planUndo(perfTopic, story, world, world.newSeal()), world);
    return outcome === 'done' ? { kind: 'removed', runId } : { kind: 'left', runId, reason: reasons.join('; ') };
  } catch (error) {
    if (error instanceof OperationError) return { kind: 'left', runId, reason: error.message };
    throw error;
  }
}

async function apply(
  plan: Plan<PerfTopicStep>,
  world: PerfTopicWorld & Pick<PerfWorld, 'runs' | 'person' | 'hash'>,
): Promise<ChangeReport<PerfTopicStep>> {
  const { runs, nowMs, person, hash } = world;
  const approval: Approval = { person, digest: plan.digest };
  const circumstances: ApplyCircumstances<PerfTopicWorld> = { ...runs, nowMs, hash, person, leaseMs, world };
  return await applyChange(perfTopic, { plan, approval }, circumstances);
}
