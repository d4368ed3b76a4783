import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/domain/change/journal-entry.ts';
import { sealPlan } from '../../../src/domain/change/seal-plan.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { planUndo } from '../../../src/operations/plan-undo.ts';
import { readRun } from '../../../src/operations/read-run.ts';
import { counterNames, type ToyStep, toyHash, toyRunbook } from '../../change/toy-runbook.ts';
import { makeScene } from '../../change/toy-scene.ts';

const kindsOf = (entries: readonly JournalEntry[]) => entries.map(({ event }) => event.kind);

describe('a change that goes well', () => {
  it('does each step once, reads back and ends as done', async () => {
    const { apply, world } = await makeScene();
    expect(await apply()).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
  });

  it('is told by its journal from the plan to the end', async () => {
    const { apply, runs } = await makeScene({ counters: 2 });
    await apply();
    const { entries } = await runs.journal.read('run-1');
    expect(kindsOf(entries)).toEqual([
      ...['planned', 'started', 'checked', 'before'],
      ...['step-begun', 'step-done', 'step-begun', 'step-done'],
      ...['verified', 'ended'],
    ]);
    expect(entries[1]!.event).toEqual({ kind: 'started', person: 'ada', approvedBy: 'bob' });
  });

  it('gives the cluster free', async () => {
    const { apply, runs } = await makeScene();
    await apply();
    const request = { clusterId: 'toy-cluster', runId: 'run-2', person: 'eve', leaseMs: 1_000 };
    expect((await runs.lock.acquire(request)).kind).toBe('granted');
  });

  it('does nothing when it is asked for again', async () => {
    const { apply, world, runs } = await makeScene();
    await apply();
    const { entries } = await runs.journal.read('run-1');
    expect(await apply()).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
    expect((await runs.journal.read('run-1')).entries).toEqual(entries);
  });

  it('renews its lease while it works', async () => {
    const { apply, clock } = await makeScene({ counters: 10, beforeAct: () => (clock.nowMs += 600) });
    expect(await apply()).toMatchObject({ outcome: 'done' });
  });
});

describe('a change that is not let in', () => {
  it('refuses a plan that was altered', async () => {
    const { apply, plan, world } = await makeScene();
    const altered = { ...plan, risk: 'none at all' };
    expect(await apply({ plan: altered })).toMatchObject({
      outcome: 'refused',
      reasons: ['plan run-1 was altered after it was made; make a new one'],
    });
    expect(world.effects.size).toBe(0);
  });

  it('refuses another cluster than the one that was planned for', async () => {
    const { apply, plan, runs, world } = await makeScene();
    const target = { ...plan.target, clusterId: 'production' };
    const report = await apply({ world: { ...world, target } });
    expect(report).toMatchObject({
      outcome: 'refused',
      reasons: ['plan run-1 is for cluster toy-cluster, this is production'],
    });
    expect(world.effects.size).toBe(0);
    expect((await runs.journal.read('run-1')).entries).toEqual([]);
  });

  it('refuses an approval of another version, and a plan out of date, and names both', async () => {
    const { apply, clock, runs } = await makeScene();
    clock.nowMs += 60_000;
    const { outcome, reasons } = await apply({ approval: { person: 'bob', digest: 'of something else' } });
    expect({ outcome, count: reasons.length }).toEqual({ outcome: 'refused', count: 2 });
    expect((await runs.journal.read('run-1')).entries).toEqual([]);
  });

  it('refuses a cluster that another run changes', async () => {
    const { apply, runs, world } = await makeScene();
    await runs.lock.acquire({ clusterId: 'toy-cluster', runId: 'run-2', person: 'eve', leaseMs: 1_000 });
    const { outcome, reasons } = await apply();
    expect(outcome).toBe('refused');
    expect(reasons[0]).toMatch(/^cluster toy-cluster is being changed by run run-2 of eve/);
    expect(world.effects.size).toBe(0);
  });

  it('refuses a run that was begun with another version of its plan', async () => {
    const { apply, plan, clock } = await makeScene();
    await apply();
    const seal = { planId: 'run-1', nowMs: clock.nowMs, lifetimeMs: 60_000, hash: toyHash };
    const other = sealPlan({ ...plan, risk: 'another one' }, { kind: 'toy' }, seal);
    expect(await apply({ plan: other, approval: { person: 'bob', digest: other.digest } })).toMatchObject({
      outcome: 'refused',
    });
  });
});

