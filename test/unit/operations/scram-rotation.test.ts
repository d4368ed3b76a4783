import { describe, expect, it } from 'vitest';
import { type AclBinding, aclText } from '../../../src/domain/acls/acl-binding.ts';
import type { Check } from '../../../src/domain/change/plan.ts';
import { lockoutOf } from '../../../src/domain/scram/rotation-lockout.ts';
import { pointerValueOf } from '../../../src/domain/scram/secret-value.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { clientsOf, scramSetting } from '../../builders/scram-world.ts';
import { scramRuns, tokenOf } from '../../change/scram-run.ts';

const ruleFor = (principal: string, more: Partial<AclBinding> = {}): AclBinding => ({
  ...{ resourceType: 'Topic', resourceName: 'orders', patternType: 'literal', principal },
  ...{ host: '*', operation: 'Read', permission: 'allow', ...more },
});

const blocks = (checks: readonly Check[]) => checks.filter(({ level }) => level === 'block').map(({ name }) => name);
const pendingOf = async ({ secrets, pointer }: Awaited<ReturnType<typeof scramSetting>>) =>
  (await secrets.read(pointer, { label: 'AWSPENDING' }))?.versionId;

describe('two users in turn', () => {
  it('goes to the other user and back, and leaves the one clients had as it was', async () => {
    const setting = await scramSetting();
    const { plan, apply } = scramRuns(setting);
    const firstPassword = setting.users.get('orders-a');
    expect(await apply(await plan(tokenOf(1)))).toMatchObject({ outcome: 'done' });
    expect(await clientsOf(setting)).toEqual({ username: 'orders-b', versionId: tokenOf(1), canLogIn: true });
    expect(setting.users.get('orders-a')).toBe(firstPassword);
    expect(await apply(await plan(tokenOf(2)))).toMatchObject({ outcome: 'done' });
    expect(await clientsOf(setting)).toEqual({ username: 'orders-a', versionId: tokenOf(2), canLogIn: true });
    expect(setting.users.get('orders-a')).not.toBe(firstPassword);
    expect(await pendingOf(setting)).toBeUndefined();
  });

  it('makes the rules of the other user those of the current one, to the letter', async () => {
    const a = [
      ruleFor('User:orders-a'),
      ruleFor('User:orders-a', { patternType: 'prefixed', operation: 'Write' }),
      ruleFor('User:orders-a', { resourceName: '*', permission: 'deny', operation: 'Delete', host: '10.0.0.7' }),
    ];
    const others = [ruleFor('User:*'), ruleFor('User:else')];
    const setting = await scramSetting({ rules: [...a, ...others, ruleFor('User:orders-b', { resourceName: 'old' })] });
    const { plan, apply } = scramRuns(setting);
    const report = await apply(await plan(tokenOf(1)));
    expect(report).toMatchObject({ outcome: 'done' });
    const b = a.map(rule => ({ ...rule, principal: 'User:orders-b' }));
    expect(setting.acls.all().map(aclText).sort()).toEqual([...a, ...others, ...b].map(aclText).sort());
    expect(report.plan.checks).toContainEqual(
      expect.objectContaining({ name: 'no-resource-loses-its-last-rule', level: 'warn' }),
    );
  });

  it('waits for a broker that is late, and says so', async () => {
    const setting = await scramSetting();
    const { plan, apply } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    setting.behind.set(2, new Map(setting.users));
    const { world } = setting;
    const sleep = async (ms: number) => {
      setting.nowMs += ms;
      setting.behind.clear();
    };
    Object.defineProperty(setting, 'world', { value: { ...world, sleep } });
    expect(await apply(planned)).toMatchObject({ outcome: 'done' });
    expect(setting.waited).toEqual([expect.stringContaining('broker 2 does not accept "orders-b" yet')]);
  });

  it('fails where a broker stays down, tells clients nothing, and goes on with the same token once it is up', async () => {
    const setting = await scramSetting();
    const { plan, apply } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    setting.down.add(3);
    const failed = await apply(planned);
    expect(failed).toMatchObject({ outcome: 'partly-applied' });
    expect(failed.reasons).toEqual([
      expect.stringMatching(/^1 of 3 brokers did not accept "orders-b" within 1 min: broker 3/),
    ]);
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a', canLogIn: true });
    expect(await pendingOf(setting)).toBe(tokenOf(1));
    const password = setting.users.get('orders-b');
    setting.down.clear();
    expect(await apply(planned)).toMatchObject({ outcome: 'done' });
    expect(setting.users.get('orders-b')).toBe(password);
  });

  it('lets a final refusal leave no pending version', async () => {
    const setting = await scramSetting();
    const { plan, apply } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    const wrong = { username: 'root', password: new Secret('x'), mechanism: 'SCRAM-SHA-512' } as const;
    const version = { versionId: tokenOf(1), value: pointerValueOf(wrong), labels: ['AWSPENDING'] } as const;
    await setting.secrets.put(setting.pointer, version);
    const report = await apply(planned);
    expect(report.reasons).toEqual([expect.stringContaining('it is for user "root", not "orders-b"')]);
    expect(await pendingOf(setting)).toBeUndefined();
    expect(setting.users.has('root')).toBe(false);
  });

  it('takes the place of a rotation that nobody finished', async () => {
    const setting = await scramSetting();
    const { plan, apply } = scramRuns(setting);
    const first = await plan(tokenOf(1));
    setting.down.add(1);
    await apply(first);
    setting.down.clear();
    const second = await plan(tokenOf(2));
    expect(second.checks).toContainEqual(
      expect.objectContaining({ name: 'no-other-version-is-pending', level: 'warn' }),
    );
    expect(await apply(second)).toMatchObject({ outcome: 'done' });
    expect(await apply(first)).toMatchObject({ outcome: 'partly-applied' });
    expect(await clientsOf(setting)).toMatchObject({ versionId: tokenOf(2), canLogIn: true });
  });

  it('refuses where rules have changed since the plan', async () => {
    const setting = await scramSetting({ rules: [ruleFor('User:orders-a')] });
    const { plan, apply } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    await setting.acls.createAcls([ruleFor('User:orders-a', { operation: 'Write' })]);
    const report = await apply(planned);
    expect(report.outcome).toBe('refused');
    expect(blocks(report.checks)).toEqual(['rules-have-not-changed']);
    expect(await pendingOf(setting)).toBeUndefined();
  });

  it('refuses a secret whose value names somebody else', async () => {
    const setting = await scramSetting();
    const root = { username: 'root', password: new Secret('x'), mechanism: 'SCRAM-SHA-512' } as const;
    const version = { versionId: tokenOf(9), value: pointerValueOf(root), labels: ['AWSCURRENT'] } as const;
    await setting.secrets.put(setting.pointer, version);
    const planned = await scramRuns(setting).plan(tokenOf(1));
    expect(blocks(planned.checks)).toEqual(['user-is-the-one-of-the-tags']);
    expect(planned.steps).toEqual([]);
  });

  it('refuses where no broker can be asked for a login, as on a listener without any', async () => {
    const setting = await scramSetting();
    for (const brokerId of [1, 2, 3]) setting.down.add(brokerId);
    const planned = await scramRuns(setting).plan(tokenOf(1));
    expect(blocks(planned.checks)).toEqual(['current-login-works']);
  });

  it('refuses with every reason: brokers that do not know the login, a name nobody can log in by, no rights', async () => {
    const setting = await scramSetting({ base: 'órders' });
    setting.users.clear();
    setting.acls.readAclRights = async () => ({ mayList: true, mayChange: false });
    const planned = await scramRuns(setting).plan(tokenOf(1));
    expect(blocks(planned.checks)).toEqual(['current-login-works', 'user-can-log-in', 'login-may-change-users']);
  });
});

