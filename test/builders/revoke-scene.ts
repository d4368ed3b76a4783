import { sha256 } from '../../cli/new-plan.ts';
import type { AclBinding } from '../../src/domain/acls/acl-binding.ts';
import type { JournalEntry } from '../../src/domain/change/journal-entry.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { CredentialChange } from '../../src/domain/scram/credential-change.ts';
import type { RevokeStep } from '../../src/domain/scram/revoke-step.ts';
import { rotationTagsOf } from '../../src/domain/scram/rotation-tags.ts';
import { pointerValueOf } from '../../src/domain/scram/secret-value.ts';
import { Secret } from '../../src/domain/secret.ts';
import { applyChange } from '../../src/operations/apply-change.ts';
import { planChange } from '../../src/operations/plan-change.ts';
import { planUndo } from '../../src/operations/plan-undo.ts';
import { readRun } from '../../src/operations/read-run.ts';
import { scramRevoke } from '../../src/operations/scram-revoke.ts';
import type { RevokeRequest } from '../../src/operations/scram-revoke-removal.ts';
import type { RevokeWorld } from '../../src/operations/scram-revoke-world.ts';
import type { LoginProver } from '../../src/ports/login-prover.ts';
import type { ScramCredentials } from '../../src/ports/scram-credentials.ts';
import { killed, mortalUntil } from '../change/mortal.ts';
import { inMemoryAcls } from '../contracts/fakes/in-memory-acls.ts';
import { inMemoryRuns } from '../contracts/fakes/in-memory-runs.ts';
import { inMemorySecrets } from '../contracts/fakes/in-memory-secrets.ts';

export const user = 'orders';
export const marker = 'MARKER-pa55word';

/** One user with its password in a secret, and processes that can be killed before and after whatever they do outside. */
export async function revokeScene(before: readonly AclBinding[] = []) {
  const state = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  /** Of each user, the password. */
  const users = new Map([
    [user, marker],
    ['billing', 'other'],
  ]);
  const acls = inMemoryAcls(before);
  const runs = inMemoryRuns(() => state.nowMs);
  const { secrets, create } = inMemorySecrets(() => state.nowMs);
  const value = pointerValueOf({ username: user, password: new Secret(marker), mechanism: 'SCRAM-SHA-512' });
  await create({ name: 'orders-login', tags: rotationTagsOf({ base: user, strategy: 'single', slots: [] }), value });

  const credentials: ScramCredentials = {
    describe: async (names = [...users.keys()]) =>
      names.map(name =>
        users.has(name)
          ? { kind: 'stored', user: name, mechanism: 'SCRAM-SHA-512', iterations: 8_192 }
          : { kind: 'absent', user: name },
      ),
    alter: async changes =>
      changes.map(change => {
        if (change.kind === 'delete') users.delete(change.user);
        else users.set(change.user, change.password.reveal());
        return { user: change.user, mechanism: change.mechanism };
      }),
  };
  const tryLogin: LoginProver['proveRefused'] = async ({ username, password }) => [
    {
      brokerId: 1,
      endpoint: 'broker:9092',
      kind: users.get(username) === password.reveal() ? 'accepted' : 'refused',
      attempts: 1,
      afterMs: 0,
      sentence: 'as the test wants it',
    },
  ];
  const world: RevokeWorld = {
    target: { clusterId: 'cluster-1', principal: 'User:admin' },
    credentials,
    acls,
    logins: { prove: tryLogin, proveRefused: tryLogin },
    settings: { readSettings: async () => [{ brokerId: 1, values: { 'connections.max.reauth.ms': '3600000' } }] },
    openSecrets: async () => secrets,
    openAssociations: async () => {
      throw new OperationError('InternalError', 'the test has no MSK');
    },
    nowMs: () => state.nowMs,
    sleep: async ms => {
      state.nowMs += ms;
    },
    verifyWithinMs: 1_000,
  };

  let nextPlan = 1;
  const seal = () => ({ planId: `run-${nextPlan++}`, nowMs: state.nowMs, lifetimeMs: 86_400_000, hash: sha256 });

  const apply = async (plan: Plan<RevokeStep>, parts: Partial<RevokeWorld> = {}, diesAt = Number.POSITIVE_INFINITY) => {
    const mortal = mortalUntil(diesAt);
    const living = { ...world, ...parts };
    const circumstances = {
      journal: { ...runs.journal, append: mortal((entry: JournalEntry) => runs.journal.append(entry)) },
      lock: runs.lock,
      nowMs: () => state.nowMs,
      hash: sha256,
      person: 'ada',
      leaseMs: 60_000,
      world: {
        ...living,
        acls: {
          ...living.acls,
          createAcls: mortal((bindings: readonly AclBinding[]) => living.acls.createAcls(bindings)),
          deleteAcls: mortal((bindings: readonly AclBinding[]) => living.acls.deleteAcls(bindings)),
        },
        credentials: {
          ...living.credentials,
          alter: mortal((changes: readonly CredentialChange[]) => living.credentials.alter(changes)),
        },
      },
    };
    return await applyChange(scramRevoke, { plan, approval: { person: 'ada', digest: plan.digest } }, circumstances);
  };

  return {
    ...{ state, users, acls, runs, secrets, create, world, apply },
    plan: async (request: Partial<RevokeRequest> = {}, parts: Partial<RevokeWorld> = {}) => {
      const usual = { user, denyAll: false, passwords: { store: 'aws' } };
      return await planChange(scramRevoke, { ...usual, ...request }, { ...world, ...parts }, seal());
    },
    planUndo: async (runId: string) => {
      const { story } = await readRun<RevokeStep>(runs.journal, runId);
      return await planUndo(scramRevoke, story, world, seal());
    },
    /** Whether the process was killed before it had ended by itself. */
    killAt: async (plan: Plan<RevokeStep>, boundary: number): Promise<boolean> => {
      try {
        await apply(plan, {}, boundary);
        return false;
      } catch (error) {
        if (error !== killed) throw error;
        state.nowMs += 60_000;
        return true;
      }
    },
    journalText: async (runId: string) => JSON.stringify(await runs.journal.read(runId)),
  };
}