describe('a change that a check stops', () => {
  it('refuses with every reason: each object that moved and each check that blocks', async () => {
    const { apply, world } = await makeScene({
      checks: [
        { name: 'weather', level: 'block', sentence: 'it rains' },
        { name: 'wind', level: 'warn', sentence: 'it blows' },
      ],
    });
    world.values.set('counter-1', 7).delete('counter-2');
    expect(await apply()).toMatchObject({
      outcome: 'refused',
      reasons: [
        'counter-1 is 7 now, and was to be 0; make a new plan',
        'counter-2 is nothing now, and was to be 0; make a new plan',
        'it rains',
      ],
    });
    expect(world.effects.size).toBe(0);
  });

  it('can be asked for again when what stopped it is over', async () => {
    const { apply, world } = await makeScene();
    world.values.set('counter-1', 7);
    await apply();
    world.values.set('counter-1', 0);
    expect(await apply()).toMatchObject({ outcome: 'done', reasons: [] });
  });

  it('is partly applied where it had begun before', async () => {
    const { apply, world, failAt } = await makeScene();
    failAt('counter-2');
    await apply();
    failAt(undefined);
    world.values.set('counter-1', 5);
    expect(await apply()).toMatchObject({
      outcome: 'partly-applied',
      reasons: ['counter-1 is 5 now, and was to be 1; make a new plan'],
    });
  });
});

describe('a change that breaks', () => {
  it('ends as failed where nothing took effect', async () => {
    const { apply, failAt } = await makeScene();
    failAt('counter-1');
    expect(await apply()).toMatchObject({ outcome: 'failed', reasons: ['counter-1 is stuck'] });
  });

  it('ends as partly applied where something did, and goes on when asked again, also after the plan expired', async () => {
    const { apply, failAt, world, clock } = await makeScene();
    failAt('counter-2');
    expect(await apply()).toMatchObject({ outcome: 'partly-applied', reasons: ['counter-2 is stuck'] });
    expect([...world.values.values()]).toEqual([1, 0, 0]);
    failAt(undefined);
    clock.nowMs += 60_000;
    expect(await apply()).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
  });

  it('goes on where a step says that it failed, and yet took effect', async () => {
    const { apply, failAt, world } = await makeScene();
    failAt('counter-2', 'after its effect');
    expect(await apply()).toMatchObject({ outcome: 'done' });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
  });

  it('stops at a step of which nobody can say what became of it, and does not repeat it', async () => {
    const { apply, failAt, world, runbook } = await makeScene();
    failAt('counter-2', 'after its effect');
    const blind = { ...runbook, settle: () => Promise.reject(new OperationError('ConnectionLost', 'gone')) };
    expect(await apply({ runbook: blind })).toMatchObject({ outcome: 'partly-applied' });
    failAt(undefined);
    const { outcome, reasons } = await apply({ runbook: blind });
    expect(outcome).toBe('partly-applied');
    expect(reasons[0]).toMatch(/^step 2 was begun, and whether it took effect cannot be found out/);
    expect(await apply()).toMatchObject({ outcome: 'done' });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
  });

  it('leaves a defect of the program to its caller, and the run to be resumed', async () => {
    const { apply, runbook, world } = await makeScene();
    const faulty = { ...runbook, act: () => Promise.reject(new TypeError('undefined is not a function')) };
    await expect(apply({ runbook: faulty })).rejects.toThrow(TypeError);
    expect(await apply()).toMatchObject({ outcome: 'done' });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
  });
});

