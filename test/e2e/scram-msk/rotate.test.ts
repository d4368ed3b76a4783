import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import { lockoutOf, proofsOf } from '../../../src/domain/scram/rotation-lockout.ts';
import type { ScramRotationStep } from '../../../src/domain/scram/rotation-step.ts';
import type { LoginMatrix } from '../../../src/operations/scram-login-matrix.ts';
import { versionWith } from '../../aws/strict-secret.ts';
import { loginIn, type MskScene, openMskScene, watchLogins } from './msk-scene.ts';

let scene: MskScene;
beforeAll(async () => {
  scene = await openMskScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  scene.late.copyMs = 0;
  await scene.scram.settled();
});

type Report = ChangeReport<ScramRotationStep>;

const rotate = async (base: string, ...flags: readonly string[]) => {
  const result = await scene.steward(['scram', 'rotate', `--user=${base}`, '--apply', '--json', ...flags]);
  return { ...result, report: JSON.parse(result.stdout) as Report };
};

const verify = async (base: string): Promise<LoginMatrix> => {
  const flags = ['--fail-on', 'refused', '--fail-on', 'unreachable', '--json'];
  const { stdout, stderr, exitCode } = await scene.steward(['scram', 'verify', `--user=${base}`, ...flags]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout) as LoginMatrix;
};

const accepted = ({ logins }: LoginMatrix) =>
  logins.map(({ label, username, brokers }) => [label, username, ...brokers.map(({ kind }) => kind)]);

describe('scram rotate on Amazon MSK', () => {
  it('fills what a stack has made, associates the slots, and goes on while MSK copies late', async () => {
    const { base, slots, secret } = await scene.makeUser();
    await scene.allow({ resourceType: 'Topic', resourceName: base, operation: 'Read', principal: `User:${base}` });
    const first = await rotate(base, '--secrets', 'aws:eu-west-1', '--create');
    expect(first).toMatchObject({ exitCode: 0, report: { outcome: 'done', reasons: [] } });
    expect(loginIn(secret)).toMatchObject({ username: `${base}-a`, bootstrapServers: scene.bootstrapServers });
    expect(scene.scram.list()).toContain(slots[0]);
    expect(accepted(await verify(base))).toEqual([['AWSCURRENT', `${base}-a`, 'accepted']]);

    scene.late.copyMs = 6_000;
    const stopWatching = watchLogins(secret, scene);
    for (const [now, former] of [
      ['b', 'a'],
      ['a', 'b'],
    ]) {
      const { exitCode, stderr, report } = await rotate(base);
      expect({ exitCode, outcome: report.outcome }).toEqual({ exitCode: 0, outcome: 'done' });
      expect(stderr).toMatch(/waiting: broker \d+ does not accept/);
      expect(proofsOf(report).every(({ afterMs }) => afterMs > 1_000)).toBe(true);
      expect(accepted(await verify(base))).toEqual([
        ['AWSCURRENT', `${base}-${now}`, 'accepted'],
        ['AWSPREVIOUS', `${base}-${former}`, 'accepted'],
      ]);
    }
    const { accepted: times, refused } = await stopWatching();
    expect(refused).toEqual([]);
    expect(times).toBeGreaterThan(10);
    expect(scene.scram.list()).toEqual(expect.arrayContaining([...slots]));
  });

  it('ends where MSK takes too long, with clients as they were, and goes on with the same version', async () => {
    const { base, secret } = await scene.makeUser();
    await rotate(base, '--create');
    const before = loginIn(secret);
    scene.late.copyMs = 9_000;
    const stopWatching = watchLogins(secret, scene);
    const { exitCode, report } = await rotate(base, '--within', '2s');
    expect({ exitCode, outcome: report.outcome }).toEqual({ exitCode: 5, outcome: 'partly-applied' });
    expect(report.reasons.join('\n')).toMatch(/1 of 1 brokers did not accept "orders-\w+-b" within \d/);
    expect(loginIn(secret)).toEqual(before);
    const pending = versionWith(secret, 'AWSPENDING');
    const resumed = await scene.steward(['runs', 'resume', report.runId, '--yes', '--json']);
    expect(resumed).toMatchObject({ exitCode: 0 });
    expect(versionWith(secret, 'AWSCURRENT')).toBe(pending);
    expect(versionWith(secret, 'AWSPENDING')).toBeUndefined();
    expect(await stopWatching()).toMatchObject({ refused: [] });
  });

  it('is taken back to the user before, which was valid all along', async () => {
    const { base, secret } = await scene.makeUser();
    await rotate(base, '--create');
    const before = loginIn(secret);
    const { report } = await rotate(base);
    const { exitCode } = await scene.steward(['scram', 'undo', report.runId, '--apply', '--yes']);
    expect(exitCode).toBe(0);
    expect(loginIn(secret)).toEqual(before);
  });
});

