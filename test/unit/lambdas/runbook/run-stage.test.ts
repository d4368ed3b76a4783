import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRun } from '../../../../src/operations/read-run.ts';
import { makeStages } from '../../../change/staged-scene.ts';
import { type ToyStep, toyRunbook } from '../../../change/toy-runbook.ts';

const bob = { person: 'bob' };

describe('a run in stages', () => {
  it('goes from the lock to the report, each stage by itself', async () => {
    const stages = makeStages();
    expect(await stages.holdCluster()).toEqual({ clusterId: 'toy-cluster' });
    const planned = await stages.plan();
    expect(planned).toMatchObject({ isBlocked: false, needsApproval: true, approvalSeconds: 60, steps: 3 });
    await stages.askApproval(planned.digest);
    expect(await stages.check({ ...bob, digest: planned.digest })).toEqual({ mayAct: true });
    expect(await stages.act()).toEqual({ isOver: true });
    expect(await stages.verify()).toEqual({ outcome: 'done' });
    expect(await stages.report()).toEqual({ outcome: 'done', reasons: [], reportKey: 'runs/run-1.json' });
    await stages.unlock();
    expect([...stages.world.effects.values()]).toEqual([1, 1, 1]);
    const request = { clusterId: 'toy-cluster', runId: 'run-2', person: 'eve', leaseMs: 1_000 };
    expect((await stages.lock.acquire(request)).kind).toBe('granted');
  });

  it('ends the same however often each stage is repeated', async () => {
    const repeats = fc.record({ before: fc.nat(2), during: fc.nat(2), after: fc.nat(2) });
    await fc.assert(
      fc.asyncProperty(repeats, async ({ before, during, after }) => {
        const stages = makeStages();
        const times = async (count: number, stage: () => Promise<unknown>) => {
          for (let time = 0; time <= count; time++) await stage();
        };
        await times(before, stages.holdCluster);
        const { digest } = await stages.plan();
        await times(before, stages.plan);
        await times(during, () => stages.askApproval(digest));
        await times(during, () => stages.check({ ...bob, digest }));
        await times(during, stages.act);
        await times(after, stages.verify);
        await times(after, stages.report);
        await times(after, stages.unlock);
        expect([...stages.world.effects.values()]).toEqual([1, 1, 1]);
        const { story } = await readRun<ToyStep>(stages.journal, 'run-1');
        expect(story.ended?.outcome).toBe('done');
        expect(new Set(stages.notices.map(({ kind }) => kind))).toEqual(new Set(['approval-wanted', 'ended']));
      }),
      { numRuns: 50 },
    );
  });

  it('fences out what is left of an earlier process of the same stage', async () => {
    const sleeper = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    let isFirst = true;
    const stages = makeStages({
      runbook: {
        ...toyRunbook,
        act: async (step, world) => {
          if (isFirst) {
            isFirst = false;
            begun.resolve(undefined);
            await sleeper.promise;
            return { kind: 'done' };
          }
          return await toyRunbook.act(step, world);
        },
      },
    });
    const { digest } = await stages.plan();
    await stages.check({ ...bob, digest });
    const asleep = stages.act();
    await begun.promise;
    expect(await stages.act()).toEqual({ isOver: true });
    sleeper.resolve(undefined);
    await expect(asleep).rejects.toMatchObject({ name: 'JournalFenced' });
    expect([...stages.world.effects.values()]).toEqual([1, 1, 1]);
  });

  it('keeps the token of an approval out of everything it writes', async () => {
    const stages = makeStages();
    const { digest } = await stages.plan();
    await stages.askApproval(digest);
    const { entries } = await readRun(stages.journal, 'run-1');
    await stages.report();
    expect(JSON.stringify([entries, stages.notices, stages.reports, [...stages.awaited]])).not.toContain('the-token');
    expect(stages.awaited.size).toBe(0);
  });
});

