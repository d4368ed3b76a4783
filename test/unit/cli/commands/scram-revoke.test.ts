import { describe, expect, it } from 'vitest';
import { parseAcl } from '../../../../src/domain/acls/acl-binding.ts';
import { marker, revokeScene, user } from '../../../builders/revoke-scene.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

const mayWrite = parseAcl(`allow Write on Topic "orders" (literal) to "User:${user}" from "*"`)!;

async function openScene() {
  const scene = await revokeScene([mayWrite]);
  const { target, credentials, acls, logins, settings } = scene.world;
  const cluster = {
    readTarget: async () => target,
    credentials,
    acls,
    logins,
    readSettings: () => settings.readSettings(),
  };
  const { journal, lock } = scene.runs;
  const world = { ...worldWith(cluster, { journal, lock }), openSecrets: async () => scene.secrets };
  const revoke = async (args: readonly string[], answer?: string) => {
    const shell = fakeShell(answer === undefined ? {} : { answer });
    return await runCli(['scram', 'revoke', '-b', 'broker:9092', '--secrets', 'aws', ...args], world, shell);
  };
  return { ...scene, revoke };
}

describe('scram revoke', () => {
  it('shows each rule and each login that would go, and changes nothing', async () => {
    const { revoke, users, acls } = await openScene();
    const { exitCode, stdout } = await revoke(['--user', user]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`create: deny All on Topic "orders" (literal) to "User:${user}" from "*"`);
    expect(stdout).toContain(`delete: SCRAM-SHA-512 of "${user}"`);
    expect(stdout).toContain('connections that "orders" has open stay open');
    expect(stdout).toContain('nothing was changed yet, --apply does it');
    expect(users.has(user)).toBe(true);
    expect(acls.all()).toEqual([mayWrite]);
  });

  it('tells what was proven, and how to take it back', async () => {
    const { revoke, users } = await openScene();
    const { exitCode, stdout, stderr } = await revoke(['--user', user, '--apply'], 'yes');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('new logins of "orders" are refused by broker 1');
    expect(stdout).toMatch(/to take it back: kafka-steward scram undo \d{8}-\d{6}-[\da-f]{6}/);
    expect(`${stdout}${stderr}`).not.toContain(marker);
    expect(users.has(user)).toBe(false);
  });

  it('changes nothing on a no', async () => {
    const { revoke, users } = await openScene();
    expect((await revoke(['--user', user, '--apply'], 'no')).exitCode).toBe(3);
    expect(users.has(user)).toBe(true);
  });

  it('makes a run of each of several users, with a verdict of its own', async () => {
    const { revoke, users } = await openScene();
    const { exitCode, stdout } = await revoke(['-u', user, '-u', 'nobody', '--apply', '--yes']);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/USER +OUTCOME +RUN/);
    expect(stdout).toMatch(/nobody +refused/);
    expect(users.has(user)).toBe(false);
  });

  it('refuses a secret of which nobody says where it is', async () => {
    const { exitCode, stderr } = await runCli(['scram', 'revoke', '-b', 'b:1', '-u', user, '--secret', 'x']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--secret needs a place');
  });
});