describe('taking it back', () => {
  it('lets clients read the former user again, and forward once more', async () => {
    const setting = await scramSetting();
    const { plan, apply, planUndo } = scramRuns(setting);
    const { runId } = await apply(await plan(tokenOf(1)));
    const before = new Map(setting.users);
    const undone = await apply(await planUndo(runId));
    expect(undone).toMatchObject({ outcome: 'done', plan: { undoes: runId } });
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a', canLogIn: true });
    expect(setting.users).toEqual(before);
    expect(await apply(await planUndo(undone.runId))).toMatchObject({ outcome: 'done' });
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-b', versionId: tokenOf(1), canLogIn: true });
  });

  it('refuses where brokers do not take the former login, or clients have moved on', async () => {
    const setting = await scramSetting();
    const { plan, apply, planUndo } = scramRuns(setting);
    const { runId } = await apply(await plan(tokenOf(1)));
    setting.users.delete('orders-a');
    expect(blocks((await planUndo(runId)).checks)).toEqual(['former-login-works']);
    await apply(await plan(tokenOf(2)));
    expect(blocks((await planUndo(runId)).checks)).toEqual(['secret-has-not-moved']);
  });

  it('forgets the password of a rotation that broke off', async () => {
    const setting = await scramSetting();
    const { plan, apply, planUndo } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    setting.down.add(1);
    const { runId } = await apply(planned);
    setting.down.clear();
    expect(await apply(await planUndo(runId))).toMatchObject({ outcome: 'done' });
    expect(await pendingOf(setting)).toBeUndefined();
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a', canLogIn: true });
  });

  it.each([{ msk: false }, { msk: true }])('gives a single user its former password: %o', async ({ msk }) => {
    const setting = await scramSetting({ strategy: 'single', msk });
    const { plan, apply, planUndo } = scramRuns(setting);
    const password = setting.users.get('orders');
    const { runId } = await apply(await plan(tokenOf(1)));
    expect(setting.users.get('orders')).not.toBe(password);
    expect(await apply(await planUndo(runId))).toMatchObject({ outcome: 'done' });
    expect(setting.users.get('orders')).toBe(password);
    expect(await clientsOf(setting)).toMatchObject({ canLogIn: true });
  });
});

