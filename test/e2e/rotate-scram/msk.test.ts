import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalLambda } from '../../aws/local-lambda.ts';
import { beginRotation, type StrictSecret, versionWith } from '../../aws/strict-secret.ts';
import { watchLogins } from './login-watch.ts';
import { calling, loginIn, type Stage, startStage } from './rotation-stage.ts';

let stage: Stage;
let lambda: LocalLambda;
let delayMs = 0;
beforeAll(async () => {
  stage = await startStage({ copyDelayMs: () => delayMs });
  lambda = await stage.start();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  delayMs = 0;
  await stage.scram.settled();
});

/** A call with so little time that it can wait for brokers for two seconds only. */
const hastyMs = 22_000;

const makeUser = async (): Promise<StrictSecret> => {
  const secret = await stage.makeUser({ base: `orders-${randomUUID().slice(0, 8)}`, strategy: 'alternating' });
  expect(await stage.secrets.rotate(secret.arn, calling(lambda))).toMatchObject({ kind: 'rotated' });
  return secret;
};

const eventOf =
  (secret: StrictSecret, token: string) => (step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret') => ({
    Step: step,
    SecretId: secret.arn,
    ClientRequestToken: token,
  });

describe('a rotation on Amazon MSK', () => {
  it('waits for brokers that hear of the new password seconds later, and tells clients only then', async () => {
    const secret = await makeUser();
    const before = loginIn(secret);
    delayMs = 4_000;
    const stopWatching = watchLogins(secret, stage);
    expect(await stage.secrets.rotate(secret.arn, calling(lambda))).toMatchObject({ kind: 'rotated' });
    const { accepted, refusals } = await stopWatching();
    expect(refusals).toEqual([]);
    expect(accepted).toBeGreaterThan(10);
    expect(loginIn(secret).username).not.toBe(before.username);
    const token = versionWith(secret, 'AWSCURRENT') ?? '';
    const brokers = await stage.proofOf(token);
    expect(brokers).toHaveLength(1);
    expect(brokers.every(({ afterMs }) => afterMs > 1_000)).toBe(true);
  });

  it('fails with one clear line where brokers take longer than a call may, and goes on with the same token', async () => {
    const secret = await makeUser();
    const before = loginIn(secret);
    const token = randomUUID();
    const event = eventOf(secret, token);
    delayMs = 6_000;
    beginRotation(secret, token);
    for (const step of ['createSecret', 'setSecret'] as const) await calling(lambda)(event(step));
    const answer = await lambda.invoke(event('testSecret'), hastyMs);
    expect(answer).toMatchObject({
      errorType: 'AuthenticationFailed',
      errorMessage: expect.stringMatching(/^1 of 1 brokers did not accept "orders-\w+-b" within \d/) as string,
    });
    expect(loginIn(secret)).toEqual(before);
    expect(versionWith(secret, 'AWSPENDING')).toBe(token);
    expect(await stage.secrets.rotate(secret.arn, calling(lambda), { token })).toMatchObject({ kind: 'rotated' });
    expect(versionWith(secret, 'AWSCURRENT')).toBe(token);
  });

  it('is gone on with by the later of two calls with one token, and the earlier one is shut out', async () => {
    const secret = await makeUser();
    const token = randomUUID();
    const event = eventOf(secret, token);
    delayMs = 4_000;
    beginRotation(secret, token);
    for (const step of ['createSecret', 'setSecret'] as const) await calling(lambda)(event(step));
    const other = await stage.start();
    const earlier = lambda.invoke(event('testSecret'), 60_000);
    await sleep(1_500);
    const later = other.invoke(event('testSecret'), 60_000);
    expect(await earlier).toMatchObject({
      kind: 'failed',
      errorType: expect.stringMatching(/JournalFenced|RunTakenOver/) as string,
    });
    expect(await later).toMatchObject({ kind: 'returned' });
    expect(await stage.secrets.rotate(secret.arn, calling(other), { token })).toMatchObject({ kind: 'rotated' });
  });

  it('of one user waits for that of another: one at a time changes the cluster', async () => {
    const [secret, second] = [await makeUser(), await makeUser()];
    const token = randomUUID();
    const event = eventOf(secret, token);
    delayMs = 4_000;
    beginRotation(secret, token);
    for (const step of ['createSecret', 'setSecret'] as const) await calling(lambda)(event(step));
    const other = await stage.start();
    const first = lambda.invoke(event('testSecret'), 60_000);
    await sleep(1_500);
    const next = randomUUID();
    beginRotation(second, next);
    expect(await other.invoke(eventOf(second, next)('createSecret'), 60_000)).toMatchObject({
      errorType: 'ClusterIsHeld',
    });
    expect(await first).toMatchObject({ kind: 'returned' });
    for (const [one, used] of [
      [second, next],
      [secret, token],
    ] as const) {
      expect(await stage.secrets.rotate(one.arn, calling(other), { token: used })).toMatchObject({ kind: 'rotated' });
    }
  });

  it('associates a slot that somebody has taken away', async () => {
    const secret = await makeUser();
    const slotB = secret.tags.get('kafka-steward:slot-b') ?? '';
    stage.scram.disassociate([slotB]);
    await stage.scram.settled();
    expect(await stage.secrets.rotate(secret.arn, calling(lambda))).toMatchObject({ kind: 'rotated' });
    expect(stage.scram.list()).toContain(slotB);
  });

  it('is refused with a sentence where a slot has another name than MSK asks for, and nothing is pending', async () => {
    const secret = await makeUser();
    const slot = await stage.create('orders-slot', { username: 'someone', password: 'x'.repeat(16) });
    secret.tags.set('kafka-steward:slot-b', slot);
    const before = loginIn(secret);
    const { kind, calls } = await stage.secrets.rotate(secret.arn, calling(lambda), { timesATokenIsTried: 1 });
    expect(kind).toBe('failed');
    expect(String(calls.at(-1)?.error)).toMatch(
      /^BrokerRefused: secret orders-slot: MSK takes only secrets whose name begins with AmazonMSK_/,
    );
    expect(versionWith(secret, 'AWSPENDING')).toBeUndefined();
    expect(loginIn(secret)).toEqual(before);
  });
});
