import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPlanSeal, sha256 } from '../../../cli/new-plan.ts';
import { type OpenCluster, openCluster } from '../../../src/adapters/kafka/open-cluster.ts';
import { openRunDirectory } from '../../../src/adapters/local/journal/run-directory.ts';
import { createLocalSecret, localSecrets } from '../../../src/adapters/local/secrets/local-secrets.ts';
import type { Plan } from '../../../src/domain/change/plan.ts';
import type { ScramRotationStep } from '../../../src/domain/scram/rotation-step.ts';
import { applyChange } from '../../../src/operations/apply-change.ts';
import { planChange } from '../../../src/operations/plan-change.ts';
import { readLogin } from '../../../src/operations/scram-pointer.ts';
import { scramRotation } from '../../../src/operations/scram-rotation.ts';
import type { ScramWorld } from '../../../src/operations/scram-world.ts';
import { realClock } from '../adapters/kafka/real-clock.ts';
import { startOwnCluster } from '../broker-fixture.ts';

let own: Awaited<ReturnType<typeof startOwnCluster>>;
let opened: OpenCluster;
let directory: string;
beforeAll(async () => {
  own = await startOwnCluster({ brokers: 3, security: 'scram' });
  opened = await openCluster(own.cluster.connectionFor(), realClock);
  directory = await mkdtemp(join(tmpdir(), 'rotation-'));
});
afterAll(async () => {
  opened.close();
  await own.remove();
  await rm(directory, { recursive: true });
});

/** A world whose brokers may take `acceptWithinMs`, and in which something happens right after a password was set. */
async function worldWith(acceptWithinMs: number, onSet: () => Promise<void>): Promise<ScramWorld> {
  const options = { directory: join(directory, 'secrets'), nowMs: Date.now };
  const { credentials } = opened;
  return {
    target: await opened.readTarget(),
    secrets: localSecrets(options),
    users: {
      kind: 'brokers',
      credentials: {
        ...credentials,
        alter: async changes => {
          const altered = await credentials.alter(changes);
          await onSet();
          return altered;
        },
      },
    },
    prover: opened.logins,
    acls: opened.acls,
    makeSecret: async (name, tags) => {
      await createLocalSecret(options, { name, tags });
    },
    nowMs: Date.now,
    sleep: ms => sleep(ms),
    acceptWithinMs,
    onWaiting: () => undefined,
  };
}

it('tells clients nothing while a broker is down, and goes on with the same password once it is up', async () => {
  const runs = openRunDirectory(join(directory, 'runs'), Date.now);
  const seal = () => newPlanSeal({ nowMs: Date.now });
  const apply = (plan: Plan<ScramRotationStep>, world: ScramWorld) =>
    applyChange(
      scramRotation,
      { plan, approval: { person: 'tester', digest: plan.digest } },
      { ...runs, nowMs: Date.now, hash: sha256, person: 'tester', leaseMs: 200_000, world },
    );
  const nothing = async () => undefined;
  const usual = await worldWith(60_000, nothing);
  const place = { store: directory, secretId: 'orders' };
  const create = { base: 'orders', strategy: 'alternating', mechanism: 'SCRAM-SHA-512' } as const;
  const first = await planChange(scramRotation, { ...place, token: randomUUID(), create }, usual, seal());
  expect(await apply(first, usual)).toMatchObject({ outcome: 'done', reasons: [] });

  const token = randomUUID();
  const plan = await planChange(scramRotation, { ...place, token }, usual, seal());
  const current = async () => (await usual.secrets.read('orders', { label: 'AWSCURRENT' }))?.versionId;
  const before = await current();
  const failing = await worldWith(3_000, () => own.cluster.stopBroker(3));
  const failed = await apply(plan, failing);
  expect(failed.outcome).toBe('partly-applied');
  expect(failed.reasons).toEqual([
    expect.stringMatching(/^1 of 3 brokers did not accept "orders-b" within .*broker 3: /),
  ]);
  expect(await current()).toBe(before);
  expect((await usual.secrets.read('orders', { label: 'AWSPENDING' }))?.versionId).toBe(token);
  const which = { secretId: 'orders', versionId: token };
  const { password } = await readLogin(which, usual.secrets);

  await own.cluster.startBroker(3);
  expect(await apply(plan, usual)).toMatchObject({ outcome: 'done', reasons: [] });
  expect(await current()).toBe(token);
  expect((await readLogin(which, usual.secrets)).password.reveal()).toBe(password.reveal());
});