describe('a single user', () => {
  it('says its lockout in the plan, and measures it', async () => {
    const setting = await scramSetting({ strategy: 'single' });
    const { plan, apply } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    expect(planned.risk).toContain('new logins with the old password are refused');
    const report = await apply(planned);
    expect(report.outcome).toBe('done');
    expect(lockoutOf(report)?.lockoutMs).toBe(5);
  });

  it('goes on with a new token where an earlier rotation left clients without a login', async () => {
    const setting = await scramSetting({ strategy: 'single' });
    const { plan, apply } = scramRuns(setting);
    const first = await plan(tokenOf(1));
    setting.down.add(1);
    await apply(first);
    setting.down.clear();
    expect(await clientsOf(setting)).toMatchObject({ canLogIn: false });
    expect(await apply(await plan(tokenOf(2)))).toMatchObject({ outcome: 'done' });
    expect(await clientsOf(setting)).toMatchObject({ versionId: tokenOf(2), canLogIn: true });
  });
});

describe('on Amazon MSK', () => {
  it('fills the slot of the other user and associates it', async () => {
    const setting = await scramSetting({ msk: true });
    const { plan, apply } = scramRuns(setting);
    expect(await apply(await plan(tokenOf(1)))).toMatchObject({ outcome: 'done' });
    expect([...setting.associated]).toEqual([expect.stringContaining('AmazonMSK_orders-b')]);
    expect(await clientsOf(setting)).toMatchObject({ username: 'orders-b', canLogIn: true });
  });
});

describe('one secret that clients read and MSK copies', () => {
  const options = { strategy: 'single', msk: true, isPointerAssociated: true } as const;

  it('proves the login after the switch, and goes back where brokers do not take it in time', async () => {
    const setting = await scramSetting(options);
    const { plan, apply } = scramRuns(setting);
    const planned = await plan(tokenOf(1));
    expect(planned.steps.map(({ kind, phase }) => [kind, phase])).toEqual([
      ['create', 'createSecret'],
      ['switch', 'testSecret'],
    ]);
    const before = await clientsOf(setting);
    setting.behind.set(2, new Map(setting.users));
    expect(await apply(planned)).toMatchObject({ outcome: 'partly-applied' });
    expect(await clientsOf(setting)).toEqual(before);
    expect(await pendingOf(setting)).toBe(tokenOf(1));
    setting.behind.clear();
    expect(await apply(planned)).toMatchObject({ outcome: 'done' });
    expect(await clientsOf(setting)).toMatchObject({ versionId: tokenOf(1), canLogIn: true });
  });

  it('is taken back by its label alone', async () => {
    const setting = await scramSetting(options);
    const { plan, apply, planUndo } = scramRuns(setting);
    const before = await clientsOf(setting);
    const { runId } = await apply(await plan(tokenOf(1)));
    expect(await apply(await planUndo(runId))).toMatchObject({ outcome: 'done' });
    expect(await clientsOf(setting)).toEqual(before);
  });
});

describe('a user that has no secret yet', () => {
  const create = { base: 'new', strategy: 'alternating', mechanism: 'SCRAM-SHA-512' } as const;

  it('asks whether a user with nearly its name was meant, and says that nothing is allowed to it', async () => {
    const setting = await scramSetting();
    const slip = { secretId: 'order', user: 'order' };
    const world = { ...setting.world, makeSecret: async () => undefined };
    const { plan } = scramRuns({ ...setting, world });
    const [without] = (await plan(tokenOf(1), slip)).checks;
    expect(without?.sentence).toContain('there is no secret order; did you mean user "orders"?');
    const { checks } = await plan(tokenOf(1), { ...slip, create: { ...create, base: 'order' } });
    expect(checks.filter(({ level }) => level === 'warn').map(({ name }) => name)).toEqual([
      'name-is-meant',
      'user-has-rules',
    ]);
  });

  it('refuses to make one that nobody asked for', async () => {
    const setting = await scramSetting();
    const planned = await scramRuns(setting).plan(tokenOf(1), { secretId: 'new' });
    expect(blocks(planned.checks)).toEqual(['secret-is-there']);
  });

  it('refuses where secrets are made elsewhere', async () => {
    const setting = await scramSetting();
    const planned = await scramRuns(setting).plan(tokenOf(1), { secretId: 'new', create });
    expect(blocks(planned.checks)).toEqual(['secret-is-there']);
  });
});
