import type { ChangeStep } from '../../src/domain/change/plan.ts';
import { type ChangeRenderer, isBlocked, type PlanIntent } from '../apply-plan.ts';
import type { GroupPlan, GroupRun } from '../group-run.ts';
import { type Page, paint } from './page.ts';
import { paintOutcome } from './runs.ts';
import { toSafeText } from './safe-text.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const columnsFor = (subject: string): readonly Column[] => [
  { title: subject.toUpperCase(), cutDownTo: 12 },
  { title: 'OUTCOME' },
  { title: 'RUN' },
];

/** Plan after plan, as each is shown alone. */
export function renderGroupPlans<Step extends ChangeStep>(
  plans: readonly GroupPlan<Step>[],
  renderer: ChangeRenderer<Step>,
  page: Page,
  intent: PlanIntent,
): string {
  const texts = plans.map(planned => {
    const head = paint(page, 'bold', `${renderer.subject ?? 'group'} ${toSafeText(planned.group)}`);
    return 'plan' in planned
      ? `${head}\n${renderer.plan(planned.plan, page, intent)}`
      : `${head}\n${layOutNotes([`${paint(page, 'red', 'failed')}: ${toSafeText(planned.failure.message)}`], 0, page).join('\n')}\n`;
  });
  return texts.map(text => `${text}\n`).join('');
}

/** What came of each, and at the end one line a group: its outcome, its run, and why where it is not done. */
export function renderGroupRuns<Step extends ChangeStep>(
  runs: readonly GroupRun<Step>[],
  renderer: ChangeRenderer<Step>,
  page: Page,
): string {
  const { subject = 'group' } = renderer;
  const acted = runs.flatMap(run => ('report' in run && run.report.outcome !== 'refused' ? [run] : []));
  const reports = acted.map(
    ({ group, report }) =>
      `${paint(page, 'bold', `${subject} ${toSafeText(group)}`)}\n${renderer.report(report, page)}\n`,
  );
  const rows = runs.map(run => ({ cells: cellsOf(run, page), notes: whyOf(run).map(toSafeText) }));
  return `${reports.join('')}${layOutTable(columnsFor(subject), rows, page).join('\n')}\n`;
}

function cellsOf(run: GroupRun<ChangeStep>, page: Page): string[] {
  const group = toSafeText(run.group);
  if ('failure' in run) return [group, paint(page, 'red', 'unexpected'), run.runId ?? ''];
  const { outcome, runId, plan } = run.report;
  // A plan that blocks itself was never run: there is no such run to show.
  return [group, paintOutcome(outcome, page), isBlocked(plan) ? '' : runId];
}

function whyOf(run: GroupRun<ChangeStep>): readonly string[] {
  if ('failure' in run) return [run.failure.message];
  const { reasons, followed = [] } = run.report;
  return [...reasons, ...followed.filter(({ movedTo }) => movedTo === undefined).map(({ sentence }) => sentence)];
}
