import { describe, expect, it } from 'vitest';
import type { JournalEntry, RunEvent } from '../../src/domain/change/journal-entry.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import type { ChangeLock } from '../../src/ports/change-lock.ts';
import type { RunJournal } from '../../src/ports/run-journal.ts';
import { counterNames, type ToyStep, toyPlan } from '../change/toy-runbook.ts';
import { grantOf } from './change-lock.contract.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');

/** What every RunJournal does, with the lock that grants its fencing tokens. `makeRuns` gives an empty one each time. */
export function defineRunJournalContract(name: string, makeRuns: (nowMs: () => number) => Runs | Promise<Runs>): void {
  const begin = async (runId = 'run-1') => {
    const { journal, lock } = await makeRuns(() => noon);
    const plan = await toyPlan(counterNames(2), runId, noon);
    const { fencingToken } = grantOf(await lock.acquire({ ...lockOf(plan), leaseMs: 1_000 }));
    return { journal, lock, plan, fencingToken };
  };

  describe(`${name} as a run journal`, () => {
    it('has no entries of a run nobody wrote', async () => {
      const { journal } = await begin();
      expect(await journal.read('run-1')).toEqual({ entries: [], tornEntries: 0 });
      expect(await journal.list({})).toEqual([]);
    });

    it('gives back its entries in order', async () => {
      const { journal, plan, fencingToken } = await begin();
      const entries = tellRun(plan, fencingToken);
      for (const entry of entries) await journal.append(entry);
      expect((await journal.read('run-1')).entries).toEqual(entries);
    });

    it('keeps any text as it is', async () => {
      const { journal, plan, fencingToken } = await begin();
      const [first] = tellRun({ ...plan, risk: 'two\nlines, "quotes", \u2028 and 漢字 🦉' }, fencingToken);
      await journal.append(first!);
      expect((await journal.read('run-1')).entries).toEqual([first]);
    });

    it('keeps runs apart', async () => {
      const { journal, plan, fencingToken } = await begin();
      await journal.append(tellRun(plan, fencingToken)[0]!);
      await journal.append(tellRun({ ...plan, planId: 'run-2' }, fencingToken)[0]!);
      expect((await journal.read('run-1')).entries).toHaveLength(1);
      expect((await journal.read('run-2')).entries).toHaveLength(1);
    });

    it('refuses an entry that leaves a gap', async () => {
      const { journal, plan, fencingToken } = await begin();
      const [first, , third] = tellRun(plan, fencingToken);
      await journal.append(first!);
      await expect(journal.append(third!)).rejects.toMatchObject({ name: 'JournalFenced' });
      expect((await journal.read('run-1')).entries).toEqual([first]);
    });

    it('refuses a second entry of the same number', async () => {
      const { journal, plan, fencingToken } = await begin();
      const [first, second] = tellRun(plan, fencingToken);
      await journal.append(first!);
      await journal.append(second!);
      await expect(journal.append({ ...second!, at: 'later' })).rejects.toMatchObject({ name: 'JournalFenced' });
      expect((await journal.read('run-1')).entries).toEqual([first, second]);
    });

    it('refuses a writer whose lock was granted to somebody else since', async () => {
      const { journal, lock, plan, fencingToken } = await begin();
      const [first, second] = tellRun(plan, fencingToken);
      await journal.append(first!);
      await lock.release({ ...lockOf(plan), leaseMs: 1_000, fencingToken });
      await lock.acquire({ ...lockOf(plan), leaseMs: 1_000, runId: 'another-run' });
      await expect(journal.append(second!)).rejects.toMatchObject({ name: 'JournalFenced' });
      expect((await journal.read('run-1')).entries).toEqual([first]);
    });

    it('lets a run whose cluster was granted to another one tell how it ended', async () => {
      const { journal, lock, plan, fencingToken } = await begin();
      const [first, second] = tellRun(plan, fencingToken);
      await journal.append(first!);
      await lock.release({ ...lockOf(plan), leaseMs: 1_000, fencingToken });
      await lock.acquire({ ...lockOf(plan), leaseMs: 1_000, runId: 'another-run' });
      await journal.append({ ...second!, event: { kind: 'interrupted', sentence: 'the lock was lost' } });
      await journal.append({ ...second!, number: 3, event: { kind: 'ended', outcome: 'failed' } });
      expect((await journal.read('run-1')).entries).toHaveLength(3);
    });

    it('takes the entries of the next holder', async () => {
      const { journal, lock, plan, fencingToken } = await begin();
      const [first, second] = tellRun(plan, fencingToken);
      await journal.append(first!);
      await lock.release({ ...lockOf(plan), leaseMs: 1_000, fencingToken });
      const next = grantOf(await lock.acquire({ ...lockOf(plan), leaseMs: 1_000 }));
      await journal.append({ ...second!, fencingToken: next.fencingToken });
      expect((await journal.read('run-1')).entries).toHaveLength(2);
    });

    it('lists runs by cluster, kind, person and time, newest first', async () => {
      const { journal, plan, fencingToken } = await begin();
      for (const [at, runId] of ['run-1', 'run-2', 'run-3'].entries()) {
        const startedAt = `2026-03-0${at + 1}T00:00:00.000Z`;
        for (const entry of tellRun({ ...plan, planId: runId }, fencingToken)) {
          await journal.append({ ...entry, at: startedAt });
        }
      }
      const idsOf = async (filter: Parameters<RunJournal['list']>[0]) =>
        (await journal.list(filter)).map(({ runId }) => runId);
      expect(await idsOf({})).toEqual(['run-3', 'run-2', 'run-1']);
      expect(await idsOf({ since: '2026-03-02T00:00:00Z' })).toEqual(['run-3', 'run-2']);
      expect(await idsOf({ until: '2026-03-02T01:00:00+01:00' })).toEqual(['run-1']);
      expect(await idsOf({ clusterId: 'toy-cluster', kind: 'toy', person: 'ada' })).toHaveLength(3);
      expect(await idsOf({ clusterId: 'another' })).toEqual([]);
      expect(await idsOf({ kind: 'another' })).toEqual([]);
      expect(await idsOf({ person: 'another' })).toEqual([]);
    });

    it('summarises what became of a run', async () => {
      const { journal, plan, fencingToken } = await begin();
      for (const entry of tellRun(plan, fencingToken)) await journal.append(entry);
      expect(await journal.list({})).toMatchObject([
        { runId: 'run-1', person: 'ada', outcome: 'partly-applied', stepsDone: 1, steps: 2 },
      ]);
    });

    it('forgets a run', async () => {
      const { journal, plan, fencingToken } = await begin();
      await journal.append(tellRun(plan, fencingToken)[0]!);
      await journal.forget('run-1');
      expect((await journal.read('run-1')).entries).toEqual([]);
    });
  });
}

export interface Runs {
  readonly journal: RunJournal;
  readonly lock: ChangeLock;
}

const lockOf = ({ planId, target }: Plan<ToyStep>) => ({
  clusterId: target.clusterId,
  runId: planId,
  person: 'ada',
});

/** The journal of a run that did one of its two steps. */
export function tellRun(plan: Plan<ToyStep>, fencingToken: number): JournalEntry[] {
  const events: RunEvent<ToyStep>[] = [
    { kind: 'planned', plan },
    { kind: 'started', person: 'ada', approvedBy: 'bob' },
    { kind: 'checked', checks: [] },
    { kind: 'before', states: [] },
    { kind: 'step-begun', step: 0 },
    { kind: 'step-done', step: 0, how: 'acted', detail: { added: 1 } },
    { kind: 'step-begun', step: 1 },
    { kind: 'step-failed', step: 1, fate: 'no-effect', sentence: 'the broker is full' },
    { kind: 'ended', outcome: 'partly-applied' },
  ];
  return events.map((event, at) => ({
    runId: plan.planId,
    number: at + 1,
    at: '2026-03-01T12:00:00.000Z',
    fencingToken,
    event,
  }));
}