describe('a run that goes no further', () => {
  it('is refused while another run holds the cluster, and says that a repeat helps', async () => {
    const stages = makeStages();
    await stages.lock.acquire({ clusterId: 'toy-cluster', runId: 'run-0', person: 'eve', leaseMs: 1_000 });
    await expect(stages.holdCluster()).rejects.toMatchObject({ name: 'ClusterIsHeld', retryable: true });
  });

  it('is refused by a rejection, with the words of who rejected it', async () => {
    const stages = makeStages();
    const { digest } = await stages.plan();
    await stages.askApproval(digest);
    const declined = { person: 'bob', reason: 'not today' };
    expect(await stages.report({ declined })).toMatchObject({
      outcome: 'refused',
      reasons: ['bob declined it: not today'],
    });
    expect(stages.world.effects.size).toBe(0);
  });

  it('is refused where another plan than the recorded one was approved', async () => {
    const stages = makeStages();
    await stages.plan();
    expect(await stages.check({ ...bob, digest: 'of something else' })).toEqual({ mayAct: false });
    expect(await stages.report()).toMatchObject({
      outcome: 'refused',
      reasons: ['bob approved another version of plan run-1; show this one'],
    });
  });

  it('is refused where the world moved while somebody thought about it', async () => {
    const stages = makeStages();
    const { digest } = await stages.plan();
    stages.world.values.set('counter-2', 9);
    expect(await stages.check({ ...bob, digest })).toEqual({ mayAct: false });
    expect(await stages.report()).toMatchObject({ outcome: 'refused' });
  });

  it('fails where a stage was ended before there was a plan', async () => {
    const stages = makeStages();
    const failure = {
      error: 'BrokerUnreachable',
      cause: '{"errorType":"X","errorMessage":"no broker answers","trace":[]}',
    };
    expect(await stages.report({ failure })).toEqual({
      outcome: 'failed',
      reasons: ['BrokerUnreachable: no broker answers'],
      reportKey: '',
    });
  });

  it('is partly applied where a stage was ended between two steps, and tells why', async () => {
    const stages = makeStages({
      runbook: {
        ...toyRunbook,
        act: async (step, world) => {
          if (step.counter === 'counter-2') throw new Error('killed');
          return await toyRunbook.act(step, world);
        },
      },
    });
    const { digest } = await stages.plan();
    await stages.check({ ...bob, digest });
    await expect(stages.act()).rejects.toThrow('killed');
    const failure = { error: 'Sandbox.Timedout', cause: 'it took too long' };
    expect(await stages.report({ failure })).toMatchObject({
      outcome: 'partly-applied',
      reasons: ['Sandbox.Timedout: it took too long'],
    });
  });

  it('still reports while another run holds the cluster', async () => {
    const stages = makeStages();
    await stages.plan();
    stages.clock.nowMs += 10_000;
    await stages.lock.acquire({ clusterId: 'toy-cluster', runId: 'run-2', person: 'eve', leaseMs: 60_000 });
    const declined = { person: 'nobody', reason: 'no answer within 1 h' };
    expect(await stages.report({ declined })).toMatchObject({ outcome: 'refused' });
    await stages.unlock();
    const other = { clusterId: 'toy-cluster', runId: 'run-3', person: 'eve', leaseMs: 1_000 };
    expect(await stages.lock.acquire(other)).toMatchObject({ kind: 'held', runId: 'run-2' });
  });

  it('is not begun by a name that a run has already, however that ended: Step Functions lends names anew', async () => {
    const stages = makeStages();
    await stages.holdCluster();
    const { digest } = await stages.plan();
    await expect(stages.holdCluster()).rejects.toMatchObject({ name: 'InputInvalid' });
    await stages.check({ ...bob, digest });
    await stages.act();
    await stages.verify();
    await stages.report();
    await stages.unlock();
    await expect(stages.holdCluster()).rejects.toThrow('is in the journal already; start this one by another name');
    const next = { clusterId: 'toy-cluster', runId: 'run-2', person: 'eve', leaseMs: 1_000 };
    expect((await stages.lock.acquire(next)).kind).toBe('granted');
  });

  it('is not mistaken for an earlier one of the same name with another request', async () => {
    const stages = makeStages();
    await stages.plan('one');
    await expect(stages.plan('two')).rejects.toMatchObject({ name: 'InputInvalid' });
  });

  it('asks nobody where the stack says so, or where there is nothing to do', async () => {
    expect(await makeStages({ approval: 'never' }).plan()).toMatchObject({ needsApproval: false });
    expect(await makeStages({ counters: 0 }).plan()).toMatchObject({ needsApproval: false, isBlocked: false });
  });
});
