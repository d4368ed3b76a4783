import { describe, expect, it } from 'vitest';
import { allDuties } from '../../../../src/domain/duties/all-duties.ts';
import { fakeShell, runCli } from '../fake-shell.ts';

describe('ops compare', () => {
  it('shows who does each duty on each option, and what covers it', async () => {
    const { exitCode, stdout } = await runCli(['ops', 'compare']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/DUTY +MSK STANDARD +MSK EXPRESS +MSK SERVERLESS +KAFKA ON EC2/);
    expect(stdout).toMatch(/Kafka upgrades +both +both +AWS +you/);
    expect(stdout).toContain('scram rotate, scram verify, scram revoke; docs/runbooks: scram-rotation');
    for (const { what } of allDuties) expect(stdout).toContain(what);
  });

  it('keeps to the options that are asked for', async () => {
    const { stdout } = await runCli(['ops', 'compare', '--option', 'ec2', '--option', 'MSK-Express']);
    expect(stdout).toMatch(/DUTY +MSK EXPRESS +KAFKA ON EC2\n/);
  });

  it('tells of one duty how it goes, what it risks and who says so', async () => {
    const { stdout } = await runCli(['ops', 'compare', '--duty', 'storage-growth']);
    expect(stdout).toContain('growing storage (storage-growth)\n  MSK Standard, both: you set the target');
    expect(stdout).toContain('https://docs.aws.amazon.com/msk/latest/developerguide/msk-autoexpand.html');
    expect(stdout).toContain('covered by cost compare');
    expect(stdout).not.toContain('users and rights');
  });

  it('prints everything as JSON', async () => {
    const { stdout } = await runCli(['ops', 'compare', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      options: ['msk-standard', 'msk-express', 'msk-serverless', 'ec2'],
      duties: allDuties.map(({ id, what, shares }) => ({ id, what, shares })),
    });
  });

  it.each([50, 72, 100])('keeps to a terminal of %d columns, but for addresses', async columns => {
    for (const more of [[], ['--duty', 'users']]) {
      const { stdout } = await runCli(['ops', 'compare', ...more], {}, fakeShell({ terminal: { columns } }));
      const lines = stdout.split('\n').filter(line => !line.includes('https://'));
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns);
    }
  });

  it.each([
    ['--option', 'gcp', 'Allowed choices are msk-standard'],
    ['--duty', 'sleep', 'Allowed choices are system-patches'],
  ])('refuses %s %s with what there is', async (flag, value, problem) => {
    const { exitCode, stderr, stdout } = await runCli(['ops', 'compare', flag, value]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(problem);
  });
});
