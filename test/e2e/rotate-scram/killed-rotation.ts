import { randomUUID } from 'node:crypto';
import type { LocalLambda } from '../../aws/local-lambda.ts';
import type { RotationEvent } from '../../aws/rotation-driver.ts';
import { type StrictSecret, versionWith } from '../../aws/strict-secret.ts';
import type { Stage } from './rotation-stage.ts';

/** Rotates with a function that is killed somewhere; answers in which step that was, or undefined where it was not. */
export const rotateKilled = async (
  stage: Pick<Stage, 'secrets' | 'stopLambda'>,
  secret: StrictSecret,
  ending: LocalLambda,
  whenKilled: (event: RotationEvent) => Promise<void>,
  /** So long it keeps the cluster, killed or not. */
  timeoutMs = 4_000,
) => {
  let killedIn: string | undefined;
  const story = await stage.secrets.rotate(
    secret.arn,
    async event => {
      if (killedIn !== undefined) {
        await whenKilled(event);
        return;
      }
      const answer = await ending.invoke(event, timeoutMs);
      if (answer.kind === 'returned') return;
      killedIn = event.Step;
      throw Object.assign(new Error(answer.errorMessage), { name: answer.errorType });
    },
    { token: randomUUID(), timesATokenIsTried: 2 },
  );
  stage.stopLambda(ending);
  return { story, killedIn, log: ending.log() };
};

/** Nothing that would keep the next rotation from beginning. */
export const isFree = (secret: StrictSecret): boolean =>
  [undefined, versionWith(secret, 'AWSCURRENT')].includes(versionWith(secret, 'AWSPENDING'));
