import { reportRun } from '../../src/domain/change/change-report.ts';
import type { JournalEntry, RunEvent } from '../../src/domain/change/journal-entry.ts';
import type { ChangeStep } from '../../src/domain/change/plan.ts';
import { summariseStory } from '../../src/domain/change/run-summary.ts';
import { counted } from '../../src/domain/lag/figures.ts';
import type { RecordedRun } from '../../src/operations/read-run.ts';
import { aclsLeftLines } from './acls-left.ts';
import { type Page, paint } from './page.ts';
import { paintStatus } from './runs.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const columns: readonly Column[] = [{ title: '#', align: 'right' }, { title: 'AT' }, { title: 'WHAT HAPPENED' }];

export function renderRun({ story, entries, tornEntries }: RecordedRun<ChangeStep>, page: Page): string {
  const { reasons, steps, plan } = reportRun(story);
  const stepsDone = steps.filter(({ kind }) => kind === 'done').length;
  const back = plan.undoes === undefined ? '' : `, takes back run ${plan.undoes}`;
  const rows = entries.map(entry => ({ cells: cellsOf(entry), notes: notesOf(entry.event) }));
  return joinSections([
    [
      `run ${toSafeText(plan.planId)}: ${paintStatus(summariseStory(story), page)}, ${stepsDone} of ${counted(steps.length, 'step')} done`,
      ...layOutNotes(
        [
          toSafeText(`${plan.kind} on cluster ${plan.target.clusterId} as ${plan.target.principal}${back}`),
          toSafeText(plan.risk),
        ],
        0,
        page,
      ),
    ],
    reasons.length === 0
      ? []
      : [paint(page, 'yellow', 'In its way:'), ...layOutNotes(reasons.map(toSafeText), 2, page)],
    aclsLeftLines(story, page),
    layOutTable(columns, rows, page),
    tornEntries === 0 ? [] : [`${counted(tornEntries, 'line')} torn by a crash; no process was told they were written`],
  ]);
}

function cellsOf({ number, at, event }: JournalEntry): string[] {
  return [String(number), at, toSafeText(sentenceOf(event))];
}

function sentenceOf(event: RunEvent): string {
  switch (event.kind) {
    case 'planned':
      return `planned, ${counted(event.plan.steps.length, 'step')}`;
    case 'approval-asked':
      return `waits for an approval until ${event.expiresAt}`;
    case 'declined':
      return `declined by ${event.person}`;
    case 'interrupted':
      return 'interrupted';
    case 'started':
      return `started by ${event.person}, approved by ${event.approvedBy}`;
    case 'checked':
      return `checked: ${countKinds(event.checks.map(({ level }) => level))}`;
    case 'before':
      return `wrote down ${counted(event.states.length, 'object')} as found`;
    case 'step-begun':
      return `step ${event.step + 1} begun`;
    case 'step-done':
      return `step ${event.step + 1} ${event.how === 'acted' ? 'done' : 'found done'}`;
    case 'step-failed':
      return `step ${event.step + 1} failed (${event.fate})`;
    case 'verified':
      return `read back: ${countKinds(event.findings.map(({ kind }) => kind))}`;
    case 'followed':
      return `watched ${counted(event.followed.length, 'object')} go on`;
    case 'ended':
      return `ended: ${event.outcome}`;
  }
}

function notesOf(event: RunEvent): string[] {
  switch (event.kind) {
    case 'checked':
      return event.checks.filter(({ level }) => level !== 'pass').map(({ sentence }) => toSafeText(sentence));
    case 'step-failed':
    case 'interrupted':
      return [toSafeText(event.sentence)];
    case 'declined':
      return [toSafeText(event.reason)];
    case 'verified':
      return event.findings.filter(({ kind }) => kind !== 'as-planned').map(({ sentence }) => toSafeText(sentence));
    default:
      return [];
  }
}

/** `3 pass, 1 warn`; `nothing to look at` where there is none. */
function countKinds(kinds: readonly string[]): string {
  const counts = [...Map.groupBy(kinds, kind => kind)].map(([kind, { length }]) => `${length} ${kind}`);
  return counts.length === 0 ? 'nothing to look at' : counts.join(', ');
}
