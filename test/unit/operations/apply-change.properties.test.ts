import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRun } from '../../../src/operations/read-run.ts';
import type { ToyStep } from '../../change/toy-runbook.ts';
import { makeScene } from '../../change/toy-scene.ts';
import type { InMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';

const killed = new Error('killed');

/** The same runs, seen by a process that is killed at its nth boundary and from then on does nothing any more. */
function runsOfMortal(runs: InMemoryRuns, diesAt: number, boundary: { passed: number }): InMemoryRuns {
  const live = () => {
    if (boundary.passed >= diesAt) throw killed;
    boundary.passed++;
  };
  return {
    journal: {
      ...runs.journal,
      async append(entry) {
        live();
        await runs.journal.append(entry);
        live();
      },
    },
    lock: {
      ...runs.lock,
      release: async grant => (boundary.passed >= diesAt ? undefined : runs.lock.release(grant)),
    },
  };
}

it('does each step once and tells the whole story, however often and wherever it is killed', async () => {
  const deaths = fc.array(fc.nat(24), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(deaths, async diesAt => {
      const { apply, runs, world, clock } = await makeScene({ counters: 5 });
      for (const boundaries of diesAt) {
        await apply({ runs: runsOfMortal(runs, boundaries, { passed: 0 }) }).catch((error: unknown) => {
          if (error !== killed) throw error;
        });
        clock.nowMs += 1_000;
      }
      expect(await apply()).toMatchObject({ outcome: 'done', reasons: [] });
      expect([...world.effects.values()]).toEqual([1, 1, 1, 1, 1]);
      const { story, entries } = await readRun<ToyStep>(runs.journal, 'run-1');
      expect(story.steps.every(({ kind }) => kind === 'done')).toBe(true);
      expect(story.before).toHaveLength(5);
      expect(entries.map(({ number }) => number)).toEqual(entries.map((_, at) => at + 1));
    }),
    { numRuns: 300 },
  );
});
