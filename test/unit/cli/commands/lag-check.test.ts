import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../../src/domain/errors.ts';
import { rowError } from '../../../../src/domain/kafka/row-error.ts';
import type { LagReport } from '../../../../src/domain/lag/verdict.ts';
import { snapshotOf } from '../../../builders/snapshot.ts';
import { type FakeTerminal, fakeShell, runCli, worldWith } from '../fake-shell.ts';
import { laggingWorld } from '../lagging-world.ts';

async function check(args: readonly string[] = [], terminal?: FakeTerminal) {
  const shell = fakeShell({ terminal });
  return { ...(await runCli(['lag', 'check', ...args], laggingWorld(shell), shell)), sleptMs: shell.told.sleptMs };
}

describe('lag check', () => {
  it('shows the group that hangs first, why, and what to do next', async () => {
    const { exitCode, stdout, stderr, sleptMs } = await check();
    expect(stdout).toBe(
      [
        'VERDICT  GROUP    KIND     STATE      LAG  PARTITIONS',
        'STALLED  billing  classic  Stable  15,500           1',
        '         orders-1: committed offset 100 has stood still for 15 s while 15,000 records arrived; 15,500 records wait; the group has members (Stable)',
        '         orders-1 is assigned to app-1 at 10.0.0.7',
        '         next: find the member that owns the partition and the record it hangs on (docs/runbooks/lag-stalled.md)',
        'OK       audit    classic  Stable       0           1',
        '',
        '2 groups (1 STALLED, 1 OK), 2 partitions, 15,500 records behind',
        'cluster cluster-a, read at 2026-03-01T12:00:15.000Z (20 ms ago) in 20 ms; 6 samples over 15 s',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe(
      'watching lag: 1 of 6, about 15 s left\nwatching lag: 3 of 6, about 9 s left\nwatching lag: 5 of 6, about 3 s left\n',
    );
    expect({ exitCode, sleptMs }).toEqual({ exitCode: 0, sleptMs: 15_020 });
  });

  it('prints the report itself as the one document of --json', async () => {
    const { stdout } = await check(['--json', '--group', 'billing']);
    const report = JSON.parse(stdout) as LagReport;
    expect(report.groups.map(({ group, verdict }) => [group, verdict])).toEqual([['billing', 'STALLED']]);
    expect(report.window).toEqual({ samples: 6, spanMs: 15_000 });
  });

  it.each([
    ['--fail-on error', 6],
    ['--fail-on warn', 6],
    ['--fail-on error --group audit', 0],
    ['--fail-on error --standstill 1m', 0],
    ['--fail-on warn --standstill 1m', 0],
    ['--fail-on error --allowed-lag 20000', 0],
  ])('ends with the right exit code for %s', async (line, exitCode) => {
    expect((await check(line.split(' '))).exitCode).toBe(exitCode);
  });

  it('counts what could not be read as bad only for --fail-on warn', async () => {
    const gap = { what: 'groups of broker 2', errorCode: rowError.brokerUnreachable, sentence: 'it cannot be reached' };
    const world = worldWith({ readSnapshot: async () => snapshotOf({ groups: {}, gaps: [gap] }) });
    const run = (failOn: string) => runCli(['lag', 'check', '--samples', '1', '--fail-on', failOn], world);
    expect((await run('error')).exitCode).toBe(0);
    const { exitCode, stdout } = await run('warn');
    expect(exitCode).toBe(6);
    expect(stdout).toContain('Could not be read:\n  groups of broker 2: it cannot be reached\n');
  });

  it('says when the window is too short for its verdicts', async () => {
    expect((await check(['--samples', '1'])).stderr).toBe(
      'note: verdicts need 3 samples or more, this was 1; see --samples\n',
    );
    expect((await check(['--samples', '3', '--interval', '1s'])).stderr).toContain(
      'note: 2 s of samples cannot show a commit standing still for 10 s; see --samples, --interval and --standstill\n',
    );
  });

  it('shows the worst groups only where --top says so, and counts the rest', async () => {
    const { stdout } = await check(['--top', '1']);
    expect(stdout).toContain('… and 1 more group: 1 OK; --top shows more\n');
    expect(stdout).not.toContain('audit');
  });

  it('colours verdicts on a terminal and keeps to its width', async () => {
    const { stdout, stderr } = await check([], { columns: 60, hasColour: true });
    expect(stdout).toContain('\u001b[31m\u001b[1mSTALLED\u001b[22m\u001b[39m');
    expect(
      Math.max(
        ...stripVTControlCharacters(stdout)
          .split('\n')
          .map(line => line.length),
      ),
    ).toBeLessThanOrEqual(60);
    expect(stderr).toContain('watching lag ━');
  });

  it('refuses a group that is not there, with the names near it', async () => {
    const world = worldWith({
      readSnapshot: async () => snapshotOf({ groups: { biling: { error: rowError.groupUnknown } } }),
      listGroups: async () => ({
        groups: [{ group: 'billing', kind: 'classic', state: 'Stable', coordinatorId: 1 }],
        gaps: [],
      }),
    });
    expect(await runCli(['lag', 'check', '--group', 'biling'], world)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: group "biling" is not on cluster cluster-a; did you mean "billing"?\n',
    });
  });

  it('fails with one line and leaves the cursor on when the cluster is lost', async () => {
    const world = worldWith({
      readSnapshot: () => Promise.reject(new OperationError('BrokerUnreachable', 'broker b:1 is gone')),
    });
    const { exitCode, stdout, stderr } = await runCli(['lag', 'check'], world);
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: '', stderr: 'error: broker b:1 is gone\n' });
  });

  it.each([
    ['--samples 0', "'--samples <number>' argument '0' is invalid. It has to be a whole number from 1 to 1000."],
    ['--samples 2.5', "'--samples <number>' argument '2.5' is invalid. It has to be a whole number from 1 to 1000."],
    [
      '--interval 5',
      "'--interval <time>' argument '5' is invalid. It has to be a time with its unit, from 100ms to 1h.",
    ],
    [
      '--interval 1ms',
      "'--interval <time>' argument '1ms' is invalid. It has to be a time with its unit, from 100ms to 1h.",
    ],
    [
      '--interval -5s',
      "'--interval <time>' argument '-5s' is invalid. It has to be a time with its unit, from 100ms to 1h.",
    ],
    ['--top -1', "'--top <number>' argument '-1' is invalid. It has to be a whole number from 1 to 1000000."],
    ['--group=', "'-g, --group <name>' argument '' is invalid. It cannot be empty."],
    ['--fail-on stalled', "'--fail-on <severity>' argument 'stalled' is invalid. Allowed choices are warn, error."],
  ])('refuses %s before it connects', async (line, message) => {
    const world = { openCluster: () => Promise.reject(new Error('connected')) };
    expect(await runCli(['lag', 'check', ...line.split(' ')], world)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: option ${message}\n`,
    });
  });
});
