import type { ChangeLock } from '../../../ports/change-lock.ts';
import type { RunJournal } from '../../../ports/run-journal.ts';
import { directoryJournal } from './directory-journal.ts';
import { leasedLock } from './leased-lock.ts';

/** The journal and the locks of one directory; nothing is created before something is written. */
export function openRunDirectory(
  directory: string,
  nowMs: () => number,
): { readonly journal: RunJournal; readonly lock: ChangeLock } {
  return { journal: directoryJournal(directory), lock: leasedLock(directory, nowMs) };
}
