import { compareWithPlan } from '../domain/change/compare.ts';
import type { Finding } from '../domain/change/finding.ts';
import type { Json } from '../domain/change/json.ts';
import type { ChangeWorld, Check, ObjectState, Plan, PlanDraft } from '../domain/change/plan.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { type PerfTopicStep, perfTopicPrefix, topicIdOf, topicObject } from '../domain/perf/topic-step.ts';
import type { NewTopic, TopicAdmin, TopicState } from '../ports/topic-admin.ts';

export interface PerfTopicWorld extends ChangeWorld {
  readonly topics: TopicAdmin;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The topic of a load. Making it is the change, removing it the undo: what a killed load leaves, its journal knows. */
export const perfTopic: Runbook<NewTopic, PerfTopicStep, PerfTopicWorld> = {
  kind: 'perf-topic',
  plan,
  observe: async (made, world) => await Promise.all(made.steps.map(step => observeStep(step, world))),
  check: async ({ steps }, { topics }) => (await Promise.all(steps.map(step => checkStep(step, topics)))).flat(),
  act,
  settle,
  verify,
  undo,
};

async function plan(topic: NewTopic, { target, topics }: PerfTopicWorld): Promise<PlanDraft<PerfTopicStep>> {
  const object = topicObject(topic.name);
  const { name, partitions, replicationFactor, settings } = topic;
  const step = { objects: [object], action: 'create', topic: name, partitions, replicationFactor, settings } as const;
  return {
    target,
    checks: await checkNewTopic(topic, topics),
    objects: [{ object, after: { partitions, replicationFactor } }],
    steps: [step],
    risk: `makes topic ${name}`,
  };
}

/** The id of a topic that is to be made is nobody's to know; of one that is to go it is what counts. */
async function observeStep(step: PerfTopicStep, { topics }: PerfTopicWorld): Promise<ObjectState> {
  const found = await topics.readTopic(step.topic);
  const object = topicObject(step.topic);
  return found === undefined
    ? { object }
    : { object, state: step.action === 'create' ? shapeOf(found) : identityOf(found) };
}

const shapeOf = ({ partitions, replicationFactor }: TopicState): Json => ({ partitions, replicationFactor });
const identityOf = (found: TopicState): Json => ({ ...(shapeOf(found) as object), topicId: found.topicId });

async function checkStep(step: PerfTopicStep, topics: TopicAdmin): Promise<readonly Check[]> {
  if (step.action === 'delete' || (await topics.readTopic(step.topic)) !== undefined) return [];
  return await checkNewTopic({ ...step, name: step.topic }, topics);
}

/** Whether a topic can be made. Reads only. */
export async function checkNewTopic(topic: NewTopic, topics: TopicAdmin): Promise<readonly Check[]> {
  const name = JSON.stringify(topic.name);
  if ((await topics.readTopic(topic.name)) !== undefined) {
    const sentence = `topic ${name} is there already; name another one, or say --allow-existing to write to it`;
    return [block('topic-is-free', sentence)];
  }
  const refusal = await topics.checkNewTopic(topic);
  return refusal === undefined ? [] : [block('topic-can-be-made', `topic ${name} cannot be made: ${refusal}`)];
}

async function act(step: PerfTopicStep, { topics }: PerfTopicWorld): Promise<StepOutcome> {
  if (step.action === 'delete') {
    const refusal = await topics.deleteTopic({ name: step.topic, topicId: step.topicId });
    return refusal === undefined ? { kind: 'done' } : { kind: 'failed', sentence: `${step.topic} stays: ${refusal}` };
  }
  const refusal = await topics.createTopic({ ...step, name: step.topic });
  if (refusal !== undefined) return { kind: 'failed', sentence: `${step.topic} was not made: ${refusal}` };
  const made = await topics.readTopic(step.topic);
  return { kind: 'done', ...(made === undefined ? {} : { detail: { topicId: made.topicId } }) };
}

/** Names are of one run, so a topic of the name that a step was to make is the one it made. */
async function settle(step: PerfTopicStep, { topics }: PerfTopicWorld): Promise<StepFate> {
  const found = await topics.readTopic(step.topic);
  if (step.action === 'create') return found === undefined ? 'no-effect' : 'took-effect';
  return found === undefined || found.topicId !== step.topicId ? 'took-effect' : 'repeatable';
}

const betweenReadsMs = 200;
const verifyWithinMs = 15_000;

/** Brokers hear of topics one after the other. */
async function verify(made: Plan<PerfTopicStep>, world: PerfTopicWorld): Promise<readonly Finding[]> {
  const untilMs = world.nowMs() + verifyWithinMs;
  for (;;) {
    const findings = compareWithPlan(made, await Promise.all(made.steps.map(step => observeStep(step, world))));
    if (findings.every(({ kind }) => kind === 'as-planned') || world.nowMs() >= untilMs) return findings;
    await world.sleep(betweenReadsMs);
  }
}

/** Takes away what was made, by its id, and nothing that has the same name by now. */
async function undo(story: RunStory<PerfTopicStep>, world: PerfTopicWorld): Promise<PlanDraft<PerfTopicStep>> {
  const { target, topics } = world;
  const [step] = story.plan.steps;
  const [progress] = story.steps;
  const nothing = { target, checks: [], objects: [], steps: [], risk: 'finds nothing to remove' };
  if (step?.action !== 'create' || progress?.kind === 'waiting') return nothing;
  const found = await topics.readTopic(step.topic);
  if (found === undefined) return nothing;
  const object = topicObject(step.topic);
  const madeId = progress?.kind === 'done' ? topicIdOf(progress.detail) : undefined;
  // Where nobody was told the id, only a name that is of this one run tells whose it is.
  const isOurs = madeId === undefined ? step.topic.startsWith(perfTopicPrefix) : madeId === found.topicId;
  const sentence = `topic ${step.topic} is not the one that run ${story.plan.planId} made; look whose it is`;
  return {
    target,
    checks: isOurs ? [] : [block('topic-is-the-one-made', sentence)],
    objects: [{ object, before: identityOf(found) }],
    steps: isOurs ? [{ objects: [object], action: 'delete', topic: step.topic, topicId: found.topicId }] : [],
    risk: `removes topic ${step.topic} and its records`,
  };
}
