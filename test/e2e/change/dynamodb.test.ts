import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import { readRun } from '../../../src/operations/read-run.ts';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { counterNames, type ToyStep } from '../../change/toy-runbook.ts';
import { readEffects, startToy, toyDirectory } from './toy-order.ts';

const stepCount = 5;
const entryCount = 4 + 2 * stepCount + 2;
const onceEach = new Map(counterNames(stepCount).map(counter => [counter, 1]));
/** Enough that the lease of a toy process is over. */
const aheadMs = 61_000;

let aws: EmulatedAws;
beforeAll(async () => {
  aws = await startEmulatedAws();
});
afterAll(() => aws.stop());

async function makeScene() {
  const directory = await toyDirectory(stepCount);
  const name = await makeRunTable(aws);
  const { journal } = openRunTable(new DynamoDBClient(aws.clientConfig), name, Date.now);
  return {
    order: { directory, table: { name, endpoint: aws.endpoint } },
    journal,
    effects: () => readEffects(directory),
    run: () => readRun<ToyStep>(journal, 'run-1'),
  };
}

// Around: the first entry, what was found before acting, a step in the middle, the last entry.
it.each([1, 2, 7, 8, 13, 14, 15, 16, 2 * entryCount - 1, 2 * entryCount])(
  'does each step once and tells the whole story, killed at boundary %i',
  async at => {
    const { order, effects, run } = await makeScene();
    const first = await startToy({ ...order, boundary: { at, signal: 'SIGKILL' } }).ended;
    expect(first).toMatchObject({ signal: 'SIGKILL', stderr: '' });
    const second = await startToy({ ...order, person: 'eve', aheadMs }).ended;
    expect(second).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(second.stdout)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(await effects()).toEqual(onceEach);
    const { story, entries } = await run();
    expect(story.steps.map(({ kind }) => kind)).toEqual(Array.from({ length: stepCount }, () => 'done'));
    expect(story).toMatchObject({ ended: { outcome: 'done' }, failure: undefined });
    expect(entries.map(({ number }) => number)).toEqual(entries.map((_, index) => index + 1));
  },
);

it('lets one of four processes apply a plan that all were given, and refuses the others by name', async () => {
  const { order, effects, run } = await makeScene();
  const people = ['ada', 'bob', 'eve', 'joe'];
  const ends = await Promise.all(people.map(person => startToy({ ...order, person, pauseMs: 200 }).ended));
  const reports = ends.map(({ stdout }) => JSON.parse(stdout) as { outcome: string; reasons: string[] });
  const { people: winners } = (await run()).story;
  expect(winners).toHaveLength(1);
  for (const { outcome, reasons } of reports) {
    if (outcome === 'refused') expect(reasons.join()).toContain(`is being changed by run run-1 of ${winners[0]!}`);
  }
  expect(await effects()).toEqual(onceEach);
});

it('refuses every entry of a process that slept until its lock was taken', async () => {
  const { order, journal, effects, run } = await makeScene();
  const beforeSecondStep = 2 * 6 + 1;
  const sleeper = startToy({ ...order, boundary: { at: beforeSecondStep, signal: 'SIGSTOP' } });
  while ((await journal.read('run-1')).entries.length < 6) await sleep(20);
  const thief = await startToy({ ...order, person: 'eve', aheadMs }).ended;
  expect(JSON.parse(thief.stdout)).toMatchObject({ outcome: 'done', reasons: [] });
  const told = (await run()).story;

  sleeper.child.kill('SIGCONT');
  const woken = await sleeper.ended;
  expect(woken.exitCode).toBe(1);
  expect(woken.stderr).toContain('JournalFenced: entry 7 of run run-1 was not written');
  expect(await effects()).toEqual(onceEach);
  expect((await run()).story).toEqual(told);
  expect(told).toMatchObject({ people: ['ada', 'eve'], ended: { outcome: 'done' } });
});
