import { describe, expect, it } from 'vitest';
import { aclText, parseAcl } from '../../../src/domain/acls/acl-binding.ts';
import { OperationError } from '../../../src/domain/errors.ts';
import { slotValueOf } from '../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { ScramAssociations } from '../../../src/ports/scram-associations.ts';
import { marker, revokeScene, user } from '../../builders/revoke-scene.ts';

const acl = (text: string) => parseAcl(text)!;
const mayWrite = acl(`allow Write on Topic "orders" (literal) to "User:${user}" from "*"`);
const othersMay = acl('allow Write on Topic "orders" (literal) to "User:billing" from "*"');
const denial = `deny All on Topic "orders" (literal) to "User:${user}" from "*"`;
const sentences = ({ checks }: { readonly checks: readonly { readonly sentence: string }[] }) =>
  checks.map(({ sentence }) => sentence).join('\n');

describe('a revocation', () => {
  it('denies first, deletes then, and proves that the password is refused', async () => {
    const scene = await revokeScene([mayWrite, othersMay]);
    const plan = await scene.plan();
    expect(plan.steps.map(({ action }) => action)).toEqual(['deny', 'delete']);
    expect(plan.objects).toEqual([
      { object: denial, after: 'in force' },
      { object: 'SCRAM-SHA-512 of "orders"', before: { iterations: 8_192 } },
    ]);
    expect(sentences(plan)).toContain('hands out the login of "orders": whoever reads it is locked out');
    expect(sentences(plan)).toContain('stay open until they have to log in again, after 1 h at most');
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(scene.users.has(user)).toBe(false);
    expect(scene.acls.all().map(aclText).toSorted()).toEqual(
      [mayWrite, othersMay, acl(denial)].map(aclText).toSorted(),
    );
    expect(`${JSON.stringify(plan)}${await scene.journalText(plan.planId)}`).not.toContain(marker);
  });

  it('gives the login back with its password, and takes exactly its denials away, on undo', async () => {
    const scene = await revokeScene([mayWrite]);
    const plan = await scene.plan();
    await scene.apply(plan);
    const back = await scene.planUndo(plan.planId);
    expect(back.steps.map(({ action }) => action)).toEqual(['restore', 'allow']);
    expect(await scene.apply(back)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(scene.users.get(user)).toBe(marker);
    expect(scene.acls.all()).toEqual([mayWrite]);
    expect(sentences(await scene.planUndo(back.planId))).toContain('take them away again: scram revoke');
  });

  it('is not verified without a password, and its undo says that a new one is needed', async () => {
    const scene = await revokeScene([mayWrite]);
    const plan = await scene.plan({ passwords: { store: 'aws', secretIds: [] } });
    const report = await scene.apply(plan);
    expect(report).toMatchObject({ outcome: 'not-verified' });
    expect(report.reasons.join()).toContain('not proven to be refused: its password is in no secret');
    const back = await scene.planUndo(plan.planId);
    expect(back.steps.map(({ action }) => action)).toEqual(['allow']);
    expect(sentences(back)).toContain('cannot be given back; give it a new one');
    expect(await scene.apply(back)).toMatchObject({ outcome: 'done' });
    expect(scene.acls.all()).toEqual([mayWrite]);
  });

  it('takes a password that brokers refuse for no proof', async () => {
    const scene = await revokeScene([mayWrite]);
    scene.users.set(user, 'changed by hand');
    const plan = await scene.plan();
    expect(sentences(plan)).toContain('the brokers do not take the password in secret');
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'not-verified' });
  });

  it('is not verified where a broker still lets the user in', async () => {
    const scene = await revokeScene([mayWrite]);
    const accepted = { brokerId: 2, endpoint: 'b', kind: 'accepted', attempts: 9, afterMs: 1, sentence: '' } as const;
    const logins = { prove: async () => [accepted], proveRefused: async () => [accepted] };
    const report = await scene.apply(await scene.plan({}, { logins }), { logins });
    expect(report).toMatchObject({ outcome: 'not-verified' });
    expect(report.reasons).toEqual(['new logins of "orders" are not proven to be refused: accepted on broker 2']);
  });

  it('leaves the login where a denial is refused', async () => {
    const scene = await revokeScene([mayWrite]);
    const createAcls = async () => [{ binding: acl(denial), refusal: 'the test says no' }];
    const report = await scene.apply(await scene.plan(), { acls: { ...scene.acls, createAcls } });
    expect(report).toMatchObject({ outcome: 'partly-applied' });
    expect(report.reasons.join()).toContain('could not be denied everything: the test says no');
    expect(scene.users.has(user)).toBe(true);
  });

  it('deletes the login where brokers keep no ACLs, and says that open connections may go on', async () => {
    const scene = await revokeScene();
    const missing = async () => {
      throw new OperationError('AuthorizerMissing', 'this cluster has no authorizer');
    };
    const acls = { ...scene.acls, listAcls: missing, readAclRights: async () => undefined };
    const plan = await scene.plan({}, { acls });
    expect(sentences(plan)).toContain('nothing refuses what they ask');
    expect(await scene.apply(plan, { acls })).toMatchObject({ outcome: 'done' });
    expect(scene.users.has(user)).toBe(false);
  });

  it('refuses a user that is not there, and names the nearest', async () => {
    const scene = await revokeScene();
    const plan = await scene.plan({ user: 'oders' });
    expect(plan.steps).toEqual([]);
    expect(sentences(plan)).toContain('user "oders" is not on the cluster; did you mean "orders"?');
  });

  it('refuses the login it works with, and one without the right', async () => {
    const scene = await revokeScene();
    const target = { clusterId: 'cluster-1', principal: `User:${user}` };
    const acls = { ...scene.acls, readAclRights: async () => ({ mayList: true, mayChange: false }) };
    const plan = await scene.plan({}, { target, acls });
    const refused = plan.checks.filter(({ level }) => level === 'block').map(({ name }) => name);
    expect(refused).toEqual(['user-is-not-this-login', 'login-may-change-acls']);
  });

  it('refuses to go on where the user has got another password since the plan', async () => {
    const scene = await revokeScene([mayWrite]);
    const plan = await scene.plan();
    const credentials = {
      ...scene.world.credentials,
      describe: async () => [
        { kind: 'stored', user, mechanism: 'SCRAM-SHA-512', iterations: 8_192 } as const,
        { kind: 'stored', user, mechanism: 'SCRAM-SHA-256', iterations: 8_192 } as const,
      ],
    };
    const report = await scene.apply(plan, { credentials });
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(report.reasons.join()).toContain('SCRAM-SHA-256 since the plan');
  });
});

