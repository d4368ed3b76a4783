import { describe, expect, it } from 'vitest';
import { readerGone } from '../../../../cli/shell.ts';
import { OperationError } from '../../../../src/domain/errors.ts';
import type { OffsetCluster } from '../../../../src/ports/offset-cluster.ts';
import { type FakeOffsets, fakeOffsets, offsetWorldOf } from '../../../builders/offset-world.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';
import { type FakeShell, fakeShell, runCli, worldWith } from '../fake-shell.ts';

/** A command line against several fake groups; what is kept of runs stays from call to call. */
function terminalTo(states: Readonly<Record<string, FakeOffsets>>, given?: FakeShell) {
  const runs = inMemoryRuns(() => 0);
  const worlds = new Map(Object.entries(states).map(([group, state]) => [group, offsetWorldOf(state)]));
  const [first] = worlds.values();
  const clusterOf = (group: string): OffsetCluster => worlds.get(group)!.offsets;
  const descriptionsOf = async (groups: readonly string[]) =>
    await Promise.all(
      groups.map(async group => ({ ...(await worlds.get(group)!.groups.describeGroups([listed(group)]))[0]!, group })),
    );
  const parts = {
    listGroups: async () => ({ groups: [...worlds.keys()].map(listed), gaps: [] }),
    describeGroups: async (listings: readonly { readonly group: string }[]) =>
      await descriptionsOf(listings.map(({ group }) => group)),
    readTarget: async () => first!.target,
    offsets: {
      ...first!.offsets,
      readCommits: async (group: string) => await clusterOf(group).readCommits(group),
      writeCommits: async (...args: Parameters<OffsetCluster['writeCommits']>) =>
        await clusterOf(args[0]).writeCommits(...args),
    },
  };
  return async (line: string, answer?: string, onSleep: () => void = () => undefined) => {
    const quiet = fakeShell({ answer, env: { USER: 'ada' } });
    const sleep = async (ms: number) => {
      await quiet.sleep(ms);
      onSleep();
    };
    const shell = given ?? { ...quiet, sleep };
    const { stdout, ...result } = await runCli(['offsets', ...line.split(' ')], worldWith(parts, runs), shell);
    return { ...result, raw: stdout, stdout: stdout.replaceAll(/\d{8}-\d{6}-[0-9a-f]{6}/g, 'RUN') };
  };
}

