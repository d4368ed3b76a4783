import { join } from 'node:path';
import { OperationError } from '../../../domain/errors.ts';

const journalSuffix = '.jsonl';
const runIdForm = /^[a-z0-9][\w-]{0,99}$/i;

/** `<directory>/<run>.jsonl`, one line an entry. */
export function journalPath(directory: string, runId: string): string {
  if (!runIdForm.test(runId)) {
    throw new OperationError('InputInvalid', `"${runId}" is not the id of a run; "runs list" shows those there are`);
  }
  return join(directory, `${runId}${journalSuffix}`);
}

/** Undefined for a file that is no journal. */
export function runIdOf(fileName: string): string | undefined {
  const runId = fileName.endsWith(journalSuffix) ? fileName.slice(0, -journalSuffix.length) : '';
  return runIdForm.test(runId) ? runId : undefined;
}

/** `<directory>/locks/cluster-<id>/<fencing token>.json`: the highest token is the lock, those below are of the past. */
export function lockDirectory(directory: string, clusterId: string): string {
  return join(directory, 'locks', `cluster-${encodeURIComponent(clusterId)}`);
}

export function lockPath(directory: string, clusterId: string, fencingToken: number): string {
  return join(lockDirectory(directory, clusterId), `${fencingToken}.json`);
}

export function fencingTokenOf(fileName: string): number | undefined {
  const digits = /^(\d+)\.json$/.exec(fileName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
