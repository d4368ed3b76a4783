import { describe, expect, it } from 'vitest';
import type { RunJournal } from '../../../../src/ports/run-journal.ts';
import { counterNames, toyPlan } from '../../../change/toy-runbook.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';
import { tellRun } from '../../../contracts/run-journal.contract.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

/** Two runs: one that did one of its two steps, one that was interrupted after its checks. */
async function recordedRuns() {
  const runs = inMemoryRuns(() => 0);
  const plan = await toyPlan(counterNames(2));
  for (const entry of tellRun(plan, 1)) await runs.journal.append(entry);
  const interrupted = { ...plan, planId: 'run-2', undoes: 'run-1' };
  for (const entry of tellRun(interrupted, 1).slice(0, 3)) {
    await runs.journal.append({ ...entry, at: '2026-03-02T12:00:00.000Z' });
  }
  return runs;
}

const run = async (args: readonly string[], journal?: Partial<RunJournal>, terminal?: { columns: number }) => {
  const runs = await recordedRuns();
  return await runCli(
    args,
    worldWith({}, { ...runs, journal: { ...runs.journal, ...journal } }),
    fakeShell({ terminal }),
  );
};

describe('runs list', () => {
  it('shows how each run ended, newest first', async () => {
    const { stdout, exitCode } = await run(['runs', 'list']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'RUN    OUTCOME         STEPS  KIND  STARTED                   BY   CLUSTER',
        'run-2  unfinished        0/2  toy   2026-03-02T12:00:00.000Z  ada  toy-cluster',
        '       takes back run run-1',
        'run-1  partly-applied    1/2  toy   2026-03-01T12:00:00.000Z  ada  toy-cluster',
        '',
        '2 runs',
        '',
        '"runs show RUN" tells how far one came, "runs resume RUN" goes on with it',
        '',
      ].join('\n'),
    );
  });

  it('keeps run, outcome and kind on a narrow terminal', async () => {
    const { stdout } = await run(['runs', 'list'], {}, { columns: 32 });
    expect(stdout).toContain('run-1  partly-applied  toy\n');
  });

  it('shows only what is asked for, with times of any zone', async () => {
    const { stdout } = await run(['runs', 'list', '--since', '2026-03-02T13:00:00+01:00', '--kind', 'toy', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ runs: [{ runId: 'run-2', undoes: 'run-1' }] });
  });

  it('refuses a time without a zone', async () => {
    const { stderr, exitCode } = await run(['runs', 'list', '--since', '2026-03-02T13:00:00']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('it names no time zone');
  });

  it('says that there are none', async () => {
    const { stdout, exitCode } = await run(['runs', 'list', '--person', 'nobody']);
    expect({ stdout, exitCode }).toEqual({ stdout: '0 runs\n', exitCode: 0 });
  });
});

describe('runs show', () => {
  it('tells what was planned, what stands in the way and all that happened', async () => {
    const { stdout, exitCode } = await run(['runs', 'show', 'run-1']);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      [
        'run run-1: partly-applied, 1 of 2 steps done',
        'toy on cluster toy-cluster as User:toy',
        'adds 1 to 2 counters',
        '',
        'In its way:',
        '  the broker is full',
        '',
        '#  AT                        WHAT HAPPENED',
        '1  2026-03-01T12:00:00.000Z  planned, 2 steps',
        '2  2026-03-01T12:00:00.000Z  started by ada, approved by bob',
        '3  2026-03-01T12:00:00.000Z  checked: nothing to look at',
        '4  2026-03-01T12:00:00.000Z  wrote down 0 objects as found',
        '5  2026-03-01T12:00:00.000Z  step 1 begun',
        '6  2026-03-01T12:00:00.000Z  step 1 done',
        '7  2026-03-01T12:00:00.000Z  step 2 begun',
        '8  2026-03-01T12:00:00.000Z  step 2 failed (no-effect)',
        '   the broker is full',
        '9  2026-03-01T12:00:00.000Z  ended: partly-applied',
        '',
      ].join('\n'),
    );
  });

  it('prints the report with the whole journal as one document', async () => {
    const { stdout } = await run(['runs', 'show', 'run-1', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      runId: 'run-1',
      outcome: 'partly-applied',
      reasons: ['the broker is full'],
      plan: { digest: expect.any(String) as unknown },
      entries: { length: 9 },
      tornEntries: 0,
    });
  });

  it('tells of a line that a crash has torn', async () => {
    const { entries } = await (await recordedRuns()).journal.read('run-1');
    const { stdout } = await run(['runs', 'show', 'run-1'], { read: async () => ({ entries, tornEntries: 1 }) });
    expect(stdout).toContain('1 line torn by a crash');
  });

  it('fails where there is no such run', async () => {
    const { stderr, exitCode } = await run(['runs', 'show', 'run-7']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe('error: run "run-7" is not in the journal; "runs list" shows those that are\n');
  });
});

