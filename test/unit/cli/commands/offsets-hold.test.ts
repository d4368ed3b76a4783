import { describe, expect, it } from 'vitest';
import type { AclCluster } from '../../../../src/ports/acl-cluster.ts';
import { heldScene, texts } from '../../../builders/held-scene.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

/** A command line against a group that two users may read. */
function terminal(acting: Partial<AclCluster> = {}) {
  const scene = heldScene();
  const { offsets, groups, target } = scene.world;
  const acls = { ...scene.acls, ...acting };
  const cluster = worldWith({ ...groups, offsets, acls, readTarget: async () => target }, scene.runs);
  const run = (line: string) => runCli(line.split(' '), cluster, fakeShell({ env: { USER: 'ada' } }));
  return { ...scene, run };
}

describe('offsets --hold', () => {
  it('shows the ACLs that are made for the run, and makes none', async () => {
    const { run, acls } = terminal();
    const before = texts(acls.all());
    const { exitCode, stdout } = await run('offsets plan -g app -t orders:0 --to-latest --hold');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      [
        'while the run lasts: deny Read on Group "app" (literal) to "User:a" from "*"',
        'while the run lasts: deny Read on Group "app" (literal) to "User:b" from "*"',
        '',
      ].join('\n'),
    );
    expect(stdout).toContain('; holds "User:a" and "User:b" off the group meanwhile: ');
    expect(texts(acls.all())).toEqual(before);
  });

  it('holds those who are named instead', async () => {
    const { run, heldAtWrites } = terminal();
    const { exitCode } = await run('offsets apply -g app -t orders:0 --to-latest --hold-principal User:b --yes');
    expect(exitCode).toBe(0);
    expect(heldAtWrites).toEqual([['deny Read on Group "app" (literal) to "User:b" from "*"']]);
  });

  it('refuses a principal without its type as wrong usage', async () => {
    const { exitCode, stderr } = await terminal().run('offsets plan -g app -t orders --to-latest --hold-principal app');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('error: "app" is no principal; write its type too, such as User:app\n');
  });

  it('refuses to hold this login, with exit code 3', async () => {
    const { run } = terminal();
    const { exitCode, stdout } = await run('offsets plan -g app -t orders --to-latest --hold-principal User:admin');
    expect(exitCode).toBe(3);
    expect(stdout).toContain('refused: a hold on "User:admin" denies the group to this login too');
  });
});

describe('offsets apply --hold', () => {
  it('says that nothing was moved where only the hold is left', async () => {
    const { run, state, acls } = terminal({
      deleteAcls: async some => some.map(each => ({ binding: each, refusal: 'no' })),
    });
    state.refusals.set('orders:0', 'the group has members again');
    const { exitCode, stdout } = await run(
      'offsets apply -g app -t orders:0 --to-latest --hold-principal User:a --yes',
    );
    expect(exitCode).toBe(5);
    const left = 'deny Read on Group "app" (literal) to "User:a" from "*"';
    expect(stdout).toContain(`may still be there: ${left}: no\n`);
    expect(stdout).toContain(`takes it away:\n  ${left}\n`);
    expect(stdout).toContain('partly applied: the group may still be held, no partition was moved\n');
    expect(texts(acls.all())).toContain(left);
  });
});

describe('runs show', () => {
  it('names the ACLs that an interrupted hold has left, until somebody goes on with the run', async () => {
    const { run, plan, killAt, acls, apply } = terminal();
    const planned = await plan({ principals: ['User:a'] });
    const before = acls.all().length;
    for (let boundary = 0; acls.all().length === before; boundary++) await killAt(planned, boundary);
    expect((await run('runs show run-1')).stdout).toContain(
      [
        'Left on the cluster, or may be; "runs resume run-1" takes it away:',
        '  deny Read on Group "app" (literal) to "User:a" from "*"',
        '',
      ].join('\n'),
    );
    expect(JSON.parse((await run('runs show run-1 --json')).stdout)).toMatchObject({
      aclsLeft: [{ principal: 'User:a', permission: 'deny' }],
    });
    await apply(planned);
    expect((await run('runs show run-1')).stdout).not.toContain('Left on the cluster');
  });
});