describe('a change that is not as planned afterwards', () => {
  it('ends as not verified with the difference, and is read back once more when asked again', async () => {
    const { apply, world, runbook } = await makeScene();
    const disturbed = {
      ...runbook,
      verify: async (...[plan]: Parameters<typeof runbook.verify>) => {
        world.values.set('counter-3', 9);
        return await runbook.verify(plan, world);
      },
    };
    expect(await apply({ runbook: disturbed })).toMatchObject({
      outcome: 'not-verified',
      reasons: ['counter-3 is 9, not 1'],
    });
    world.values.set('counter-3', 1);
    expect(await apply()).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...world.effects.values()]).toEqual([1, 1, 1]);
  });

  it('ends as not verified where it cannot be read back', async () => {
    const { apply, runbook } = await makeScene({ counters: 1 });
    const verify = () => Promise.reject(new OperationError('ConnectionLost', 'the broker has gone'));
    expect(await apply({ runbook: { ...runbook, verify } })).toMatchObject({
      outcome: 'not-verified',
      reasons: ['counter-1: the broker has gone'],
    });
  });
});

describe('a run whose lock is taken', () => {
  it('writes nothing more, and the thief ends it with each step done once', async () => {
    const scene = await makeScene({ counters: 4 });
    let isStolen = false;
    const sleepy = {
      ...scene.runbook,
      async act(step: ToyStep) {
        const outcome = await scene.runbook.act(step, scene.world);
        if (step.counter === 'counter-2' && !isStolen) {
          isStolen = true;
          scene.clock.nowMs += 1_000;
          expect(await scene.apply({ person: 'eve' })).toMatchObject({ outcome: 'done' });
        }
        return outcome;
      },
    };
    await expect(scene.apply({ runbook: sleepy })).rejects.toMatchObject({ name: 'RunTakenOver' });
    expect([...scene.world.effects.values()]).toEqual([1, 1, 1, 1]);
    const { story } = await readRun(scene.runs.journal, 'run-1');
    expect(story).toMatchObject({ people: ['ada', 'eve'], ended: { outcome: 'done' } });
  });
});

describe('a run whose journal is slow', () => {
  it('does not act once its lease is over', async () => {
    const { apply, runs, clock, world } = await makeScene();
    const slow = {
      ...runs.journal,
      append: async (entry: JournalEntry) => {
        await runs.journal.append(entry);
        if (entry.event.kind === 'step-begun') clock.nowMs += 1_000;
      },
    };
    await expect(apply({ runs: { ...runs, journal: slow } })).rejects.toMatchObject({ name: 'RunTakenOver' });
    expect(world.effects.size).toBe(0);
  });
});

describe('an undo', () => {
  it('is a plan of its own that takes back what was done', async () => {
    const { apply, failAt, world, runs, clock } = await makeScene();
    failAt('counter-3');
    await apply();
    const { story } = await readRun<ToyStep>(runs.journal, 'run-1');
    const seal = { planId: 'run-2', nowMs: clock.nowMs, lifetimeMs: 60_000, hash: toyHash };
    const plan = await planUndo(toyRunbook, story, world, seal);
    expect(plan).toMatchObject({ planId: 'run-2', kind: 'toy', undoes: 'run-1' });
    expect(await apply({ plan, approval: { person: 'bob', digest: plan.digest } })).toMatchObject({ outcome: 'done' });
    expect([...world.values.values()]).toEqual([0, 0, 0]);
  });
});

describe('a plan', () => {
  it('is made without a trace', async () => {
    const { world, runs } = await makeScene();
    const seal = { planId: 'run-9', nowMs: 0, lifetimeMs: 60_000, hash: toyHash };
    const plan = await planChange(toyRunbook, { counters: counterNames(1), add: 2 }, world, seal);
    expect(plan).toMatchObject({
      planId: 'run-9',
      kind: 'toy',
      createdAt: '1970-01-01T00:00:00.000Z',
      expiresAt: '1970-01-01T00:01:00.000Z',
    });
    expect(world.effects.size).toBe(0);
    expect(await runs.journal.list({})).toEqual([]);
  });

  it('fails to be read where there is no such run', async () => {
    const { runs } = await makeScene();
    await expect(readRun(runs.journal, 'run-7')).rejects.toMatchObject({ name: 'RunUnknown' });
  });
});