const listed = (group: string) => ({ group, kind: 'classic', state: 'Empty', coordinatorId: 1 }) as const;
const member = { memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' };

function inUse(): FakeOffsets {
  const state = fakeOffsets();
  state.members.push(member);
  return state;
}

/** The table of verdicts at the end. */
const verdictsIn = (stdout: string): string[] =>
  stdout
    .slice(stdout.indexOf('GROUP '))
    .split('\n')
    .filter(line => line !== '');

describe('offsets of several groups', () => {
  it('has a verdict for each, asks once, and moves those that nothing blocks', async () => {
    const states = { billing: fakeOffsets(), 'billing-eu': inUse(), audit: fakeOffsets() };
    const { exitCode, stdout, stderr } = await terminalTo(states)(
      'apply -g billing* -g audt -t orders --to-latest',
      'y',
    );
    expect(stderr).toBe(['Apply the plan that nothing blocks? 2 are refused. [y/N] applying: billing', ''].join('\n'));
    expect(verdictsIn(stdout)).toEqual([
      'GROUP       OUTCOME  RUN',
      'billing     done     RUN',
      'billing-eu  refused',
      expect.stringContaining('group "billing-eu" has 1 member (app-1 at 10.0.0.7)'),
      'audt        refused',
      expect.stringContaining('did you mean "audit"?'),
    ]);
    expect(exitCode).toBe(3);
    expect(states.billing.commits.get('orders:0')).toEqual({ offset: 100, metadata: 'mine' });
    expect(states['billing-eu'].commits).toEqual(fakeOffsets().commits);
    expect(states.audit.commits).toEqual(fakeOffsets().commits);
  });

  it('goes on where one fails, and ends with the worst that happened', async () => {
    const states = { a: fakeOffsets(), b: fakeOffsets(), c: inUse(), d: fakeOffsets() };
    states.a.refusals.set('orders:1', 'the coordinator is tired');
    const { exitCode, stdout } = await terminalTo(states)('apply -g * -t orders --to-latest --yes');
    expect(verdictsIn(stdout).filter(line => /^[a-d] /.test(line))).toEqual([
      'a      partly-applied  RUN',
      'b      done            RUN',
      'c      refused',
      'd      done            RUN',
    ]);
    expect(exitCode).toBe(5);
  });

  it('tells which run an interruption leaves, and begins no other', async () => {
    const states = { a: fakeOffsets(), b: fakeOffsets() };
    const shell = fakeShell();
    const sleep = async (ms: number) => {
      shell.interrupt();
      await shell.sleep(ms);
    };
    const line = 'apply -g a -g b -t orders --to-latest --watch 5s --yes';
    const { exitCode, stderr } = await terminalTo(states, { ...shell, sleep })(line);
    expect(stderr).toMatch(
      /^applying: a\ninterrupted: run (\S+) may have begun; go on with it: kafka-steward runs resume \1\n$/,
    );
    expect(exitCode).toBe(130);
    expect(states.a.commits).toEqual(fakeOffsets().commits);
    expect(states.b.commits).toEqual(fakeOffsets().commits);
  });

  it('never ends as done where its reader went before the change was made', async () => {
    const state = fakeOffsets();
    const shell = fakeShell();
    const sleep = async (ms: number) => {
      shell.interrupt(readerGone);
      await shell.sleep(ms);
    };
    const { exitCode } = await terminalTo(
      { a: state },
      { ...shell, sleep },
    )('apply -g a -t orders --to-latest --watch 5s --yes');
    expect(exitCode).toBe(130);
    expect(state.commits).toEqual(fakeOffsets().commits);
  });

  it('tells a group that could not be looked at beside the others', async () => {
    const states = { a: fakeOffsets(), b: fakeOffsets() };
    const terminal = terminalTo(states);
    const commits = states.a.commits;
    Object.defineProperty(states.a, 'commits', {
      get: () => {
        throw new OperationError('BrokerUnreachable', 'nobody answers', { retryable: true });
      },
    });
    const { exitCode, raw } = await terminal('apply -g a -g b -t orders --to-latest --yes --json');
    expect(JSON.parse(raw)).toMatchObject({
      runs: [
        { group: 'a', error: { name: 'BrokerUnreachable', retryable: true } },
        { group: 'b', outcome: 'done' },
      ],
    });
    expect(exitCode).toBe(1);
    expect(commits).toEqual(fakeOffsets().commits);
  });

  it('is one document with --json, before and after, each with its group', async () => {
    const terminal = terminalTo({ a: fakeOffsets(), b: inUse() });
    const planned = await terminal('plan -g a -g b -t orders --to-latest --json');
    expect(JSON.parse(planned.raw)).toMatchObject({ plans: [{ group: 'a', kind: 'offset-reset' }, { group: 'b' }] });
    expect(planned.exitCode).toBe(3);
    const applied = await terminal('apply -g a -g b -t orders --to-latest --yes --json');
    expect(JSON.parse(applied.raw)).toMatchObject({
      runs: [
        { group: 'a', outcome: 'done' },
        { group: 'b', outcome: 'refused' },
      ],
    });
  });

  it('changes nothing when the answer is no, and asks nothing where there is nothing to do', async () => {
    const states = { a: fakeOffsets(), b: fakeOffsets() };
    const terminal = terminalTo(states);
    const declined = await terminal('apply -g a -g b -t orders --to-latest', 'n');
    expect(declined.stderr).toBe('Apply the 2 plans that nothing blocks? [y/N] declined: nothing was changed\n');
    expect(declined.exitCode).toBe(3);
    expect(states.a.commits).toEqual(fakeOffsets().commits);
    expect((await terminal('apply -g a -g b -t orders:0 --to-offset 40')).exitCode).toBe(0);
  });

  it('makes runs of which each can be taken back by itself', async () => {
    const states = { a: fakeOffsets(), b: fakeOffsets() };
    const terminal = terminalTo(states);
    const applied = await terminal('apply -g a -g b -t orders:0 --to-latest --yes --json');
    const { runs } = JSON.parse(applied.raw) as { readonly runs: readonly { readonly runId: string }[] };
    expect((await terminal(`undo ${runs[1]!.runId} --apply --yes`)).exitCode).toBe(0);
    expect(states.a.commits.get('orders:0')?.offset).toBe(100);
    expect(states.b.commits.get('orders:0')?.offset).toBe(40);
  });

  it('fails for a pattern that fits nothing', async () => {
    const { exitCode, stdout, stderr } = await terminalTo({ billing: fakeOffsets() })(
      'plan -g biling-* -t orders --to-latest',
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe('error: no group on the cluster fits "biling-*"; did you mean "billing"?\n');
  });

  it('is exported with the group first, and as one document with --json', async () => {
    const terminal = terminalTo({ a: fakeOffsets(), b: fakeOffsets() });
    expect((await terminal('export -g a -g b')).stdout).toBe(
      'a,orders,0,40\na,orders,1,50\nb,orders,0,40\nb,orders,1,50\n',
    );
    expect(JSON.parse((await terminal('export -g * --json')).raw)).toMatchObject({
      groups: [{ group: 'a' }, { group: 'b', offsets: { length: 2 } }],
    });
  });
});

describe('offsets --from-run', () => {
  it('goes where a run found its group or left it, also for another group', async () => {
    const states = { a: fakeOffsets(), b: fakeOffsets() };
    const terminal = terminalTo(states);
    const { raw } = await terminal('apply -g a -t orders --to-latest --yes --json');
    const { runId } = JSON.parse(raw) as { readonly runId: string };
    states.a.commits.set('orders:0', { offset: 77, metadata: 'moved on' });
    expect((await terminal(`apply -g a --from-run ${runId} --yes`)).exitCode).toBe(0);
    expect(states.a.commits.get('orders:0')).toEqual({ offset: 40, leaderEpoch: 2, metadata: 'mine' });
    expect((await terminal(`apply -g b --from-run ${runId}:after --yes`)).exitCode).toBe(0);
    expect([...states.b.commits.values()].map(({ offset }) => offset)).toEqual([100, 100, 100]);
    expect(states.b.commits.get('orders:0')?.metadata).toBe('mine');
  });

  it('refuses a run that is not there, and a word it does not know', async () => {
    const terminal = terminalTo({ a: fakeOffsets() });
    expect(await terminal('plan -g a --from-run nowhere')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('run "nowhere" is not in the journal') as unknown,
    });
    expect(await terminal('plan -g a --from-run x:then')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--from-run x:then cannot be read') as unknown,
    });
  });
});

describe('offsets --follow', () => {
  it('ends with 0 once the group was seen to read on, and with 4 where it was not', async () => {
    const state = fakeOffsets();
    const terminal = terminalTo({ a: state });
    const idle = await terminal('apply -g a -t orders:0 --to-offset 50 --yes --follow 5s');
    expect(idle.exitCode).toBe(4);
    expect(idle.stdout).toContain('a orders:0 still stands at 50, with 50 records to read\n');
    expect(idle.stdout).toContain('done: every partition is where the plan wants it');

    const readOn = () => {
      if (state.commits.get('orders:0')?.offset === 60) state.commits.set('orders:0', { offset: 61, metadata: '' });
    };
    const { exitCode, raw } = await terminal(
      'apply -g a -t orders:0 --to-offset 60 --yes --follow 1h --json',
      undefined,
      readOn,
    );
    expect(JSON.parse(raw)).toMatchObject({ outcome: 'done', followed: [{ object: 'a orders:0', movedTo: 61 }] });
    expect(exitCode).toBe(0);
  });
});
