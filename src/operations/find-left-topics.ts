import type { RunSummary } from '../domain/change/run-summary.ts';
import { type PerfTopicStep, perfTopicPrefix } from '../domain/perf/topic-step.ts';
import type { LoadReader } from '../ports/load-reader.ts';
import type { RunJournal } from '../ports/run-journal.ts';
import type { TopicAdmin } from '../ports/topic-admin.ts';
import { perfTopic } from './perf-topic.ts';
import { readRun } from './read-run.ts';

/** A topic that a load has left, as far as anybody can tell. */
export interface LeftTopic {
  readonly topic: string;
  /** The run that made it; undefined: none that is recorded here, so it is not ours to remove. */
  readonly runId: string | undefined;
  readonly isWrittenTo: boolean;
}

export interface LeftTopicsWorld {
  readonly topics: TopicAdmin;
  readonly load: LoadReader;
  readonly journal: RunJournal;
  readonly clusterId: string;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Longer than a load pauses. */
const watchMs = 2_000;

/** Topics that recorded runs made and none removed, and others with the name of such a topic. Reads only. */
export async function findLeftTopics(world: LeftTopicsWorld): Promise<readonly LeftTopic[]> {
  const { topics, journal, clusterId, sleep } = world;
  const runs = await journal.list({ kind: perfTopic.kind, clusterId });
  const made = await Promise.all(runs.filter(run => mayHaveLeft(run, runs)).map(run => topicOf(run.runId, journal)));
  const runOf = new Map(made.map(({ topic, runId }) => [topic, runId]));
  const there = (await topics.listTopicNames()).filter(name => runOf.has(name) || name.startsWith(perfTopicPrefix));
  const before = await Promise.all(there.map(topic => endOf(topic, world)));
  if (there.length > 0) await sleep(watchMs);
  return await Promise.all(
    there.map(async (topic, at) => ({
      topic,
      runId: runOf.get(topic),
      isWrittenTo: (await endOf(topic, world)) !== before[at],
    })),
  );
}

function mayHaveLeft({ runId, undoes, unreadable, outcome }: RunSummary, runs: readonly RunSummary[]): boolean {
  if (undoes !== undefined || unreadable !== undefined || outcome === 'refused' || outcome === 'failed') return false;
  return !runs.some(other => other.undoes === runId && other.outcome === 'done');
}

async function topicOf(runId: string, journal: RunJournal) {
  const { story } = await readRun<PerfTopicStep>(journal, runId);
  return { runId, topic: story.plan.steps[0]?.topic ?? '' };
}

async function endOf(topic: string, { load }: LeftTopicsWorld): Promise<number> {
  return (await load.readEnds(topic)).reduce((sum, end) => sum + end, 0);
}
