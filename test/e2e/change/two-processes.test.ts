import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import { readRun } from '../../../src/operations/read-run.ts';
import { counterNames, type ToyStep } from '../../change/toy-runbook.ts';
import { readEffects, startToy, toyDirectory } from './toy-order.ts';

const onceEach = new Map(counterNames(5).map(counter => [counter, 1]));

const journalOf = (directory: string) => openRunDirectory(join(directory, 'runs'), Date.now).journal;
const readStory = async (directory: string) => (await readRun<ToyStep>(journalOf(directory), 'run-1')).story;

it('lets one of four processes apply a plan that all were given, and refuses the others by name', async () => {
  const directory = await toyDirectory(5);
  const people = ['ada', 'bob', 'eve', 'joe'];
  const ends = await Promise.all(people.map(person => startToy({ directory, person, pauseMs: 1_000 }).ended));
  const reports = ends.map(({ stdout }) => JSON.parse(stdout) as { outcome: string; reasons: string[] });
  expect(reports.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'refused', 'refused', 'refused']);
  const winner = people[reports.findIndex(({ outcome }) => outcome === 'done')]!;
  for (const { outcome, reasons } of reports) {
    if (outcome === 'refused') expect(reasons.join()).toContain(`is being changed by run run-1 of ${winner}`);
  }
  expect(await readEffects(directory)).toEqual(onceEach);
  expect((await readStory(directory)).people).toEqual([winner]);
});

it('refuses every entry of a process that slept until its lock was taken', async () => {
  const directory = await toyDirectory(5);
  const beforeSecondStep = 2 * 6 + 1;
  const boundary = { at: beforeSecondStep, signal: 'SIGSTOP' as const };
  const sleeper = startToy({ directory, leaseMs: 3_000, boundary });
  while ((await journalOf(directory).read('run-1')).entries.length === 0) await sleep(20);
  let thief = await startToy({ directory, person: 'eve' }).ended;
  while (thief.stdout.includes('refused')) thief = await startToy({ directory, person: 'eve' }).ended;
  expect(JSON.parse(thief.stdout)).toMatchObject({ outcome: 'done', reasons: [] });
  const told = await readStory(directory);

  sleeper.child.kill('SIGCONT');
  const woken = await sleeper.ended;
  expect(woken.exitCode).toBe(1);
  expect(woken.stderr).toContain('JournalFenced: entry 7 of run run-1 was not written');
  expect(await readEffects(directory)).toEqual(onceEach);
  expect(await readStory(directory)).toEqual(told);
  expect(told).toMatchObject({ people: ['ada', 'eve'], ended: { outcome: 'done' } });
});
