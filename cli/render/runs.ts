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
  const isUnfinished = runs.some(run => run.outcome === undefined || run.outcome === 'partly-applied');
  return joinSections([
    rows.length === 0 ? [] : layOutTable(columns, rows, page),
    [counted(runs.length, 'run')],
    isUnfinished ? ['"runs show RUN" tells how far one came, "runs resume RUN" goes on with it'] : [],
  ]);
}

function cellsOf({ runId, outcome, stepsDone, steps, ...run }: RunSummary, page: Page): string[] {
  const progress = run.unreadable === undefined ? `${stepsDone}/${steps}` : '';
  const status = run.unreadable === undefined ? paintOutcome(outcome, page) : paint(page, 'red', 'unreadable');
  return [toSafeText(runId), status, progress, ...[run.kind, run.startedAt, run.person, run.clusterId].map(toSafeText)];
}

function notesOf({ unreadable, undoes }: RunSummary): string[] {
  if (unreadable !== undefined) return [toSafeText(unreadable)];
  return undoes === undefined ? [] : [`takes back run ${toSafeText(undoes)}`];
}

const paints: Readonly<Record<RunOutcome, Paint>> = {
  done: 'green',
  failed: 'red',
  refused: 'yellow',
  'not-verified': 'yellow',
  'partly-applied': 'red',
};

/** A run without an outcome runs now, or was interrupted. */
export function paintOutcome(outcome: RunOutcome | undefined, page: Page): string {
  return outcome === undefined ? paint(page, 'yellow', 'unfinished') : paint(page, paints[outcome], outcome);
}
