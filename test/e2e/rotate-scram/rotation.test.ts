import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calling, loginIn, type Stage, startStage } from './rotation-stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

describe('the rotation function', () => {
  it('makes the first user of a secret that a stack has made, and alternates from then on', async () => {
    const secret = await stage.makeUser({ base: 'orders', strategy: 'alternating' });
    const lambda = await stage.start();
    const seen: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const story = await stage.secrets.rotate(secret.arn, calling(lambda), { timesATokenIsTried: 1 });
      expect(story, lambda.log()).toMatchObject({ kind: 'rotated' });
      seen.push(loginIn(secret).username);
    }
    expect(seen).toEqual(['orders-a', 'orders-b', 'orders-a']);
    console.log(lambda.log());
  });
});
