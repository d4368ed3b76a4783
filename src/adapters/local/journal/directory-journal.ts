import { readdir, rm } from 'node:fs/promises';
import { isEnding } from '../../../domain/change/ending-event.ts';
import type { JournalEntry } from '../../../domain/change/journal-entry.ts';
import {
  byNewest,
  matchesFilter,
  type RunSummary,
  summarise,
  summariseUnreadable,
} from '../../../domain/change/run-summary.ts';
import { OperationError } from '../../../domain/errors.ts';
import type { RunJournal } from '../../../ports/run-journal.ts';
import { unlessMissing } from '../durable-file.ts';
import { type JournalFile, journalFile } from './journal-file.ts';
import { readNewestToken } from './lock-record.ts';
import { journalPath, runIdOf } from './run-files.ts';

/** Keeps runs in a directory, a file of JSON lines each. The index is made by reading them. */
export function directoryJournal(directory: string): RunJournal {
  const open = (runId: string) => journalFile(journalPath(directory, runId));
  /** Of the runs that this process writes. */
  const filesInUse = new Map<string, JournalFile>();

  return {
    async append(entry) {
      const file = filesInUse.get(entry.runId) ?? open(entry.runId);
      filesInUse.set(entry.runId, file);
      const { entries } = await file.readOn();
      const isNext = entry.number === entries.length + 1;
      const highestToken = Math.max(
        entries.at(-1)?.fencingToken ?? 0,
        isEnding(entry.event) ? 0 : await readGrantedToken(directory, entries[0] ?? entry),
      );
      if (!isNext || entry.fencingToken < highestToken) throw fenced(entry);
      await file.append(entry);
      // Somebody may have been quicker between the look and the write: whose line counts is for the file to say.
      const written = (await file.readOn()).entries[entry.number - 1];
      if (written?.fencingToken !== entry.fencingToken) throw fenced(entry);
    },

    async read(runId) {
      const { entries, tornEntries, isTorn } = await open(runId).readOn();
      return { entries, tornEntries: tornEntries + (isTorn ? 1 : 0) };
    },

    async list(filter) {
      const names = (await unlessMissing(directory, readdir(directory))) ?? [];
      const runs: RunSummary[] = [];
      // One after the other: a directory may hold more runs than a process may open files.
      for (const runId of names.map(runIdOf).filter(id => id !== undefined)) {
        const run = await summariseRun(runId, open(runId));
        if (run !== undefined && matchesFilter(run, filter)) runs.push(run);
      }
      return runs.toSorted(byNewest);
    },

    async forget(runId) {
      filesInUse.delete(runId);
      await rm(journalPath(directory, runId), { force: true });
    },
  };
}

/** The highest token granted for the cluster of a run, to this or another run. */
async function readGrantedToken(directory: string, { event }: JournalEntry): Promise<number> {
  return event.kind === 'planned' ? await readNewestToken(directory, event.plan.target.clusterId) : 0;
}

async function summariseRun(runId: string, file: JournalFile): Promise<RunSummary | undefined> {
  try {
    return summarise((await file.readOn()).entries);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return summariseUnreadable(runId, error.message);
  }
}

function fenced({ runId, number }: JournalEntry): OperationError {
  return new OperationError(
    'JournalFenced',
    `entry ${number} of run ${runId} was not written: another process goes on with the run or holds its cluster; see "runs show ${runId}"`,
  );
}
