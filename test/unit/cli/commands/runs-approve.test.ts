import { describe, expect, it } from 'vitest';
import type { ApprovalParts } from '../../../../cli/world.ts';
import type { JournalEntry, RunEvent } from '../../../../src/domain/change/journal-entry.ts';
import { OperationError } from '../../../../src/domain/errors.ts';
import { Secret } from '../../../../src/domain/secret.ts';
import type { ApprovalAnswer, AwaitedApproval } from '../../../../src/ports/approvals.ts';
import { waitingRun } from '../../../builders/waiting-run.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';
import { fakeShell, runCli } from '../fake-shell.ts';

const person = 'arn:aws:sts::111122223333:assumed-role/OnCall/bob';

interface Scene {
  /** What came after the question. */
  readonly later?: readonly RunEvent[];
  readonly entries?: (entries: readonly JournalEntry[]) => readonly JournalEntry[];
  readonly awaited?: Partial<AwaitedApproval> | 'nobody';
  readonly isDirectory?: boolean;
  readonly desk?: ApprovalParts['desk'];
  readonly answer?: string;
}

/** A command line where run-1 waits for an answer; `delivered` is what the state machine gets. */
async function answering(line: string, scene: Scene = {}) {
  const runs = inMemoryRuns(() => 0);
  const { plan, entries, asked } = waitingRun();
  const events = (scene.later ?? []).map((event, at) => ({ ...entries[1]!, number: 3 + at, event }));
  for (const entry of [...(scene.entries?.(entries) ?? entries), ...events]) await runs.journal.append(entry);
  const delivered: ApprovalAnswer[] = [];
  const awaited = { ...asked, taskToken: new Secret('THE-TOKEN') };
  const approvals: ApprovalParts = {
    store: {
      find: async runId =>
        scene.awaited === 'nobody' || runId !== 'run-1' ? undefined : { ...awaited, ...scene.awaited },
    },
    desk: scene.desk ?? { deliver: async (_, answer) => void delivered.push(answer) },
    caller: { readArn: async () => person },
  };
  const openRuns = async () => (scene.isDirectory === true ? runs : { ...runs, approvals });
  const shell = fakeShell({ answer: scene.answer });
  const result = await runCli(['runs', ...line.split(' ')], { openRuns }, shell);
  expect(result.stdout + result.stderr).not.toContain('THE-TOKEN');
  return { ...result, delivered, plan };
}

