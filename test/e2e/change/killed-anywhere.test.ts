import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import { readRun } from '../../../src/operations/read-run.ts';
import { counterNames, type ToyStep } from '../../change/toy-runbook.ts';
import { readEffects, startToy, toyDirectory } from './toy-order.ts';

const stepCount = 20;
const entryCount = 4 + 2 * stepCount + 2;
const boundaryCount = 2 * entryCount;
const onceEach = new Map(counterNames(stepCount).map(counter => [counter, 1]));

it('passes a boundary before and after each entry of a run with 20 steps', async () => {
  const directory = await toyDirectory(stepCount);
  const { stdout, stderr } = await startToy({ directory }).ended;
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ outcome: 'done', reasons: [], boundaries: boundaryCount });
});

it('does each step once and tells the whole story, at whichever boundary it is killed', async () => {
  const boundaries = Array.from({ length: boundaryCount }, (_, at) => at + 1);
  const workOff = async () => {
    for (let at = boundaries.shift(); at !== undefined; at = boundaries.shift()) await killAndResume(at);
  };
  await Promise.all(Array.from({ length: 4 }, workOff));
});

async function killAndResume(at: number): Promise<void> {
  const directory = await toyDirectory(stepCount);
  const first = await startToy({ directory, boundary: { at, signal: 'SIGKILL' } }).ended;
  expect(first.signal, `killed at ${at}`).toBe('SIGKILL');
  const second = await startToy({ directory, person: 'eve' }).ended;
  expect(second, `resumed after ${at}`).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(second.stdout), `resumed after ${at}`).toMatchObject({ outcome: 'done', reasons: [] });
  expect(await readEffects(directory), `effects after ${at}`).toEqual(onceEach);

  const { journal } = openRunDirectory(join(directory, 'runs'), Date.now);
  const { story, entries, tornEntries } = await readRun<ToyStep>(journal, 'run-1');
  expect(story.steps.map(({ kind }) => kind)).toEqual(Array.from({ length: stepCount }, () => 'done'));
  expect(story).toMatchObject({ ended: { outcome: 'done' }, failure: undefined });
  expect(story.before).toHaveLength(stepCount);
  expect(entries.map(({ number }) => number)).toEqual(entries.map((_, index) => index + 1));
  expect(tornEntries).toBe(0);
}
