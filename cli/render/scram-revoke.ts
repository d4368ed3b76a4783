import { aclText } from '../../src/domain/acls/acl-binding.ts';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import type { RevokeStep } from '../../src/domain/scram/revoke-step.ts';
import type { ChangeRenderer, PlanIntent } from '../apply-plan.ts';
import { type Page, type Paint, paint } from './page.ts';
import { lastLineOf, layOutChecks } from './plan-checks.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { layOutNotes } from './table.ts';

export const revokeRenderer: ChangeRenderer<RevokeStep> = { subject: 'user', plan: renderPlan, report: renderReport };

function renderPlan(plan: Plan<RevokeStep>, page: Page, intent: PlanIntent): string {
  const { planId, target, undoes, checks, steps } = plan;
  const back = undoes === undefined ? '' : `, takes back run ${undoes}`;
  const head = toSafeText(`plan ${planId}: cluster ${target.clusterId} as ${target.principal}${back}`);
  return joinSections([
    layOutNotes([head], 0, page),
    layOutNotes(steps.flatMap(linesOf), 2, page),
    layOutChecks(checks, page),
    layOutNotes([lastLineOf(plan, intent, page)], 0, page),
  ]);
}

/** One line for each object, in the order in which they change. */
function linesOf(step: RevokeStep): readonly string[] {
  switch (step.action) {
    case 'deny':
      return step.bindings.map(binding => toSafeText(`create: ${aclText(binding)}`));
    case 'allow':
      return step.bindings.map(binding => toSafeText(`delete: ${aclText(binding)}`));
    case 'delete':
    case 'restore':
      return step.objects.map(object => toSafeText(`${step.action}: ${object}`));
    case 'disassociate':
    case 'associate':
      return step.secretArns.map(arn => toSafeText(`${step.action}: ${arn}`));
    case 'wait':
      return [];
  }
}

const endings = {
  done: ['green', 'done: every broker is as the plan wants it'],
  failed: ['red', 'failed: nothing was changed'],
  refused: ['red', 'refused: nothing was changed'],
  'not-verified': ['yellow', 'changed as planned, and not proven'],
  'partly-applied': ['red', 'partly applied: some of it is changed'],
} as const satisfies Readonly<Record<NonNullable<ChangeReport<RevokeStep>['outcome']>, [Paint, string]>>;

function renderReport(report: ChangeReport<RevokeStep>, page: Page): string {
  const { runId, outcome, reasons, plan, findings } = report;
  const [colour, text] = outcome === undefined ? (['yellow', 'not ended'] as const) : endings[outcome];
  const hasActed = outcome === 'done' || outcome === 'not-verified' || outcome === 'partly-applied';
  const seen = findings.filter(({ kind }) => kind === 'as-planned').map(({ sentence }) => sentence);
  const open = hasActed ? plan.checks.filter(({ name }) => name === 'open-connections') : [];
  const advice = plan.undoes === undefined ? [`run ${runId}; to take it back: kafka-steward scram undo ${runId}`] : [];
  return joinSections([
    layOutNotes(seen.map(toSafeText), 2, page),
    layOutNotes(reasons.map(toSafeText), 0, page),
    layOutNotes(
      open.map(({ sentence }) => toSafeText(sentence)),
      0,
      page,
    ),
    [paint(page, colour, text), ...(hasActed ? advice : [])],
  ]);
}
