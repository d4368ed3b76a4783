import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import { fakeShell, runCli, worldWith } from './fake-shell.ts';

describe('the program', () => {
  it('teaches by its help: what there is, an example to copy, the exit codes', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('lag check');
    expect(stdout).toContain('Exit codes: 0 done');
    expect(stderr).toBe('');
  });

  it.each(['lag', 'groups', 'clusters', undefined])(
    'shows help and ends as wrong usage for a bare noun: %s',
    async noun => {
      const { exitCode, stdout, stderr } = await runCli(noun === undefined ? [] : [noun]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain('Usage: kafka-steward');
    },
  );

  it.each([
    ['group list', "error: unknown command 'group' (Did you mean groups?)"],
    ['groups lst', "error: unknown command 'lst' (Did you mean list?)"],
    ['groups list --sate Empty', "error: unknown option '--sate' (Did you mean --state?)"],
    ['groups list now', "error: too many arguments for 'list'. Expected 0 arguments but got 1: now."],
    [
      'groups list --kind fast',
      "error: option '--kind <kind>' argument 'fast' is invalid. Allowed choices are unknown, classic, consumer, share, streams, other.",
    ],
  ])('refuses %s with one line', async (line, message) => {
    expect(await runCli(line.split(' '))).toEqual({ exitCode: 2, stdout: '', stderr: `${message}\n` });
  });

  it('prints a failure as the one JSON document too where JSON is asked for', async () => {
    const refusal = new OperationError('AuthenticationFailed', 'broker b:1 refused the login of "app"', {
      retryable: false,
    });
    const world = { openCluster: () => Promise.reject(refusal) };
    const { exitCode, stdout, stderr } = await runCli(['groups', 'list', '--json'], world);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: { name: 'AuthenticationFailed', message: 'broker b:1 refused the login of "app"', retryable: false },
    });
    expect(stderr).toBe('error: broker b:1 refused the login of "app"\n');
  });

  it.each(['InputInvalid', 'ConfigurationInvalid'] as const)('ends as wrong usage on %s', async name => {
    const world = { openCluster: () => Promise.reject(new OperationError(name, 'no')) };
    expect((await runCli(['groups', 'list'], world)).exitCode).toBe(2);
  });

  it('calls a bug a bug, in one line, and tells its causes with --debug', async () => {
    const world = { openCluster: () => Promise.reject(new TypeError('x is\nnot y', { cause: new Error('z') })) };
    const { exitCode, stderr } = await runCli(['groups', 'list'], world);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('error: this should not have happened: x is not y; run again with --debug to see where\n');
    const debugged = await runCli(['groups', 'list', '--debug'], world);
    expect(debugged.stderr).toMatch(/TypeError: x is[^]*program\.test\.ts[^]*caused by: Error: z/);
  });

  it('lets no control character of a message reach the terminal', async () => {
    const world = { openCluster: () => Promise.reject(new OperationError('GroupUnknown', 'group "\u001b[2Jx"')) };
    expect((await runCli(['groups', 'list'], world)).stderr).toBe('error: group "\\u{1b}[2Jx"\n');
  });

  it('closes the cluster and ends as interrupted on Ctrl-C, even if the cluster never answers', async () => {
    const shell = fakeShell();
    let isClosed = false;
    const world = worldWith({
      listGroups: () => {
        shell.interrupt();
        return new Promise(() => undefined);
      },
      close: () => (isClosed = true),
    });
    expect(await runCli(['groups', 'list'], world, shell)).toEqual({ exitCode: 130, stdout: '', stderr: '' });
    expect(isClosed).toBe(true);
  });
});
