import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalLambda } from '../../aws/local-lambda.ts';
import { beginRotation, type StrictSecret, versionWith } from '../../aws/strict-secret.ts';
import { watchLogins } from './login-watch.ts';
import { calling, loginIn, type Stage, startStage } from './rotation-stage.ts';

let stage: Stage;
let lambda: LocalLambda;
let secret: StrictSecret;
beforeAll(async () => {
  stage = await startStage({ brokers: 3 });
  lambda = await stage.start();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  stage.secrets.faults.clear();
  secret = await stage.makeUser({ base: `user-${randomUUID().slice(0, 8)}`, strategy: 'alternating' });
  expect(await stage.secrets.rotate(secret.arn, calling(lambda))).toMatchObject({ kind: 'rotated' });
});

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

/** One rotation that is called once a step. */
const rotateOnce = async (call = calling(lambda)) =>
  await stage.secrets.rotate(secret.arn, call, { timesATokenIsTried: 1 });

describe('a rotation whose calls fail', () => {
  it.each([
    ['DescribeSecret', 'throttle'],
    ['GetSecretValue', 'throttle'],
    ['PutSecretValue', 'throttle'],
    ['UpdateSecretVersionStage', 'throttle'],
    ['GetRandomPassword', 'throttle'],
    ['PutSecretValue', 'lose'],
    ['UpdateSecretVersionStage', 'lose'],
    ['GetSecretValue', 'cut'],
  ] as const)('rotates at once where %s meets one %s', async (action, kind) => {
    const before = loginIn(secret);
    stage.secrets.faults.add({ kind, action });
    expect(await rotateOnce()).toMatchObject({ kind: 'rotated' });
    expect(loginIn(secret).username).not.toBe(before.username);
  });

  it.each(steps)('is rotated by the same token where AWS is not there in %s', async step => {
    const before = loginIn(secret);
    let hasFailed = false;
    const story = await stage.secrets.rotate(secret.arn, async event => {
      const isNow = event.Step === step && !hasFailed;
      if (isNow) stage.secrets.faults.add({ kind: 'fail', skip: 1, times: 1000 });
      hasFailed ||= isNow;
      try {
        await calling(lambda)(event);
      } finally {
        stage.secrets.faults.clear();
      }
    });
    expect(story.kind).toBe('rotated');
    expect(story.calls.find(({ error }) => error !== undefined)).toMatchObject({
      step,
      error: { name: 'AwsUnavailable' },
    });
    expect(loginIn(secret).username).not.toBe(before.username);
  });
});

describe('a rotation whose calls run out of time', () => {
  it.each(steps)('is rotated by the same token, and what is left of the call in %s does no harm', async step => {
    const before = loginIn(secret);
    let wasHasty = false;
    const story = await stage.secrets.rotate(secret.arn, async event => {
      const isNow = event.Step === step && !wasHasty;
      wasHasty ||= isNow;
      // The function speaks up a second before its end.
      await calling(lambda, isNow ? 1_060 : 60_000)(event);
    });
    expect(story.kind).toBe('rotated');
    expect(story.calls.find(({ error }) => error !== undefined)).toMatchObject({
      step,
      error: { name: 'RequestTimedOut' },
    });
    expect(loginIn(secret).username).not.toBe(before.username);
  });
});

describe('a rotation that is refused for good', () => {
  it.each(steps)('in %s leaves clients as they were, and nothing in the way of the next one', async step => {
    const before = loginIn(secret);
    const stopWatching = watchLogins(secret, stage);
    const { principal } = await stage.admin.readTarget();
    const right = stage.acl('steward', 'Alter');
    expect(principal).not.toBe(right.principal);
    const story = await rotateOnce(async event => {
      if (event.Step === step) await takeAway();
      await calling(lambda)(event);
    });
    expect(story).toMatchObject({ kind: 'failed' });
    expect(String(story.calls.at(-1)?.error)).toBe(
      'BrokerRefused: this login lacks Alter on the cluster: give it Alter on Cluster',
    );
    expect(loginIn(secret)).toEqual(before);
    expect(versionWith(secret, 'AWSPENDING')).toBeUndefined();
    await stage.admin.acls.createAcls([right]);
    await isHeard(true);
    expect(await rotateOnce()).toMatchObject({ kind: 'rotated' });
    expect(await stopWatching()).toMatchObject({ refusals: [] });

    async function takeAway(): Promise<void> {
      await stage.admin.acls.deleteAcls([right]);
      await isHeard(false);
    }
    async function isHeard(isThere: boolean): Promise<void> {
      for (;;) {
        const rows = await stage.admin.acls.listAclsOfBrokers({ principal: right.principal });
        const knows = rows.map(({ bindings }) => bindings.some(({ operation }) => operation === 'Alter'));
        if (knows.every(one => one === isThere)) return;
      }
    }
  });

  it('says what is wrong with the labels, and quotes no token', async () => {
    const token = randomUUID();
    const call = async (Step: string) => await lambda.invoke({ Step, SecretId: secret.arn, ClientRequestToken: token });
    expect(await call('createSecret')).toMatchObject({
      errorType: 'InputInvalid',
      errorMessage: expect.stringContaining('has no pending version of this token') as string,
    });
    secret.isRotationEnabled = false;
    expect(await call('createSecret')).toMatchObject({
      errorType: 'InputInvalid',
      errorMessage: expect.stringContaining('is not set up') as string,
    });
    const rotationToken = randomUUID();
    const wrong = await lambda.invoke({
      Step: 'dropSecret',
      SecretId: 7,
      ClientRequestToken: '-',
      RotationToken: rotationToken,
    });
    expect(wrong).toMatchObject({
      errorMessage:
        'the event is not one of Secrets Manager (see Step, SecretId, ClientRequestToken); rotate with: aws secretsmanager rotate-secret --secret-id ARN',
    });
    expect(lambda.log()).not.toContain(rotationToken);
  });

  it('does not follow a value to a user that the tags do not name', async () => {
    const version = secret.versions.get(versionWith(secret, 'AWSCURRENT') ?? '')!;
    version.value = JSON.stringify({ ...loginIn(secret), username: 'admin' });
    const story = await rotateOnce();
    expect(String(story.calls.at(-1)?.error)).toContain('one of the two was changed by hand');
    expect(versionWith(secret, 'AWSPENDING')).toBeUndefined();
  });
});

describe('a rotation with a broker that is away', () => {
  it('waits for it, and tells clients once it has accepted the new login too', async () => {
    const brokerId = stage.cluster.brokers[2]!.brokerId;
    const before = loginIn(secret);
    const token = randomUUID();
    beginRotation(secret, token);
    await stage.cluster.killBroker(brokerId);
    const call = async (Step: (typeof steps)[number]) =>
      await calling(lambda, 120_000)({ Step, SecretId: secret.arn, ClientRequestToken: token });
    await call('createSecret');
    await call('setSecret');
    const tested = call('testSecret');
    while (!lambda.log().includes(`broker ${brokerId} does not accept`)) await sleep(50);
    expect(loginIn(secret)).toEqual(before);
    await Promise.all([tested, stage.cluster.startBroker(brokerId)]);
    expect(loginIn(secret)).toEqual(before);
    await call('finishSecret');
    expect(versionWith(secret, 'AWSCURRENT')).toBe(token);
    expect(await stage.proofOf(token)).toHaveLength(3);
  });
});
