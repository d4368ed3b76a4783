import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/secret.ts';
import type { LocalLambda } from '../../aws/local-lambda.ts';
import type { StrictSecret } from '../../aws/strict-secret.ts';
import { isFree, rotateKilled } from './killed-rotation.ts';
import { calling, loginIn, type Stage, startStage } from './rotation-stage.ts';

const strategies = { own: undefined, msk: () => 300 } as const;

describe.each(['own', 'msk'] as const)('on %s brokers, a function that is killed', kind => {
  let stage: Stage;
  let spare: LocalLambda;
  beforeAll(async () => {
    const copyDelayMs = strategies[kind];
    stage = await startStage(copyDelayMs === undefined ? {} : { copyDelayMs });
    spare = await stage.start();
  });
  afterAll(() => stage.stop());

  const makeUser = async (strategy: 'alternating' | 'single'): Promise<StrictSecret> =>
    await stage.makeUser({ base: `user-${randomUUID().slice(0, 8)}`, strategy });

  const rotated = async (secret: StrictSecret): Promise<StrictSecret> => {
    expect(await stage.secrets.rotate(secret.arn, calling(spare))).toMatchObject({ kind: 'rotated' });
    return secret;
  };

  const isLetIn = async (secret: StrictSecret): Promise<boolean> => {
    const { username, password } = loginIn(secret);
    const login = { username, password: new Secret(password), mechanism: 'SCRAM-SHA-512' } as const;
    return (await stage.admin.logins.prove(login, { withinMs: 0 })).every(row => row.kind === 'accepted');
  };

  /** One rotation after the other, each killed at a later call: these are a sample, `killed-anywhere` has them all. */
  const killAll = async (prepare: () => Promise<StrictSecret>): Promise<readonly string[]> => {
    const steps = new Set<string>();
    for (let call = 2; ; call += 17) {
      const secret = await prepare();
      const before = loginIn(secret);
      const ending = await stage.startEndingAt(call);
      const { story, killedIn, log } = await rotateKilled(stage, secret, ending, calling(spare), 60_000);
      const where = `call ${call}: ${log.split('\n').findLast(line => line.startsWith('ended at')) ?? ''}\n${JSON.stringify(story.calls)}`;
      expect(story, where).toMatchObject({ kind: 'rotated' });
      expect(loginIn(secret), where).not.toEqual(before);
      expect([isFree(secret), await isLetIn(secret)], where).toEqual([true, true]);
      if (killedIn === undefined) return [...steps];
      steps.add(killedIn);
    }
  };

  const allSteps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

  it('has made the first user of a secret in the end', async () => {
    expect(await killAll(() => makeUser('alternating'))).toEqual(allSteps);
  });

  it('has rotated a pair of users in the end', async () => {
    const secret = await rotated(await makeUser('alternating'));
    expect(await killAll(() => Promise.resolve(secret))).toEqual(allSteps);
  });

  it('has given a single user its new password in the end', async () => {
    const secret = await rotated(await makeUser('single'));
    expect(await killAll(() => Promise.resolve(secret))).toEqual(allSteps);
  });
});
