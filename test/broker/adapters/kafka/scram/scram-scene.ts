import { randomBytes, randomUUID } from 'node:crypto';
import { defaultPatience } from '../../../../../src/adapters/kafka/client/client-options.ts';
import { ClusterClient } from '../../../../../src/adapters/kafka/client/cluster-client.ts';
import { openLoginProver } from '../../../../../src/adapters/kafka/scram/open-login-prover.ts';
import { openScramCredentials } from '../../../../../src/adapters/kafka/scram/open-scram-credentials.ts';
import type { KafkaConnection } from '../../../../../src/domain/kafka/connection.ts';
import { type ScramLogin, scramMechanisms } from '../../../../../src/domain/scram/scram-login.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import type { LoginProver } from '../../../../../src/ports/login-prover.ts';
import type { ScramCredentials } from '../../../../../src/ports/scram-credentials.ts';
import { realClock } from '../real-clock.ts';

/** SCRAM users of a test's own on a real cluster. */
export interface ScramScene {
  readonly credentials: ScramCredentials;
  readonly prover: LoginProver;
  /** A login under a name that no other test has; nobody can log in with it yet. */
  newLogin(login?: Partial<ScramLogin>): ScramLogin;
  /** Lets a login in, on whatever broker hears of it. */
  create(login: ScramLogin): Promise<void>;
  /** Removes every user that this scene named. */
  close(): Promise<void>;
  /** Closes without it, for a login that may not. */
  abandon(): void;
}

export function openScramScene(connection: KafkaConnection): ScramScene {
  const client = new ClusterClient(connection, { ...defaultPatience, ...realClock });
  const credentials = openScramCredentials(client, { randomBytes });
  const named = new Set<string>();
  return {
    credentials,
    prover: openLoginProver(client),
    newLogin(login = {}) {
      const fresh = { username: `u-${randomUUID().slice(0, 8)}`, password: new Secret(randomUUID()) };
      const made: ScramLogin = { ...fresh, mechanism: 'SCRAM-SHA-512', ...login };
      named.add(made.username);
      return made;
    },
    async create({ username: user, mechanism, password }) {
      const [row] = await credentials.alter([{ kind: 'upsert', user, mechanism, password }]);
      if (row?.refusal !== undefined) throw new Error(row.refusal);
    },
    async close() {
      await credentials.alter(
        [...named].flatMap(user => scramMechanisms.map(mechanism => ({ kind: 'delete', user, mechanism }) as const)),
      );
      client.close();
    },
    abandon: () => client.close(),
  };
}
