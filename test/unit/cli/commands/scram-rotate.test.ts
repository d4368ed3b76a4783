import { describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../../../src/domain/change/change-report.ts';
import type { ScramRotationStep } from '../../../../src/domain/scram/rotation-step.ts';
import { clientsOf, passwordMarker, type ScramOptions, scramSetting } from '../../../builders/scram-world.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';
import { type FakeTerminal, fakeShell, runCli, worldWith } from '../fake-shell.ts';

/** A command line against three fake brokers; what is kept of runs and secrets stays from call to call. */
async function terminalTo(options: ScramOptions = {}) {
  const setting = await scramSetting(options);
  const runs = inMemoryRuns(() => setting.nowMs);
  const { world } = setting;
  if (world.users.kind !== 'brokers') throw new Error('the test wants brokers that keep their users');
  const { credentials } = world.users;
  const { target, acls, prover: logins } = world;
  const outside = {
    ...worldWith({ acls, credentials, logins, readTarget: async () => target }, runs),
    openSecrets: async () => setting.secrets,
  };
  const run = async (line: string, told: { answer?: string; terminal?: FakeTerminal } = {}) => {
    const shell = fakeShell({ ...told, env: { USER: 'ada' } });
    // Brokers are waited for by the clock of the shell, which moves only when somebody sleeps.
    const result = await runCli(line.split(' '), outside, shell);
    expect(result.stdout + result.stderr).not.toContain(passwordMarker);
    return result;
  };
  return { setting, run };
}

const place = '--secrets secrets --user orders';
const reportOf = (json: string) => JSON.parse(json) as ChangeReport<ScramRotationStep>;

describe('scram rotate', () => {
  it('shows the steps and what is lost, and changes nothing', async () => {
    const { setting, run } = await terminalTo();
    const { exitCode, stdout } = await run(`scram rotate ${place}`);
    expect(exitCode).toBe(0);
    expect(
      stdout.replaceAll(/\d{8}-\d{6}-[0-9a-f]{6}/g, 'RUN').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4,12}){4}/g, 'TOKEN'),
    ).toBe(
      [
        'plan RUN: SCRAM rotation on cluster c1 as User:admin',
        '',
        '#  PHASE         STEP',
        '1  createSecret  put a new password for "orders-b"',
        '   version TOKEN',
        '2  setSecret     give "orders-b" that password',
        '3  testSecret    log in as "orders-b" on every broker',
        '4  finishSecret  let clients read "orders-b"',
        '   version TOKEN',
        '',
        'gives "orders-b" a new password and makes it the user that clients read; "orders-a" stays valid until the next rotation, an older password of "orders-b" does not; nothing was changed yet, --apply does it',
        '',
      ].join('\n'),
    );
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a' });
    expect(setting.users.has('orders-b')).toBe(false);
  });

  it('fits a narrow terminal', async () => {
    const { run } = await terminalTo();
    const { stdout } = await run(`scram rotate ${place}`, { terminal: { columns: 60 } });
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(60);
  });

  it('asks whether another name was meant, and refuses an ARN that is none before it asks for secrets', async () => {
    const { setting, run } = await terminalTo();
    const slip = place.replace('orders', 'order');
    const refused = await run(`scram rotate ${slip}`);
    expect(refused.exitCode).toBe(3);
    expect(refused.stdout).toContain('there is no secret order; did you mean user "orders"?');
    const { stderr } = await run(`scram verify ${slip}`);
    expect(stderr).toContain('did you mean "orders"?');
    const arn = await run('scram rotate --cluster arn:aws:kafka:x --user orders');
    expect(arn).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('not the ARN of an MSK') as string });
    expect(setting.users.has('order-a')).toBe(false);
  });

  it('gives each of several users a run and a verdict of its own', async () => {
    const { setting, run } = await terminalTo();
    const { exitCode, stdout } = await run(`scram rotate ${place} --user order --apply --yes`);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('there is no secret order; did you mean user "orders"?');
    expect(stdout).toMatch(/^orders +done +\d{8}-/m);
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-b' });
    const { stderr } = await run(`scram rotate ${place} --user order --secret orders`);
    expect(stderr).toBe('error: --secret is the secret of one user; leave it out where several are named\n');
  });

  it('asks, and does nothing after a no', async () => {
    const { setting, run } = await terminalTo();
    const { exitCode, stderr } = await run(`scram rotate ${place} --apply`, { answer: 'n' });
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining('declined') as string });
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a' });
  });

  it('rotates without a question where a document is asked for, and tells each broker', async () => {
    const { setting, run } = await terminalTo();
    const { exitCode, stdout } = await run(`scram rotate ${place} --apply --json`);
    expect(exitCode).toBe(0);
    expect(reportOf(stdout)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-b', canLogIn: true });
    const told = await run(`scram rotate ${place} --apply --yes`);
    expect(told.stdout).toContain('done: clients read the new login, and every broker accepts it');
    expect(told.stdout).toContain('ACCEPTED AFTER');
  });

  it('says that clients are as before where a broker is late, and goes on by "runs resume"', async () => {
    const { setting, run } = await terminalTo();
    setting.down.add(2);
    const failed = await run(`scram rotate ${place} --apply --yes`);
    expect(failed.exitCode).toBe(5);
    expect(failed.stdout).toContain('begun and not finished: clients read what they read before');
    expect(failed.stderr).toContain('waiting: broker 2 does not accept "orders-b" yet');
    setting.down.clear();
    const runId = /runs resume (\S+)/.exec(failed.stdout)?.[1] ?? '';
    const resumed = await run(`runs resume ${runId} --yes --json`);
    expect({ ...resumed, stdout: reportOf(resumed.stdout).outcome }).toMatchObject({ exitCode: 0, stdout: 'done' });
    const undone = await run(`scram undo ${runId} --apply --yes`);
    expect(undone.exitCode).toBe(0);
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a', canLogIn: true });
  });

  it('tells how long a single user was locked out', async () => {
    const { run } = await terminalTo({ strategy: 'single' });
    const { stdout } = await run(`scram rotate ${place} --apply --yes`);
    expect(stdout).toMatch(/refused for \d+ ms at most before clients could read the new one/);
  });

  it('refuses a secret that is tagged for somebody else', async () => {
    const { setting, run } = await terminalTo();
    const { exitCode, stdout } = await run(`scram rotate --secrets secrets --user root --secret ${setting.pointer}`);
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('is tagged for user "orders", not "root"') as string,
    });
  });
});

describe('scram verify', () => {
  it('shows brokers down and logins across, and what the secret does not hold', async () => {
    const { setting, run } = await terminalTo();
    setting.down.add(3);
    const { exitCode, stdout } = await run(`scram verify ${place} --fail-on refused`);
    expect(exitCode).toBe(0);
    expect(stdout.replace(/ in \S+$/m, '')).toBe(
      [
        'user orders (alternating), secret kafka/orders',
        '',
        'BROKER  ADDRESS  orders-a (AWSCURRENT)',
        '     1  b1:9092  accepted 5 ms',
        '     2  b2:9092  accepted 5 ms',
        '     3  b3:9092  unreachable 5 ms',
        '',
        'broker b3:9092: unreachable',
        'the secret holds no password of "orders-b"',
        '',
      ].join('\n'),
    );
    expect((await run(`scram verify ${place} --fail-on unreachable --json`)).exitCode).toBe(6);
  });
});
