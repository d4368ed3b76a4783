import type { JournalEntry } from '../domain/change/journal-entry.ts';
import type { Json } from '../domain/change/json.ts';
import type { ChangeStep } from '../domain/change/plan.ts';
import { type RunStory, tellStory } from '../domain/change/run-story.ts';
import { OperationError } from '../domain/errors.ts';
import type { RunJournal } from '../ports/run-journal.ts';

/** A run with its whole journal. */
export interface RecordedRun<Step extends ChangeStep> {
  readonly story: RunStory<Step>;
  readonly entries: readonly JournalEntry<Step>[];
  readonly tornEntries: number;
}

/** Rejects with RunUnknown. The steps' type is the one of the runbook whose kind the plan has. */
export async function readRun<Step extends ChangeStep>(journal: RunJournal, runId: string): Promise<RecordedRun<Step>> {
  const run = await findRun<Step>(journal, runId);
  if (run !== undefined) return run;
  throw new OperationError('RunUnknown', `run "${runId}" is not in the journal; "runs list" shows those that are`);
}

/**
 * Rejects with InputInvalid an id that a run has already: a journal is kept for longer than Step Functions keeps a name
 * from being used again, and what an earlier run came to is not to be told of a new one.
 */
export async function assertNewRun(journal: RunJournal, runId: string): Promise<void> {
  if ((await findRun(journal, runId)) === undefined) return;
  throw new OperationError('InputInvalid', `run ${runId} is in the journal already; start this one by another name`);
}

/** As `readRun`, undefined where there is no such run. */
export async function findRun<Step extends ChangeStep>(
  journal: RunJournal,
  runId: string,
): Promise<RecordedRun<Step> | undefined> {
  const record = await journal.read(runId);
  const entries = record.entries as readonly JournalEntry<Step>[];
  const story = tellStory(entries);
  return story && { story, entries, tornEntries: record.tornEntries };
}

/** What was asked for when the run was planned; undefined where nobody wrote it down. */
export async function readRequest(journal: RunJournal, runId: string): Promise<Json | undefined> {
  const { entries } = await readRun<ChangeStep>(journal, runId);
  const [first] = entries;
  return first?.event.kind === 'planned' ? first.event.request : undefined;
}
