import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Runbook } from '../../../src/domain/change/runbook.ts';
import { sealPlan } from '../../../src/domain/change/seal-plan.ts';
import { type ToyRequest, type ToyStep, type ToyWorld, toyHash, toyRunbook } from '../../change/toy-runbook.ts';
import { makeScene } from '../../change/toy-scene.ts';
import type { InMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';

/** The toy scene with a hold around its steps, and what is held now. */
async function makeHeldScene() {
  const scene = await makeScene({ counters: 3 });
  const held = new Set<string>();
  const openings = { failing: false, stepsWithout: 0 };
  const bracket = (kind: 'open' | 'close'): ToyStep => ({
    objects: [],
    bracket: kind,
    counter: 'hold',
    from: 0,
    add: 0,
  });
  const seal = { planId: 'run-1', nowMs: scene.clock.nowMs, lifetimeMs: 60_000, hash: toyHash };
  const steps = [bracket('open'), ...scene.plan.steps, bracket('close')];
  const plan = sealPlan({ ...scene.plan, steps }, { kind: 'toy' }, seal);
  const runbook: Runbook<ToyRequest, ToyStep, ToyWorld> = {
    ...toyRunbook,
    act: async (step, world) => {
      if (step.bracket === undefined) {
        if (held.size === 0) openings.stepsWithout++;
        return await toyRunbook.act(step, world);
      }
      if (step.bracket === 'close') held.delete('group');
      else held.add('group');
      const fails = step.bracket === 'open' && openings.failing;
      return fails ? { kind: 'failed', sentence: 'the group is stuck' } : { kind: 'done' };
    },
    settle: async (step, world) => (step.bracket === undefined ? await toyRunbook.settle(step, world) : 'repeatable'),
  };
  const apply = (runs: InMemoryRuns = scene.runs) =>
    scene.apply({ plan, runbook, runs, approval: { person: 'bob', digest: plan.digest } });
  return { ...scene, held, openings, apply };
}

describe('steps that last only while the run does', () => {
  it('are done around the others', async () => {
    const { apply, held, world } = await makeHeldScene();
    expect(await apply()).toMatchObject({ outcome: 'done' });
    expect([held.size, ...world.effects.values()]).toEqual([0, 1, 1, 1]);
  });

  it('are taken away after a step that failed', async () => {
    const { apply, held, failAt } = await makeHeldScene();
    failAt('counter-2');
    expect(await apply()).toMatchObject({ outcome: 'partly-applied', reasons: ['counter-2 is stuck'] });
    expect(held.size).toBe(0);
  });

  it('do not count as a change where no other step was done', async () => {
    const { apply, held, failAt, world } = await makeHeldScene();
    failAt('counter-1');
    expect(await apply()).toMatchObject({ outcome: 'failed' });
    expect([held.size, world.effects.size]).toEqual([0, 0]);
  });

  it('are done anew by a process that goes on after they were taken away', async () => {
    const { apply, held, openings, failAt } = await makeHeldScene();
    failAt('counter-2');
    await apply();
    failAt(undefined);
    expect(await apply()).toMatchObject({ outcome: 'done' });
    expect([held.size, openings.stepsWithout]).toEqual([0, 0]);
  });

  it('are taken away once more where the first of them failed the time before', async () => {
    const { apply, held, openings } = await makeHeldScene();
    openings.failing = true;
    expect(await apply()).toMatchObject({ outcome: 'failed', reasons: ['the group is stuck'] });
    expect(held.size).toBe(0);
    openings.failing = false;
    expect(await apply()).toMatchObject({ outcome: 'done' });
    expect([held.size, openings.stepsWithout]).toEqual([0, 0]);
  });

  it('are taken away by a process that may do nothing else', async () => {
    const { apply, held, world, runs, clock } = await makeHeldScene();
    await apply(dyingAfter(runs, 9)).catch(() => undefined);
    expect(held.size).toBe(1);
    clock.nowMs += 1_000;
    world.values.set('counter-3', 9);
    expect(await apply()).toMatchObject({ outcome: 'partly-applied' });
    expect(held.size).toBe(0);
  });

  it('are taken away in the end, wherever the process is killed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 6 }), async deaths => {
        const { apply, held, openings, world, runs, clock } = await makeHeldScene();
        for (const entries of deaths) {
          await apply(dyingAfter(runs, entries)).catch(() => undefined);
          clock.nowMs += 1_000;
        }
        expect(await apply()).toMatchObject({ outcome: 'done' });
        expect([held.size, ...world.effects.values()]).toEqual([0, 1, 1, 1]);
        expect(openings.stepsWithout).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

/** A process that writes so many entries and is then gone, its lock with it. */
function dyingAfter(runs: InMemoryRuns, entries: number): InMemoryRuns {
  let left = entries;
  return {
    journal: {
      ...runs.journal,
      append: async entry => {
        if (left-- <= 0) throw new Error('killed');
        await runs.journal.append(entry);
      },
    },
    lock: { ...runs.lock, release: async () => undefined },
  };
}
