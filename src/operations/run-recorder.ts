import type { RunEvent } from '../domain/change/journal-entry.ts';
import type { ChangeStep, Plan } from '../domain/change/plan.ts';
import { beginStory, goOn, type RunStory } from '../domain/change/run-story.ts';
import { OperationError } from '../domain/errors.ts';
import type { ChangeLock, LockGrant } from '../ports/change-lock.ts';
import type { RunJournal } from '../ports/run-journal.ts';
import { findRun } from './read-run.ts';

/** Writes the journal of one run and knows at any time what it says. */
export interface RunRecorder<Step extends ChangeStep> {
  readonly story: () => RunStory<Step>;
  /** Durable once it resolves. Rejects with RunTakenOver or JournalFenced where the run is no longer ours. */
  readonly write: (event: RunEvent<Step>) => Promise<void>;
}

export interface RecorderParts {
  readonly journal: RunJournal;
  readonly lock: ChangeLock;
  readonly nowMs: () => number;
}

/** Takes a run up under a lock: writes that it was planned, unless that is there already, and that it has started. */
export async function takeUpRun<Step extends ChangeStep>(
  plan: Plan<Step>,
  approvedBy: string,
  grant: LockGrant,
  parts: RecorderParts,
): Promise<RunRecorder<Step>> {
  const takenUpAtMs = parts.nowMs();
  for (let attempt = 1; ; attempt++) {
    const run = await findRun<Step>(parts.journal, plan.planId);
    const recorder = continueRun(plan, run, takenUpAtMs, grant, parts);
    try {
      if (run === undefined) await recorder.write({ kind: 'planned', plan });
      await recorder.write({ kind: 'started', person: grant.person, approvedBy });
      return recorder;
    } catch (error) {
      // The process whose lock this was may write once more between our look and our first entry. Never after it.
      const wasTooLate = error instanceof OperationError && error.name === 'JournalFenced';
      if (!wasTooLate || attempt === 3) throw error;
    }
  }
}

export function continueRun<Step extends ChangeStep>(
  plan: Plan<Step>,
  run: { readonly story: RunStory<Step>; readonly entries: { readonly length: number } } | undefined,
  takenUpAtMs: number,
  grant: LockGrant,
  { journal, lock, nowMs }: RecorderParts,
): RunRecorder<Step> {
  let story = run?.story ?? beginStory(plan, new Date(takenUpAtMs).toISOString());
  let lastNumber = run?.entries.length ?? 0;
  let renewedAtMs = takenUpAtMs;

  const takenOver = () =>
    new OperationError(
      'RunTakenOver',
      `run ${plan.planId} lost the lock of cluster ${grant.clusterId} while it worked; see "runs show ${plan.planId}"`,
    );
  const keepLock = async (): Promise<void> => {
    const renewingAtMs = nowMs();
    if (renewingAtMs - renewedAtMs < grant.leaseMs / 2) return;
    if ((await lock.renew(grant)) === 'lost') throw takenOver();
    renewedAtMs = renewingAtMs;
  };

  return {
    story: () => story,
    write: async event => {
      await keepLock();
      const at = new Date(nowMs()).toISOString();
      const { fencingToken } = grant;
      const entry = { runId: plan.planId, number: lastNumber + 1, at, fencingToken, event };
      await journal.append(entry);
      lastNumber = entry.number;
      story = goOn(story, entry);
      // What follows an entry may change the cluster, and writing it may have taken long.
      if (nowMs() - renewedAtMs >= grant.leaseMs) throw takenOver();
    },
  };
}