describe('a revocation on MSK', () => {
  const clusterArn = 'arn:aws:kafka:eu-west-1:123456789012:cluster/c/1';

  it('takes the secret of the user off the cluster, waits for the brokers, and associates it again on undo', async () => {
    const scene = await revokeScene([mayWrite]);
    const value = slotValueOf({ username: user, password: new Secret(marker) });
    await scene.create({ name: 'AmazonMSK_orders', tags: {}, value });
    const { id: arn } = await scene.secrets.describe('AmazonMSK_orders');
    const associated = new Set([arn]);
    const associations: ScramAssociations = {
      list: async () => [...associated],
      associate: async arns =>
        arns.map(secretArn => (associated.add(secretArn), scene.users.set(user, marker), { secretArn })),
      disassociate: async arns =>
        arns.map(secretArn => (associated.delete(secretArn), scene.users.delete(user), { secretArn })),
    };
    Object.assign(scene.world, { openAssociations: async () => associations });
    const plan = await scene.plan({ clusterArn });
    expect(new Set(plan.steps.map(({ action }) => action))).toEqual(new Set(['deny', 'disassociate', 'wait']));
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...associated]).toEqual([]);
    expect(await scene.apply(await scene.planUndo(plan.planId))).toMatchObject({ outcome: 'done', reasons: [] });
    expect([...associated]).toEqual([arn]);
    expect(scene.acls.all()).toEqual([mayWrite]);
  });

  it('tells row by row which secret MSK does not take off', async () => {
    const scene = await revokeScene([mayWrite]);
    await scene.create({
      name: 'AmazonMSK_orders',
      tags: {},
      value: slotValueOf({ username: user, password: new Secret(marker) }),
    });
    const { id: arn } = await scene.secrets.describe('AmazonMSK_orders');
    const refused = async () => [{ secretArn: arn, problem: 'the test says no' }];
    const associations = { list: async () => [arn, 'arn:unreadable'], associate: refused, disassociate: refused };
    Object.assign(scene.world, { openAssociations: async () => associations });
    const plan = await scene.plan({ clusterArn });
    expect(sentences(plan)).toContain('1 associated secret could not be read');
    const report = await scene.apply(plan);
    expect(report).toMatchObject({ outcome: 'partly-applied' });
    expect(report.reasons.join()).toContain(`could not be disassociated: ${arn}: the test says no`);
  });
});

it('does not delete a user whose denials one broker has not heard of', async () => {
  const scene = await revokeScene([mayWrite]);
  const listAclsOfBrokers = async (filter: Parameters<typeof scene.acls.listAcls>[0]) => [
    { brokerId: 1, bindings: await scene.acls.listAcls(filter) },
    { brokerId: 2, bindings: [] },
  ];
  const acls = { ...scene.acls, listAclsOfBrokers };
  const plan = await scene.plan({}, { acls });
  const report = await scene.apply(plan, { acls });
  expect(report).toMatchObject({ outcome: 'partly-applied' });
  expect(report.reasons.join()).toContain('not every broker has heard of it yet');
  expect(scene.users.has(user)).toBe(true);
  expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
});
