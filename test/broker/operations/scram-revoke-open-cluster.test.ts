import { expect, it } from 'vitest';
import { newPlanSeal } from '../../../cli/new-plan.ts';
import { parseAcl } from '../../../src/domain/acls/acl-binding.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { scramRevoke } from '../../../src/operations/scram-revoke.ts';
import { openScene } from '../adapters/kafka/scene.ts';
import { withLocalCluster } from '../broker-fixture.ts';
import { openRevokeScene } from './revoke-scene.ts';

/** What Amazon MSK sets unless told otherwise. */
const openToAll = { 'allow.everyone.if.no.acl.found': 'true' };

it('locks nobody else out of a cluster that is open where there are no rules', async () => {
  const request = { brokers: 1, security: 'scram', users: ['app'], extraBrokerProperties: openToAll } as const;
  await withLocalCluster(request, async cluster => {
    const scene = await openRevokeScene(cluster);
    const asApp = await openScene(cluster.connectionFor());
    const { login } = await scene.newUser();
    const free = asApp.name('free');
    await asApp.createTopic(free, 1);
    const others = await scene.openProducer(cluster.connectionFor('app').sasl as typeof login, free);
    expect(await others.send('open to all')).toBe('sent');

    const revoked = await scene.steward(
      'scram',
      'revoke',
      '-u',
      login.username,
      '--secrets',
      scene.secrets,
      '--apply',
      '-y',
    );
    expect(revoked).toMatchObject({ exitCode: 0 });
    expect(revoked.stdout.replaceAll(/\s+/g, ' ')).toContain('close it to everybody else');
    expect(await others.send('still open to all')).toBe('sent');

    // Why it is done so: one denial of everything is the first rule of every topic.
    const wide = parseAcl(`deny All on Topic "*" (literal) to "User:${login.username}" from "*"`)!;
    await scene.opened.acls.createAcls([wide]);
    await expect.poll(() => others.send('x'), { timeout: 10_000 }).toBe('TOPIC_AUTHORIZATION_FAILED');
    await scene.opened.acls.deleteAcls([wide]);

    const plan = await planChange(
      scramRevoke,
      { user: 'app', denyAll: false },
      await scene.worldOf(),
      newPlanSeal({ nowMs: Date.now }),
    );
    expect(plan.steps.map(({ action }) => action)).toEqual(['delete']);
    expect(plan.checks.map(({ name }) => name)).toContain('user-has-acls');
    await others.close();
    await asApp.close();
    await scene.close();
  });
});
