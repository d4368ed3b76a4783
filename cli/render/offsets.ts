import { aclText } from '../../src/domain/acls/acl-binding.ts';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import { groupOf, type OffsetStep } from '../../src/domain/offsets/offset-step.ts';
import { isHoldStep } from '../../src/domain/offsets/with-hold.ts';
import type { Peek } from '../../src/operations/peek-skipped-records.ts';
import type { ChangeRenderer, PlanIntent } from '../apply-plan.ts';
import { aclsLeftLines } from './acls-left.ts';
import { followedLines } from './followed.ts';
import { layOutMoves } from './offset-table.ts';
import { type Page, type Paint, paint } from './page.ts';
import { lastLineOf, layOutChecks } from './plan-checks.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { layOutPeek } from './skipped-records.ts';
import { layOutNotes } from './table.ts';

export const offsetsRenderer: ChangeRenderer<OffsetStep> = {
  plan: (plan, page, intent) => renderPlan(plan, page, intent),
  report: renderReport,
};

/** The same, with what is in the skipped records beside each plan; by plan id. */
export function withPeeks(peeks: ReadonlyMap<string, Peek>): ChangeRenderer<OffsetStep> {
  return {
    ...offsetsRenderer,
    plan: (plan, page, intent) => renderPlan(plan, page, intent, peeks.get(plan.planId)),
    document: plan => ({ ...plan, skippedRecords: peeks.get(plan.planId) }),
  };
}

function renderPlan(plan: Plan<OffsetStep>, page: Page, intent: PlanIntent, peek?: Peek): string {
  return joinSections([
    layOutNotes([headOf(plan)], 0, page),
    layOutMoves(plan, page),
    peek === undefined ? [] : layOutPeek(peek, page),
    holdOf(plan, page),
    layOutChecks(plan.checks, page),
    [lastLineOf(plan, intent, page)],
  ]);
}

function headOf({ planId, objects, target, undoes }: Plan<OffsetStep>): string {
  const [first] = objects;
  const group = first === undefined ? '' : ` group ${toSafeText(groupOf(first.object))} on`;
  const back = undoes === undefined ? '' : `, takes back run ${undoes}`;
  return `plan ${planId}:${group} cluster ${toSafeText(target.clusterId)} as ${toSafeText(target.principal)}${back}`;
}

/** The ACLs that are made for the run only. */
function holdOf({ steps: [step] }: Plan<OffsetStep>, page: Page): readonly string[] {
  const bindings = step !== undefined && isHoldStep(step) ? step.bindings : [];
  return layOutNotes(
    bindings.map(binding => `while the run lasts: ${toSafeText(aclText(binding))}`),
    0,
    page,
  );
}

const endings = {
  done: ['green', 'done: every partition is where the plan wants it'],
  failed: ['red', 'failed: nothing was changed'],
  refused: ['red', 'refused: nothing was changed'],
  'not-verified': ['yellow', 'moved, but reading back says otherwise'],
  'partly-applied': ['red', 'partly applied: some partitions have moved'],
} as const satisfies Readonly<Record<NonNullable<ChangeReport<OffsetStep>['outcome']>, [Paint, string]>>;

const onlyHeld = ['red', 'partly applied: the group may still be held, no partition was moved'] as const;

function endingOf({ outcome, plan, steps }: ChangeReport<OffsetStep>): readonly [Paint, string] {
  if (outcome === undefined) return ['yellow', 'not ended'];
  const isAnyMoved = plan.steps.some((step, at) => !isHoldStep(step) && steps[at]?.kind !== 'waiting');
  return outcome === 'partly-applied' && !isAnyMoved ? onlyHeld : endings[outcome];
}

function renderReport(report: ChangeReport<OffsetStep>, page: Page): string {
  const { runId, outcome, reasons, plan, followed } = report;
  const [colour, text] = endingOf(report);
  const told = outcome === 'done' ? `${text} (${toSafeText(plan.risk)})` : text;
  const hasActed =
    plan.steps.length > 0 && (outcome === 'done' || outcome === 'not-verified' || outcome === 'partly-applied');
  return joinSections([
    reasons.flatMap(reason => layOutNotes([toSafeText(reason)], 0, page)),
    aclsLeftLines(report, page),
    followedLines(followed, page),
    [
      paint(page, colour, told),
      ...(hasActed ? [`run ${runId}; to put it back: kafka-steward offsets undo ${runId}`] : []),
    ],
  ]);
}
