import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPlanSeal } from '../../../cli/new-plan.ts';
import type { ChangeReport } from '../../../src/domain/change/change-report.ts';
import type { RevokeStep } from '../../../src/domain/scram/revoke-step.ts';
import type { ScramLogin } from '../../../src/domain/scram/scram-login.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { scramRevoke } from '../../../src/operations/scram-revoke.ts';
import { type OwnCluster, startOwnCluster } from '../broker-fixture.ts';
import type { DyingOrder } from './dying-process.ts';
import { openRevokeScene, type RevokeScene } from './revoke-scene.ts';

// Which denials are planned depends on every rule of the cluster, also on those of other tests.
let own: OwnCluster;
let scene: RevokeScene;

beforeAll(async () => {
  own = await startOwnCluster({ brokers: 3, security: 'scram' });
  scene = await openRevokeScene(own.cluster);
});
afterAll(async () => {
  await scene.close();
  await own.remove();
});

const denied = 'TOPIC_AUTHORIZATION_FAILED';
const denialsOf = ({ username }: ScramLogin, topic: string): readonly string[] => [
  `deny All on Group "${topic}" (prefixed) to "User:${username}" from "*"`,
  `deny All on Topic "${topic}" (literal) to "User:${username}" from "*"`,
];
const reportOf = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout) as ChangeReport<RevokeStep>;
const tryEverywhere = async (login: ScramLogin) =>
  (await scene.scram.prover.prove(login, { withinMs: 0 })).map(({ kind }) => kind);

describe('a user that is revoked', () => {
  it('is refused by every broker, and what its open producer sends is refused too, until all of it is undone', async () => {
    const marker = 'MARKER-pa55word-9f3c21';
    const { login, topic, before } = await scene.newUser(marker);
    const { send, close } = await scene.openProducer(login, topic);
    expect(await send('before')).toBe('sent');

    const flags = ['scram', 'revoke', '--user', login.username, '--secrets', scene.secrets];
    const looked = await scene.steward(...flags);
    expect(looked).toMatchObject({ exitCode: 0 });
    expect(await send('after a dry run')).toBe('sent');

    const revoked = await scene.steward(...flags, '--apply', '--yes', '--json');
    expect(revoked).toMatchObject({ exitCode: 0 });
    const { runId, findings, plan } = reportOf(revoked);
    expect(findings.at(-1)).toMatchObject({ kind: 'as-planned' });
    expect(plan.checks.find(({ name }) => name === 'open-connections')?.sentence).toContain('restart');
    expect(await send('after it')).toBe(denied);
    expect(await tryEverywhere(login)).toEqual(['refused', 'refused', 'refused']);
    expect(await scene.rulesOf(login)).toEqual([...before, ...denialsOf(login, topic)].toSorted());

    const undone = await scene.steward('scram', 'undo', runId, '--apply', '--yes', '--json');
    expect(undone).toMatchObject({ exitCode: 0 });
    expect(await scene.rulesOf(login)).toEqual(before);
    expect(await tryEverywhere(login)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await send('after undo')).toBe('sent');
    await close();

    const said = [looked, revoked, undone].flatMap(({ stdout, stderr }) => [stdout, stderr]).join('\n');
    expect(`${said}${await scene.journal()}`).not.toContain(marker);
  });

  it('is not proven to be out where nobody knows its password, and does not get it back', async () => {
    const { login, before } = await scene.newUser();
    const revoked = await scene.steward('scram', 'revoke', '-u', login.username, '--apply', '--yes', '--json');
    expect(revoked).toMatchObject({ exitCode: 4 });
    const { runId, reasons } = reportOf(revoked);
    expect(reasons.join()).toContain('not proven to be refused');
    expect(await tryEverywhere(login)).toEqual(['refused', 'refused', 'refused']);

    const undone = await scene.steward('scram', 'undo', runId, '--apply', '--yes', '--json');
    expect(undone).toMatchObject({ exitCode: 0 });
    expect(
      reportOf(undone)
        .plan.checks.map(({ sentence }) => sentence)
        .join(),
    ).toContain('give it a new one');
    expect(await scene.rulesOf(login)).toEqual(before);
    expect(await tryEverywhere(login)).toEqual(['refused', 'refused', 'refused']);
  });

  it('is revoked to the end by "runs resume" after its process was killed between denials and deletion', async () => {
    const { login, topic, before } = await scene.newUser();
    const { send, close } = await scene.openProducer(login, topic);
    expect(await send('before')).toBe('sent');
    const request = { user: login.username, denyAll: false, passwords: { store: scene.secrets } };
    const plan = await planChange(scramRevoke, request, await scene.worldOf(), newPlanSeal({ nowMs: Date.now }));
    const planFile = join(scene.directory, 'plan.json');
    await writeFile(planFile, JSON.stringify(plan));
    const { cluster } = scene;
    const order: DyingOrder = { cluster, runs: scene.runs, planFile };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'revoking-process.ts'), JSON.stringify(order)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
    expect(await send('half revoked')).toBe(denied);
    expect(await tryEverywhere(login)).toEqual(['accepted', 'accepted', 'accepted']);

    await expect
      .poll(async () => (await scene.steward('runs', 'resume', plan.planId, '--yes', '--json')).exitCode, {
        timeout: 30_000,
      })
      .toBe(0);
    expect(await tryEverywhere(login)).toEqual(['refused', 'refused', 'refused']);
    expect(await scene.rulesOf(login)).toEqual([...before, ...denialsOf(login, topic)].toSorted());
    await close();
  });

  it('is one run of several, each with its own verdict', async () => {
    const one = await scene.newUser();
    const two = await scene.newUser();
    const users = ['-u', one.login.username, '-u', `${two.login.username}x`, '-u', two.login.username];
    const revoked = await scene.steward(
      'scram',
      'revoke',
      ...users,
      '--secrets',
      scene.secrets,
      '--apply',
      '-y',
      '--json',
    );
    expect(revoked).toMatchObject({ exitCode: 3 });
    const { runs } = JSON.parse(revoked.stdout) as { runs: (ChangeReport<RevokeStep> & { user: string })[] };
    expect(runs.map(({ user, outcome }) => [user, outcome])).toEqual([
      [one.login.username, 'done'],
      [`${two.login.username}x`, 'refused'],
      [two.login.username, 'done'],
    ]);
    expect(runs[1]?.reasons.join()).toContain(`did you mean "${two.login.username}"`);
  });

  it('refuses to revoke the login it works with', async () => {
    const { exitCode, stdout } = await scene.steward('scram', 'revoke', '--user', 'admin', '--apply', '--yes');
    expect({ exitCode, stdout: stdout.replaceAll(/\s+/g, ' ') }).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('"admin" is the login this is done with') as string,
    });
  });
});
