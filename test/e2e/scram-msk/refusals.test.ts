import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { versionWith } from '../../aws/strict-secret.ts';
import { clusterArn, loginIn, type MskScene, marker, openMskScene } from './msk-scene.ts';

let scene: MskScene;
beforeAll(async () => {
  scene = await openMskScene();
});
afterAll(() => scene.close());
afterEach(() => {
  scene.secrets.faults.clear();
  scene.msk.faults.clear();
  scene.late.refuses = () => undefined;
});

const rotate = async (base: string, ...flags: readonly string[]) =>
  await scene.steward(['scram', 'rotate', `--user=${base}`, '--apply', '--yes', ...flags]);

const writes = /^(Put|Update|Create|Tag)|^(POST|PATCH) /;
const writesSoFar = () => [...scene.secrets.calls, ...scene.msk.calls].filter(call => writes.test(call)).length;

/** Slots of which the second is as a test wants it. */
const userWith = async (toSlot: (username: string) => Promise<string>) => {
  const base = `shop-${randomUUID().slice(0, 8)}`;
  const slots = [await scene.newSlot(`${base}-a`), await toSlot(`${base}-b`)];
  return { ...(await scene.makeUser({ base, slots })), before: writesSoFar() };
};

const arnIn = (region: string, account: string) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:AmazonMSK_x-${randomUUID().slice(0, 6)}`;
const password = `${marker}-${randomUUID()}`;

describe('a rotation on Amazon MSK that cannot be', () => {
  it.each<[string, (username: string) => Promise<string>, RegExp]>([
    [
      'a slot has another name than MSK asks for',
      username => scene.newSlot(username, `slots/${username}`),
      /^refused: secret slots\/\S+: MSK takes only secrets whose name begins with AmazonMSK_; make a new one$/m,
    ],
    [
      "a slot has the account's own key",
      username => scene.create(`AmazonMSK_${username}`, { username, password }, { key: '' }),
      /^refused: secret AmazonMSK_\S+: it is encrypted with the account's default key.*customer managed key$/m,
    ],
    [
      'a slot holds no JSON',
      username => scene.create(`AmazonMSK_${username}`, password),
      /^refused: secret AmazonMSK_\S+: it is not a JSON object.*MSK asks for \{"username":"…","password":"…"\}$/m,
    ],
    [
      'a slot holds other fields',
      username => scene.create(`AmazonMSK_${username}`, { user: username, password }),
      /^refused: secret AmazonMSK_\S+: it has no username, and MSK asks for/m,
    ],
    [
      'a slot is that of somebody else',
      username => scene.create(`AmazonMSK_${username}`, { username: 'admin', password }),
      /^refused: secret AmazonMSK_\S+: it is for user "admin", not "shop-\w+-b"$/m,
    ],
    [
      'a slot is in another region',
      async () => arnIn('us-east-1', '000000000000'),
      /^refused: secret arn:\S+: it is in us-east-1 of account 000000000000, the cluster in eu-west-1 of account 000000000000; MSK wants both/m,
    ],
    [
      'a slot is in another account',
      async () => arnIn('eu-west-1', '111111111111'),
      /^refused: secret arn:\S+: it is in eu-west-1 of account 111111111111, the cluster in/m,
    ],
    [
      'there is no such slot',
      async () => arnIn('eu-west-1', '000000000000'),
      /^refused: there is no secret arn:\S+; check the name, the region and the account$/m,
    ],
  ])('is refused before anything is written where %s', async (_, toSlot, line) => {
    const { base, before } = await userWith(toSlot);
    const { exitCode, stdout, stderr } = await rotate(base, '--create');
    expect(stdout.replaceAll(/\n {2,}/g, ' ')).toMatch(line);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
    expect(writesSoFar()).toBe(before);
  });

  it('is refused where the secret names a user that its tags do not', async () => {
    const { base, arn, secret } = await scene.makeUser();
    await rotate(base, '--create');
    const version = secret.versions.get(versionWith(secret, 'AWSCURRENT') ?? '')!;
    version.value = JSON.stringify({ ...loginIn(secret), username: 'admin' });
    const before = writesSoFar();
    const { exitCode, stdout } = await rotate(base, '--secret', arn);
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/the secret holds user "admin", and its tags say/);
    expect(writesSoFar()).toBe(before);
  });

  it('is refused where the user has no secret: in AWS it is made by whoever may choose its key', async () => {
    const { exitCode, stdout, stderr } = await rotate('nobody', '--create');
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: '' });
    expect(stdout).toMatch(
      /^refused: there is no secret nobody, and none is tagged for user "nobody"; .*deploy it first$/m,
    );
  });

  it('fails on the row that MSK leaves unprocessed, and nothing is pending afterwards', async () => {
    const { base, secret, slots } = await scene.makeUser();
    await rotate(base, '--create');
    const before = loginIn(secret);
    const errorMessage = 'The provided secret has a resource policy that keeps MSK out.';
    scene.late.refuses = arn => (arn === slots[1] ? { errorCode: 'InvalidSecret', errorMessage } : undefined);
    const { exitCode, stdout } = await rotate(base);
    expect(exitCode).toBe(5);
    const told = stdout.replaceAll('\n', ' ');
    expect(told).toContain(slots[1]);
    expect(told).toContain(errorMessage);
    expect(told).toContain('clients read what they read before');
    expect(loginIn(secret)).toEqual(before);
    expect(versionWith(secret, 'AWSPENDING')).toBeUndefined();
    scene.late.refuses = () => undefined;
    expect((await rotate(base)).exitCode).toBe(0);
  });
});

describe('AWS during a rotation on Amazon MSK', () => {
  it('may throttle calls: they are made again', async () => {
    const { base, secret } = await scene.makeUser();
    const associating = `POST /v1/clusters/${clusterArn}/scram-secrets`;
    const listing = `GET /v1/clusters/${clusterArn}/scram-secrets`;
    for (const action of [associating, listing]) scene.msk.faults.add({ kind: 'throttle', action, times: 4 });
    for (const action of ['GetRandomPassword', 'PutSecretValue', 'UpdateSecretVersionStage', 'ListSecrets']) {
      scene.secrets.faults.add({ kind: 'throttle', action, times: 2 });
    }
    const { exitCode, stderr } = await rotate(base, '--create');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(scene.msk.calls.filter(call => call === associating).length).toBeGreaterThanOrEqual(5);
    expect(loginIn(secret)).toMatchObject({ username: `${base}-a` });
  });

  it.each([
    ['ListSecrets', 'secretsmanager:ListSecrets', 1],
    ['DescribeSecret', 'secretsmanager:DescribeSecret', 1],
    ['PutSecretValue', 'secretsmanager:PutSecretValue', 1],
    [`GET /v1/clusters/${clusterArn}/scram-secrets`, 'kafka:ListScramSecrets', 5],
    [`POST /v1/clusters/${clusterArn}/scram-secrets`, 'kafka:BatchAssociateScramSecret', 5],
  ])('may deny %s: the line names the action to allow', async (action, iam, expected) => {
    const { base, secret } = await scene.makeUser();
    const fault = { kind: 'deny', action, times: 99 } as const;
    for (const { faults } of [scene.secrets, scene.msk]) faults.add(fault);
    const { exitCode, stdout, stderr } = await rotate(base, '--create');
    expect(exitCode).toBe(expected);
    const told = `${stdout} ${stderr}`.replaceAll(/\s+/g, ' ');
    expect(told).toContain(`allow ${iam} on`);
    expect(told).not.toMatch(/\n {4}at /);
    expect(loginIn(secret).username).toBeUndefined();
  });
});
