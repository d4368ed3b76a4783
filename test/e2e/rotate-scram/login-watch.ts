import { Secret } from '../../../src/domain/secret.ts';
import type { StrictSecret } from '../../aws/strict-secret.ts';
import { loginIn, openAs, type Stage } from './rotation-stage.ts';

/**
 * A client that connects anew all the time with what the secret says; the answer stops it and tells how often it was let
 * in, and everything else that happened to it.
 */
export const watchLogins = (secret: StrictSecret, { cluster }: Pick<Stage, 'cluster'>) => {
  const refusals: unknown[] = [];
  let accepted = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { username, password } = loginIn(secret);
      const sasl = { mechanism: 'SCRAM-SHA-512', username, password: new Secret(password) } as const;
      try {
        (await openAs({ ...cluster.connectionFor(), sasl })).close();
        accepted += 1;
      } catch (error) {
        refusals.push(error);
      }
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return { accepted, refusals };
  };
};