describe('runs approve', () => {
  it('shows the plan, asks, and answers with who AWS says we are and what was approved', async () => {
    const { exitCode, stdout, stderr, delivered, plan } = await answering('approve run-1', { answer: 'y' });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('plan run-1: group app on cluster cluster-1 as User:admin');
    expect(stdout).toContain('skips 5 records in 1 partition');
    expect(stdout.endsWith(`\napproved by ${person}; see "runs show run-1"\n`)).toBe(true);
    expect(stderr).toBe(`Approve run run-1, which skips 5 records in 1 partition, as ${person}? [y/N] `);
    expect(delivered).toEqual([{ kind: 'approved', person, digest: plan.digest }]);
  });

  it('asks nobody with --yes, and prints one document with --json', async () => {
    const { exitCode, stdout, stderr, plan } = await answering('approve run-1 --yes --json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ runId: 'run-1', answer: { kind: 'approved', person, digest: plan.digest } });
  });

  it('answers nothing where it is declined', async () => {
    const { exitCode, stderr, delivered } = await answering('approve run-1', { answer: 'n' });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('declined: nothing was changed\n');
    expect(delivered).toEqual([]);
  });

  it('fails where nobody is there to be asked', async () => {
    const { exitCode, delivered } = await answering('approve run-1');
    expect({ exitCode, delivered }).toEqual({ exitCode: 2, delivered: [] });
  });

  it('approves the very plan that was looked at elsewhere', async () => {
    const { digest } = waitingRun().plan;
    const { delivered } = await answering(`approve run-1 --yes --digest ${digest}`);
    expect(delivered).toHaveLength(1);
  });

  const altered = (entries: readonly JournalEntry[]) =>
    entries.map(entry =>
      entry.event.kind === 'planned'
        ? { ...entry, event: { ...entry.event, plan: { ...entry.event.plan, risk: 'skips nothing' } } }
        : entry,
    );
  it.each<[string, string, Scene, RegExp]>([
    ['a run that is unknown', 'approve run-7', {}, /^error: run "run-7" is not in the journal; "runs list"/],
    ['a run that never asked', 'approve run-1', { awaited: 'nobody' }, /^error: run run-1 waits for no answer$/],
    [
      'a run that has ended',
      'approve run-1',
      { later: [{ kind: 'ended', outcome: 'refused' }] },
      /^error: run run-1 waits for no answer; it ended: refused$/,
    ],
    [
      'a run that was answered',
      'approve run-1',
      { later: [{ kind: 'started', person: 'ada', approvedBy: 'bob' }] },
      /^error: run run-1 waits for no answer$/,
    ],
    [
      'an answer that is too late',
      'approve run-1',
      { awaited: { expiresAt: '2026-03-01T12:00:00.000Z' } },
      /^error: run run-1 waited for an answer until 2026-03-01T12:00:00.000Z; start it again$/,
    ],
    [
      'a plan that was altered where it is stored',
      'approve run-1',
      { entries: altered },
      /^error: run run-1 has a plan that was altered after it was made; reject it$/,
    ],
    [
      'a plan that is not the one it asks for',
      'approve run-1',
      { awaited: { digest: 'another' } },
      /^error: run run-1 asks for an approval of plan another, its recorded plan is [0-9a-f]{64}; reject it$/,
    ],
    [
      'a plan that is not the one looked at',
      'approve run-1 --digest another',
      {},
      /^error: run run-1 has the plan [0-9a-f]{64}, not another; look at it with "runs show run-1"$/,
    ],
    ['runs in a directory', 'approve run-1', { isDirectory: true }, /^error: runs in a directory wait for nobody; /],
    [
      'a run that stopped waiting as it was answered',
      'approve run-1',
      { desk: { deliver: () => Promise.reject(new OperationError('ApprovalOver', 'it is over')) } },
      /^error: it is over$/,
    ],
  ])('refuses %s', async (_, line, scene, sentence) => {
    const { exitCode, stderr, delivered } = await answering(`${line} --yes`, scene);
    expect(exitCode).toBe(3);
    expect(stderr.trimEnd()).toMatch(sentence);
    expect(delivered).toEqual([]);
  });
});

describe('runs reject', () => {
  it('answers with the reason and who AWS says we are', async () => {
    const { exitCode, stdout, delivered } = await answering('reject run-1 --yes --json --reason repairable');
    expect(exitCode).toBe(0);
    const answer = { kind: 'rejected', person, reason: 'repairable' };
    expect(delivered).toEqual([answer]);
    expect(JSON.parse(stdout)).toEqual({ runId: 'run-1', answer });
  });

  it('rejects a plan that nobody should approve', async () => {
    const { delivered } = await answering('reject run-1 --yes --reason odd', { awaited: { digest: 'another' } });
    expect(delivered).toEqual([{ kind: 'rejected', person, reason: 'odd' }]);
  });

  it('refuses to do so without a reason', async () => {
    expect((await answering('reject run-1 --yes')).exitCode).toBe(2);
    expect((await answering('reject run-1 --yes --reason  ')).exitCode).toBe(2);
  });
});

describe('a run that waits', () => {
  it('is listed as waiting, until when, and with what to do', async () => {
    const { stdout } = await answering('list');
    expect(stdout).toBe(
      [
        'RUN    OUTCOME  STEPS  KIND          STARTED                   BY   CLUSTER',
        'run-1  waiting    0/0  offset-reset  2026-03-01T12:00:00.000Z  ada  cluster-1',
        '       waits for an approval until 2026-03-01T13:00:00.000Z',
        '',
        '1 run',
        '',
        '"runs approve RUN" lets one go on that waits, "runs reject RUN" ends it',
        '',
      ].join('\n'),
    );
  });

  it('is shown as waiting', async () => {
    expect((await answering('show run-1')).stdout).toContain('run run-1: waiting, 0 of 0 steps done\n');
    const { stdout } = await answering('show run-1 --json');
    expect(JSON.parse(stdout)).toMatchObject({ approvalExpiresAt: '2026-03-01T13:00:00.000Z' });
  });

  it('is not shown as waiting once it was answered', async () => {
    const later: RunEvent[] = [{ kind: 'declined', person: 'bob', reason: 'no' }];
    expect((await answering('list', { later })).stdout).not.toContain('waits for');
  });
});
