import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/secret.ts';
import type { LocalLambda } from '../../aws/local-lambda.ts';
import { beginRotation, moveStage, type StrictSecret, versionWith } from '../../aws/strict-secret.ts';
import { calling, loginIn, type Stage, startStage } from './rotation-stage.ts';

let stage: Stage;
let lambda: LocalLambda;
beforeAll(async () => {
  stage = await startStage();
  lambda = await stage.start();
});
afterAll(() => stage.stop());

const rotate = async (secret: StrictSecret) => await stage.secrets.rotate(secret.arn, calling(lambda));

const isLetIn = async ({ username, password }: { readonly username: string; readonly password: string }) => {
  const rows = await stage.admin.logins.prove(
    { username, password: new Secret(password), mechanism: 'SCRAM-SHA-512' },
    { withinMs: 0 },
  );
  return rows.every(({ kind }) => kind === 'accepted');
};

const newUser = async (base = `user-${randomUUID().slice(0, 8)}`, strategy: 'alternating' | 'single' = 'alternating') =>
  await stage.makeUser({ base, strategy });

describe('a rotation by Secrets Manager', () => {
  it('makes the first user of a secret that a stack has made, with the rules of its name, and alternates', async () => {
    const base = `orders-${randomUUID().slice(0, 8)}`;
    const rule = { ...stage.acl(base, 'Read'), resourceType: 'Topic', resourceName: 'orders' } as const;
    await stage.admin.acls.createAcls([rule]);
    const secret = await newUser(base);
    const seen = [];
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await rotate(secret)).toMatchObject({ kind: 'rotated' });
      seen.push(loginIn(secret));
    }
    expect(seen.map(({ username }) => username)).toEqual([`${base}-a`, `${base}-b`, `${base}-a`]);
    expect(seen[0]).toMatchObject({ mechanism: 'SCRAM-SHA-512', bootstrapServers: stage.cluster.bootstrapServers });
    expect(await Promise.all(seen.map(isLetIn))).toEqual([false, true, true]);
    for (const user of ['a', 'b']) {
      const principal = `User:${base}-${user}`;
      expect(await stage.admin.acls.listAcls({ principal })).toEqual([{ ...rule, principal }]);
    }
  });

  it('rotates a single user, whose old password is then refused', async () => {
    const secret = await newUser(undefined, 'single');
    await rotate(secret);
    const before = loginIn(secret);
    expect(await rotate(secret)).toMatchObject({ kind: 'rotated' });
    expect(loginIn(secret).username).toBe(before.username);
    expect([await isLetIn(before), await isLetIn(loginIn(secret))]).toEqual([false, true]);
  });

  it('keeps what a template says, and everything an application keeps in the value', async () => {
    const template = { bootstrapServers: 'kafka.example.com:9096', topic: 'orders', build: 7 };
    const secret = await stage.makeUser(
      { base: `user-${randomUUID().slice(0, 8)}`, strategy: 'alternating' },
      template,
    );
    await rotate(secret);
    expect(await rotate(secret)).toMatchObject({ kind: 'rotated' });
    expect(loginIn(secret)).toMatchObject(template);
  });

  it('rotates a user with every character that brokers let in', async () => {
    const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');
    // What a tag has room for: most of these take three of its characters.
    for (const base of [printable.slice(0, 48), printable.slice(48)]) {
      const secret = await newUser(base);
      expect(await rotate(secret)).toMatchObject({ kind: 'rotated' });
      expect(loginIn(secret).username).toBe(`${base}-a`);
      expect(await isLetIn(loginIn(secret))).toBe(true);
    }
  });

  it('has done nothing more when it is called again for steps that are done', async () => {
    const secret = await newUser();
    await rotate(secret);
    const token = versionWith(secret, 'AWSCURRENT') ?? '';
    const before = loginIn(secret);
    const alter = stage.secrets.calls.filter(call => call === 'PutSecretValue').length;
    for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const) {
      await calling(lambda)({ Step, SecretId: secret.arn, ClientRequestToken: token });
    }
    expect(loginIn(secret)).toEqual(before);
    expect(stage.secrets.calls.filter(call => call === 'PutSecretValue')).toHaveLength(alter);
  });

  it('names the new password nowhere but in the secret', async () => {
    const secret = await newUser();
    await rotate(secret);
    await rotate(secret);
    const told = await stage.everythingTold();
    const values = [...secret.versions.values()].flatMap(({ value }) => value ?? []);
    const passwords = values.flatMap(value => (JSON.parse(value) as { password?: string }).password ?? []);
    expect(passwords).toHaveLength(2);
    for (const password of passwords) {
      const forms = [password, JSON.stringify(password).slice(1, -1), Buffer.from(password).toString('base64')];
      for (const form of forms) expect(told).not.toContain(form);
    }
  });
});

describe('the trial of a set-up that is not rotated at once', () => {
  const tryOut = async (secret: StrictSecret, token = randomUUID()) =>
    await lambda.invoke({ Step: 'testSecret', SecretId: secret.arn, ClientRequestToken: token });

  it('proves the login that clients have, with a pending version or without, and changes nothing', async () => {
    const secret = await newUser();
    await rotate(secret);
    const before = loginIn(secret);
    expect(await tryOut(secret)).toMatchObject({ kind: 'returned', value: { kind: 'tried' } });
    const token = randomUUID();
    beginRotation(secret, token);
    expect(await tryOut(secret, token)).toMatchObject({ kind: 'returned', value: { kind: 'tried' } });
    moveStage(secret, { label: 'AWSPENDING', from: token });
    expect(loginIn(secret)).toEqual(before);
  });

  it('fails where the brokers refuse that login', async () => {
    const secret = await newUser();
    await rotate(secret);
    const { username } = loginIn(secret);
    await stage.admin.credentials.alter([{ kind: 'delete', user: username, mechanism: 'SCRAM-SHA-512' }]);
    expect(await tryOut(secret)).toMatchObject({
      errorType: 'ConfigurationInvalid',
      errorMessage: expect.stringContaining(`refuses "${username}" with the password in the secret`) as string,
    });
  });
});

describe('how old passwords are', () => {
  it('is published for each user, and one that cannot be read fails the call without hiding the others', async () => {
    const secret = await newUser();
    await rotate(secret);
    const gone = secret.arn.replace(/[^/]+$/, 'gone-AbCdEf');
    const answer = await lambda.invoke({
      tellAges: [
        { secretId: gone, user: 'gone' },
        { secretId: secret.arn, user: 'orders' },
      ],
    });
    expect(answer).toMatchObject({ errorType: 'SecretUnknown' });
    const figures = lambda
      .log()
      .split('\n')
      .filter(line => line.includes('PasswordAgeDays'));
    expect(figures).toHaveLength(1);
    expect(JSON.parse(figures[0]!)).toMatchObject({
      Cluster: 'shop',
      User: 'orders',
      PasswordAgeDays: expect.closeTo(0, 2) as number,
    });
  });
});
