import { sha256 } from '../../cli/new-plan.ts';
import { type AclBinding, aclText, parseAcl } from '../../src/domain/acls/acl-binding.ts';
import type { JournalEntry } from '../../src/domain/change/journal-entry.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import type { HoldRequest } from '../../src/domain/offsets/hold.ts';
import type { OffsetStep } from '../../src/domain/offsets/offset-step.ts';
import { aclsLeft } from '../../src/domain/offsets/with-hold.ts';
import { applyChange } from '../../src/operations/apply-change.ts';
import { offsetReset } from '../../src/operations/offset-reset.ts';
import type { OffsetWorld } from '../../src/operations/offset-world.ts';
import { planChange } from '../../src/operations/plan-change.ts';
import { readRun } from '../../src/operations/read-run.ts';
import type { LockGrant } from '../../src/ports/change-lock.ts';
import type { CommitToWrite } from '../../src/ports/offset-cluster.ts';
import { killed, mortalUntil } from '../change/mortal.ts';
import { inMemoryAcls } from '../contracts/fakes/in-memory-acls.ts';
import { inMemoryRuns } from '../contracts/fakes/in-memory-runs.ts';
import { fakeOffsets, group, offsetWorldOf } from './offset-world.ts';

export const onGroup = (verb: string, principal: string): AclBinding =>
  parseAcl(`${verb} Read on Group "${group}" (literal) to "User:${principal}" from "*"`)!;
export const allowed = [onGroup('allow', 'a'), onGroup('allow', 'b')];
export const texts = (bindings: readonly AclBinding[]): string[] => bindings.map(aclText).toSorted();

/** One group, its ACLs, and processes that can be killed before and after whatever they do outside. */
export function heldScene(before: readonly AclBinding[] = allowed) {
  const state = fakeOffsets();
  const acls = inMemoryAcls(before);
  const runs = inMemoryRuns(() => state.nowMs);
  const world = offsetWorldOf(state, 0, acls);
  const heldAtWrites: string[][] = [];
  state.onWrite = () => heldAtWrites.push(texts(acls.all().filter(({ permission }) => permission === 'deny')));

  const apply = async (plan: Plan<OffsetStep>, parts: Partial<OffsetWorld> = {}, diesAt = Number.POSITIVE_INFINITY) => {
    const mortal = mortalUntil(diesAt);
    const living = { ...world, ...parts };
    const circumstances = {
      journal: { ...runs.journal, append: mortal((entry: JournalEntry) => runs.journal.append(entry)) },
      lock: { ...runs.lock, release: mortal((grant: LockGrant) => runs.lock.release(grant)) },
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
        offsets: {
          ...living.offsets,
          writeCommits: mortal((of: string, commits: readonly CommitToWrite[]) =>
            living.offsets.writeCommits(of, commits),
          ),
        },
      },
    };
    return await applyChange(offsetReset, { plan, approval: { person: 'ada', digest: plan.digest } }, circumstances);
  };

  return {
    ...{ state, acls, world, runs, heldAtWrites, apply },
    plan: async (hold: HoldRequest = {}, parts: Partial<OffsetWorld> = {}) => {
      const request = { group, target: { kind: 'latest' }, scope: { kind: 'all' }, hold } as const;
      const seal = { planId: 'run-1', nowMs: state.nowMs, lifetimeMs: 86_400_000, hash: sha256 };
      const usual = { outOfRange: 'refuse', noRecord: 'refuse' } as const;
      return await planChange(offsetReset, { ...usual, ...request }, { ...world, ...parts }, seal);
    },
    leftOf: async (runId: string) => aclsLeft((await readRun<OffsetStep>(runs.journal, runId)).story),
    killAt: async (plan: Plan<OffsetStep>, boundary: number): Promise<void> => {
      await apply(plan, {}, boundary).catch((error: unknown) => {
        if (error !== killed) throw error;
      });
      state.nowMs += 60_000;
    },
  };
}