describe('runs resume', () => {
  it('refuses a kind of change that it does not know', async () => {
    const { stderr, exitCode } = await run(['runs', 'resume', 'run-2', '--yes']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe('error: run run-2 is of kind toy, which this version cannot go on with\n');
  });
});

describe('a run that was done', () => {
  async function doneRun() {
    const runs = inMemoryRuns(() => 0);
    const [planned] = tellRun(await toyPlan(counterNames(2)), 1);
    await runs.journal.append(planned!);
    await runs.journal.append({ ...planned!, number: 2, event: { kind: 'ended', outcome: 'done' } });
    return worldWith({}, runs);
  }

  it('is not gone on with, nor told as how the cluster is now', async () => {
    expect(await runCli(['runs', 'resume', 'run-1', '--yes'], await doneRun())).toEqual({
      exitCode: 0,
      stdout: 'run run-1 was done at 2026-03-01T12:00:00.000Z: there is nothing to go on with\n',
      stderr: '',
    });
  });

  it('is its report with --json', async () => {
    const { exitCode, stdout } = await runCli(['runs', 'resume', 'run-1', '--yes', '--json'], await doneRun());
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ runId: 'run-1', outcome: 'done' });
  });
});

describe('where runs are kept', () => {
  it.each(['s3:runs', 'DynamoDB:runs', 'dynamo:runs', 'dynamodb:', 'arn:aws:dynamodb:eu-west-1:123456789012:table/x'])(
    'refuses %j, which is no directory by mistake',
    async chosen => {
      const { realWorld } = await import('../../../../cli/real-world.ts');
      const shell = fakeShell({ env: { KAFKA_STEWARD_RUNS: chosen } });
      const { exitCode, stderr } = await runCli(['runs', 'list'], { openRuns: realWorld.openRuns }, shell);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/^error: KAFKA_STEWARD_RUNS=\S+ names no table; say dynamodb: and its name/);
    },
  );
});

describe('runs forget', () => {
  /** As `recordedRuns`, and a third one that was done in March. */
  async function withOneDone() {
    const runs = await recordedRuns();
    const plan = await toyPlan(counterNames(2), 'run-3');
    const [planned] = tellRun(plan, 1);
    await runs.journal.append(planned!);
    await runs.journal.append({ ...planned!, number: 2, event: { kind: 'ended', outcome: 'done' } });
    return runs;
  }
  const forget = async (runs: Awaited<ReturnType<typeof withOneDone>>, daysLater: number, ...flags: string[]) => {
    const shell = fakeShell();
    await shell.sleep(daysLater * 86_400_000);
    return await runCli(['runs', 'forget', '--older-than', '30d', ...flags], worldWith({}, runs), shell);
  };
  const idsIn = async (runs: Awaited<ReturnType<typeof withOneDone>>) =>
    (await runs.journal.list({})).map(({ runId }) => runId).toSorted();

  it('shows what it would remove, and removes nothing', async () => {
    const runs = await withOneDone();
    const { stdout, stderr } = await forget(runs, 31);
    expect(stdout).toContain('run-3');
    expect(stderr).toBe('nothing was removed yet, --apply does it\n');
    expect(await idsIn(runs)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  it('removes old runs, and keeps what is unfinished or partly applied', async () => {
    const runs = await withOneDone();
    await forget(runs, 31, '--apply');
    expect(await idsIn(runs)).toEqual(['run-1', 'run-2']);
  });

  it('keeps what is young enough', async () => {
    const runs = await withOneDone();
    await forget(runs, 30, '--apply');
    expect(await idsIn(runs)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  it('refuses to forget what is younger than a day', async () => {
    const runs = await withOneDone();
    const { exitCode } = await forget(runs, 31, '--older-than', '1h', '--apply');
    expect(exitCode).toBe(2);
  });
});
