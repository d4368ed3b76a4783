import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalLambda } from '../../aws/local-lambda.ts';
import type { RotationEvent } from '../../aws/rotation-driver.ts';
import { moveStage, type StrictSecret, versionWith } from '../../aws/strict-secret.ts';
import { isFree, rotateKilled } from './killed-rotation.ts';
import { watchLogins } from './login-watch.ts';
import { calling, loginIn, type Stage, startStage } from './rotation-stage.ts';

let stage: Stage;
let secret: StrictSecret;
/** Takes over once the other process is killed. */
let spare: LocalLambda;
beforeAll(async () => {
  stage = await startStage();
  spare = await stage.start();
  secret = await stage.makeUser({ base: 'orders', strategy: 'alternating' });
  expect(await stage.secrets.rotate(secret.arn, calling(spare))).toMatchObject({ kind: 'rotated' });
});
afterAll(() => stage.stop());

/** Until the lease of the killed call is over. */
const patiently =
  (lambda: LocalLambda) =>
  async (event: RotationEvent): Promise<void> => {
    for (;;) {
      const answer = await lambda.invoke(event, 10_000);
      if (answer.kind === 'returned') return;
      if (answer.errorType !== 'ClusterIsHeld') throw new Error(`${answer.errorType}: ${answer.errorMessage}`);
      await sleep(250);
    }
  };

describe('a rotation whose function is killed', () => {
  it('at any of its calls, in any step, is rotated by the same token, and clients never stop', {
    timeout: 1_800_000,
  }, async () => {
    const stopWatching = watchLogins(secret, stage);
    const killed = new Map<string, number>();
    let next = stage.startEndingAt(1);
    for (let call = 1; ; call += 1) {
      const ending = await next;
      // Already now: a process takes as long to start as a rotation does.
      next = stage.startEndingAt(call + 1);
      const before = loginIn(secret);
      const { story, killedIn, log } = await rotateKilled(stage, secret, ending, calling(spare));
      const where = `call ${call}, ${killedIn ?? 'not killed'}: ${log.split('\n').findLast(line => line.startsWith('ended at')) ?? ''}\n${JSON.stringify(story.calls)}`;
      expect(story, where).toMatchObject({ kind: 'rotated' });
      expect(loginIn(secret).username, where).not.toBe(before.username);
      expect(isFree(secret), where).toBe(true);
      if (killedIn === undefined) break;
      killed.set(killedIn, (killed.get(killedIn) ?? 0) + 1);
    }
    expect([...killed.keys()]).toEqual(['createSecret', 'setSecret', 'testSecret', 'finishSecret']);
    expect(Math.min(...killed.values())).toBeGreaterThan(10);
    const { accepted, refusals } = await stopWatching();
    expect(refusals).toEqual([]);
    expect(accepted).toBeGreaterThan(100);
  });

  it.each([3, 40, 60, 80, 100, 120, 140, 160, 175])(
    'at call %i and never called again with its token, is followed by one with a new token',
    async call => {
      const before = loginIn(secret);
      const stopWatching = watchLogins(secret, stage);
      const { story } = await rotateKilled(stage, secret, await stage.startEndingAt(call), () =>
        Promise.reject(new Error('given up')),
      );
      const isSwitched = loginIn(secret).username !== before.username;
      if (!isSwitched) expect(loginIn(secret)).toEqual(before);
      expect(story.kind).toBe('failed');
      // As somebody does who wants the next rotation to begin.
      const pending = versionWith(secret, 'AWSPENDING');
      if (pending !== undefined) moveStage(secret, { label: 'AWSPENDING', from: pending });
      const left = loginIn(secret);
      const next = await stage.secrets.rotate(secret.arn, patiently(spare));
      expect(next).toMatchObject({ kind: 'rotated' });
      expect(loginIn(secret).username).not.toBe(left.username);
      expect(await stopWatching()).toMatchObject({ refusals: [] });
    },
  );
});