describe('scram rotate of a single user on Amazon MSK', () => {
  it('tells how long new logins were refused where clients have a secret of their own', async () => {
    const { base, secret } = await scene.makeUser({ strategy: 'single' });
    await rotate(base, '--create');
    scene.late.copyMs = 3_000;
    const { exitCode, report } = await rotate(base);
    expect({ exitCode, outcome: report.outcome }).toEqual({ exitCode: 0, outcome: 'done' });
    expect(lockoutOf(report)?.lockoutMs).toBeGreaterThan(1_000);
    expect(await scene.canLogIn(loginIn(secret))).toBe(true);
  });

  it('puts the password into the one secret, proves it then, and goes back where brokers are too late', async () => {
    const base = `one-${crypto.randomUUID().slice(0, 8)}`;
    const tags = { 'kafka-steward:user': base, 'kafka-steward:strategy': 'single' };
    const arn = await scene.create(`AmazonMSK_${base}`, { username: base, password: crypto.randomUUID() }, { tags });
    const secret = scene.secrets.secret(arn);
    scene.scram.associate([arn]);
    await scene.scram.settled();
    const before = loginIn(secret);
    scene.late.copyMs = 3_000;
    const done = await rotate(base);
    expect(done).toMatchObject({ exitCode: 0, report: { outcome: 'done', reasons: [] } });
    expect(proofsOf(done.report).every(({ afterMs }) => afterMs > 1_000)).toBe(true);
    const after = loginIn(secret);
    expect(after).not.toEqual(before);
    expect(await scene.canLogIn(after)).toBe(true);

    scene.late.copyMs = 7_000;
    const late = await rotate(base, '--within', '1s');
    expect(late.exitCode).toBe(5);
    expect(loginIn(secret)).toEqual(after);
    await scene.scram.settled();
    expect(await scene.canLogIn(after)).toBe(true);
    scene.late.copyMs = 0;
    const resumed = await scene.steward(['runs', 'resume', late.report.runId, '--yes', '--json']);
    expect(resumed.exitCode).toBe(0);
    expect(await scene.canLogIn(loginIn(secret))).toBe(true);
    expect(loginIn(secret)).not.toEqual(after);
  });
});

describe('what scram rotate on Amazon MSK tells', () => {
  it('has none of the passwords', async () => {
    const { base, slots, secret } = await scene.makeUser();
    await rotate(base, '--create');
    await scene.steward(['scram', 'rotate', `--user=${base}`, '--apply', '--yes']);
    await scene.steward(['scram', 'verify', `--user=${base}`]);
    await scene.steward(['scram', 'status']);
    const held = [secret, ...slots.map(arn => scene.secrets.secret(arn)), scene.secrets.secret(scene.login)];
    const passwords = scene.passwordsOf(held);
    expect(passwords.length).toBeGreaterThan(4);
    const told = await scene.everythingTold();
    expect(told).toContain(`${base}-b`);
    const forms = passwords.flatMap(password => [password, JSON.stringify(password).slice(1, -1)]);
    expect(forms.filter(form => told.includes(form))).toEqual([]);
  });
});
