import type { RunOutcome } from '../../src/domain/change/run-outcome.ts';
import type { RunSummary } from '../../src/domain/change/run-summary.ts';
import { counted } from '../../src/domain/lag/figures.ts';
import { type Page, type Paint, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'RUN' },
  { title: 'OUTCOME' },
  { title: 'STEPS', align: 'right', leaveOutRank: 4 },
  { title: 'KIND' },
  { title: 'STARTED', leaveOutRank: 3 },
  { title: 'BY', cutDownTo: 8, leaveOutRank: 2 },
  { title: 'CLUSTER', cutDownTo: 12, leaveOutRank: 1 },
];

export function renderRuns(runs: readonly RunSummary[], page: Page): string {
  const rows = runs.map(run => ({ cells: cellsOf(run, page), notes: notesOf(run) }));
  const isWaiting = runs.some(({ approvalExpiresAt }) => approvalExpiresAt !== undefined);
  const isUnfinished = runs.some(isResumable);
  return joinSections([
    rows.length === 0 ? [] : layOutTable(columns, rows, page),
    [counted(runs.length, 'run')],
    isWaiting ? ['"runs approve RUN" lets one go on that waits, "runs reject RUN" ends it'] : [],
    isUnfinished ? ['"runs show RUN" tells how far one came, "runs resume RUN" goes on with it'] : [],
  ]);
}

const isResumable = ({ outcome, approvalExpiresAt }: RunSummary): boolean =>
  outcome === 'partly-applied' || (outcome === undefined && approvalExpiresAt === undefined);

function cellsOf({ runId, outcome, stepsDone, steps, ...run }: RunSummary, page: Page): string[] {
  const progress = run.unreadable === undefined ? `${stepsDone}/${steps}` : '';
  const status =
    run.unreadable === undefined ? paintStatus({ outcome, ...run }, page) : paint(page, 'red', 'unreadable');
  return [toSafeText(runId), status, progress, ...[run.kind, run.startedAt, run.person, run.clusterId].map(toSafeText)];
}

function notesOf({ unreadable, undoes, approvalExpiresAt }: RunSummary): string[] {
  if (unreadable !== undefined) return [toSafeText(unreadable)];
  return [
    ...(undoes === undefined ? [] : [`takes back run ${toSafeText(undoes)}`]),
    ...(approvalExpiresAt === undefined ? [] : [`waits for an approval until ${toSafeText(approvalExpiresAt)}`]),
  ];
}

const paints: Readonly<Record<RunOutcome, Paint>> = {
  done: 'green',
  failed: 'red',
  refused: 'yellow',
  'not-verified': 'yellow',
  'partly-applied': 'red',
};

/** As the outcome, except that a run may wait for somebody to let it go on. */
export function paintStatus(run: Pick<RunSummary, 'outcome' | 'approvalExpiresAt'>, page: Page): string {
  return run.approvalExpiresAt === undefined ? paintOutcome(run.outcome, page) : paint(page, 'cyan', 'waiting');
}

/** A run without an outcome runs now, or was interrupted. */
export function paintOutcome(outcome: RunOutcome | undefined, page: Page): string {
  return outcome === undefined ? paint(page, 'yellow', 'unfinished') : paint(page, paints[outcome], outcome);
}
