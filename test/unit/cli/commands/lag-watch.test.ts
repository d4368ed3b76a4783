import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../../src/domain/errors.ts';
import type { LagReport } from '../../../../src/domain/lag/verdict.ts';
import { type FakeShell, type FakeTerminal, fakeShell, runCli } from '../fake-shell.ts';
import { laggingWorld } from '../lagging-world.ts';

/** Watches until that many samples are taken, then presses Ctrl-C. */
async function watch(samples: number, args: readonly string[] = [], terminal?: FakeTerminal, failingSample?: number) {
  const shell: FakeShell = fakeShell({ terminal });
  const lagging = laggingWorld(shell, { hangsAfterMs: 9000 });
  let taken = 0;
  const world = {
    openCluster: async (...asked: Parameters<typeof lagging.openCluster>) => {
      const cluster = await lagging.openCluster(...asked);
      const readSnapshot: typeof cluster.readSnapshot = async request => {
        taken += 1;
        if (taken > samples) shell.interrupt();
        if (taken === failingSample)
          throw new OperationError('RequestTimedOut', 'broker b:1 is slow', { retryable: true });
        return cluster.readSnapshot(request);
      };
      return { ...cluster, readSnapshot };
    },
  };
  return runCli(['lag', 'watch', ...args], world, shell);
}

describe('lag watch', () => {
  it('tells only changed verdicts in a pipe, until Ctrl-C', async () => {
    const { exitCode, stdout } = await watch(12);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map(line => line.replace(/, \d.*$/, '').slice(25))).toEqual([
      expect.stringMatching(/^watching 2 groups of cluster /),
      'billing: NEW → WARN',
      'billing: WARN → STALLED',
    ]);
    expect(lines.at(-1)).toMatch(/; assigned to app-1 at 10\.0\.0\.7$/);
    expect(exitCode).toBe(130);
  });

  it('prints a document a line with --json', async () => {
    const { stdout } = await watch(3, ['--json']);
    const reports = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as LagReport);
    expect(reports.map(({ window }) => window.samples)).toEqual([1, 2, 3]);
  });

  it('draws each sample over the one before on a terminal', async () => {
    const { stdout } = await watch(3, [], { columns: 80 });
    expect(stdout.split('\u001b[H')).toHaveLength(4);
    expect(stdout).toMatch(/^\u001b\[H\u001b\[J/);
    expect(stdout.endsWith('\u001b[J')).toBe(true);
  });

  it('names who owns the partition that hangs', async () => {
    const { stdout } = await watch(12, [], { columns: 80 });
    expect(stdout).toContain('orders-1 is assigned to app-1 at 10.0.0.7');
  });

  it('shows the totals and leaves out what a low terminal has no room for', async () => {
    const { stdout } = await watch(1, [], { columns: 80, rows: 4 });
    expect(stdout.match(/\n/g)).toHaveLength(3);
    expect(stdout).toContain('2 groups (1 NEW, 1 OK), 2 partitions');
  });

  it('goes on when one sample cannot be taken, and says so', async () => {
    const { stdout, stderr } = await watch(4, ['--json'], undefined, 2);
    expect(stdout.trimEnd().split('\n')).toHaveLength(3);
    expect(stderr).toBe('note: broker b:1 is slow\n');
  });
});
