import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import type { RevokeStep } from '../../../src/domain/scram/revoke-step.ts';
import { loginIn, type MskScene, marker, openMskScene } from './msk-scene.ts';

let scene: MskScene;
beforeAll(async () => {
  scene = await openMskScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  scene.late.copyMs = 0;
  scene.late.refuses = () => undefined;
  await scene.scram.settled();
});

type Report = ChangeReport<RevokeStep>;

/** A user of MSK as people make them by hand: one associated secret, and rules. */
const newUser = async () => {
  const username = `hand-${randomUUID().slice(0, 8)}`;
  const password = `${marker}-${randomUUID()}`;
  const arn = await scene.create(`AmazonMSK_${username}`, { username, password });
  scene.scram.associate([arn]);
  await scene.allow({
    resourceType: 'Topic',
    resourceName: username,
    operation: 'Read',
    principal: `User:${username}`,
  });
  await scene.scram.settled();
  const login = { username, password };
  await expect.poll(() => scene.canLogIn(login), { timeout: 10_000 }).toBe(true);
  return { username, arn, login };
};

const revoke = async (...users: readonly string[]) =>
  await scene.steward(['scram', 'revoke', ...users.map(user => `--user=${user}`), '--apply', '--yes', '--json']);

const denials = async (username: string) =>
  await scene.admin.acls.listAcls({ principal: `User:${username}`, permission: 'deny' });

describe('scram revoke on Amazon MSK', () => {
  it('denies, disassociates, waits until every broker refuses the login, and gives all of it back', async () => {
    const { username, arn, login } = await newUser();
    scene.late.copyMs = 4_000;
    const { exitCode, stdout } = await revoke(username);
    const report = JSON.parse(stdout) as Report;
    expect({ exitCode, outcome: report.outcome, reasons: report.reasons }).toEqual({
      ...{ exitCode: 0, outcome: 'done', reasons: [] },
    });
    expect(report.plan.steps.map(({ action }) => action).slice(0, 3)).toEqual(['deny', 'disassociate', 'wait']);
    expect(await scene.canLogIn(login)).toBe(false);
    expect(scene.scram.list()).not.toContain(arn);
    expect((await denials(username)).length).toBeGreaterThan(0);

    const undone = await scene.steward(['scram', 'undo', report.runId, '--apply', '--yes', '--json']);
    expect(undone).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await scene.canLogIn(login)).toBe(true);
    expect(await denials(username)).toEqual([]);
  });

  it('goes on where a user has no rules, and says what new logins may still do', async () => {
    const { username } = await newUser();
    const { stdout, exitCode } = await scene.steward(['scram', 'revoke', '--user', username]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ +disassociate: arn:/m);
    expect(stdout).toMatch(/nothing was changed yet, --apply does it/);
  });

  it('takes several users, one verdict each, and one that is refused does not stop the others', async () => {
    const users = await Promise.all(Array.from({ length: 3 }, newUser));
    const missing = `nobody-${randomUUID().slice(0, 8)}`;
    const { exitCode, stdout } = await revoke(...users.map(({ username }) => username), missing);
    const { runs } = JSON.parse(stdout) as { readonly runs: readonly (Report & { readonly user: string })[] };
    expect(runs.map(({ user, outcome }) => [user, outcome])).toEqual([
      ...users.map(({ username }) => [username, 'done']),
      [missing, 'refused'],
    ]);
    expect(exitCode).toBe(3);
    expect(users.filter(({ arn }) => scene.scram.list().includes(arn))).toEqual([]);
    // Given back, one of which MSK leaves unprocessed.
    const [first, second] = users;
    const ways = runs.slice(0, 2).map(({ runId }) => runId);
    scene.late.refuses = arn => (arn === first!.arn ? { errorCode: 'InvalidSecret', errorMessage: 'No.' } : undefined);
    const refused = await scene.steward(['scram', 'undo', ways[0]!, '--apply', '--yes']);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stdout.replaceAll(/\s+/g, ' ')).toContain(`${first!.arn}: MSK did not take it: No. (InvalidSecret)`);
    expect(await scene.steward(['scram', 'undo', ways[1]!, '--apply', '--yes'])).toMatchObject({ exitCode: 0 });
    expect(scene.scram.list()).toContain(second!.arn);
  });

  it('says that clients read the user, and the way out for them is to take the last rotation back', async () => {
    const { base, secret } = await scene.makeUser();
    const rotate = async () =>
      await scene.steward(['scram', 'rotate', `--user=${base}`, '--create', '--apply', '--yes', '--json']);
    await scene.allow({ resourceType: 'Topic', resourceName: base, operation: 'Read', principal: `User:${base}` });
    await rotate();
    const last = JSON.parse((await rotate()).stdout) as Report;
    const revoked = await revoke(`${base}-b`);
    expect(revoked.exitCode).toBe(0);
    expect(revoked.stdout).toContain('whoever reads it is locked out; to spare them');
    expect(await scene.canLogIn(loginIn(secret))).toBe(false);
    const again = await rotate();
    expect(again.exitCode).toBe(3);
    expect(again.stdout).toMatch(/clients cannot log in now; .*of the last rotation/);
    expect(await scene.steward(['scram', 'undo', last.runId, '--apply', '--yes'])).toMatchObject({ exitCode: 0 });
    expect(loginIn(secret).username).toBe(`${base}-a`);
    expect(await scene.canLogIn(loginIn(secret))).toBe(true);
    // The next rotation gives the revoked user a password and the rules of the other one, its denials go.
    expect((await rotate()).exitCode).toBe(0);
    expect(loginIn(secret).username).toBe(`${base}-b`);
    expect(await scene.canLogIn(loginIn(secret))).toBe(true);
    expect(await denials(`${base}-b`)).toEqual([]);
  });

  it('tells no password', async () => {
    const { username } = await newUser();
    await revoke(username);
    const told = await scene.everythingTold();
    expect(told).toContain(username);
    expect(told).not.toContain(marker);
  });
});
