import { aclText } from '../../src/domain/acls/acl-binding.ts';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Check, ObjectChange, Plan } from '../../src/domain/change/plan.ts';
import { counted, grouped } from '../../src/domain/lag/figures.ts';
import type { OffsetMove } from '../../src/domain/offsets/move.ts';
import { commitOf, groupOf, type OffsetStep } from '../../src/domain/offsets/offset-step.ts';
import { isHoldStep } from '../../src/domain/offsets/with-hold.ts';
import type { ChangeRenderer, PlanIntent } from '../apply-plan.ts';
import { aclsLeftLines } from './acls-left.ts';
import { followedLines } from './followed.ts';
import { type Page, type Paint, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

const columns: readonly Column[] = [
  { title: 'PARTITION', cutDownTo: 16 },
  { title: 'COMMITTED', align: 'right' },
  { title: 'NEW', align: 'right' },
  { title: 'SKIPS (+) RE-READS (-)', align: 'right' },
  { title: 'LOG START', align: 'right', leaveOutRank: 1 },
  { title: 'LOG END', align: 'right', leaveOutRank: 2 },
];

/** More rows than anybody reads; `--json` has them all. */
const mostRows = 200;

export const offsetsRenderer: ChangeRenderer<OffsetStep> = { plan: renderPlan, report: renderReport };

function renderPlan(plan: Plan<OffsetStep>, page: Page, intent: PlanIntent): string {
  const isBlocked = plan.checks.some(({ level }) => level === 'block');
  const advice = plan.steps.length === 0 || intent === 'apply' ? '' : ', --apply does it';
  const end = isBlocked
    ? paint(page, 'red', 'refused: nothing was changed')
    : `${toSafeText(plan.risk)}; nothing was changed yet${advice}`;
  return joinSections([
    layOutNotes([headOf(plan)], 0, page),
    tableOf(plan, page),
    holdOf(plan, page),
    checksOf(plan.checks, page),
    [end],
  ]);
}

function headOf({ planId, objects, target, undoes }: Plan<OffsetStep>): string {
  const [first] = objects;
  const group = first === undefined ? '' : ` group ${toSafeText(groupOf(first.object))} on`;
  const back = undoes === undefined ? '' : `, takes back run ${undoes}`;
  return `plan ${planId}:${group} cluster ${toSafeText(target.clusterId)} as ${toSafeText(target.principal)}${back}`;
}

function tableOf({ objects, steps }: Plan<OffsetStep>, page: Page): readonly string[] {
  const moves = new Map(steps.flatMap(step => step.moves.map((move, at) => [step.objects[at]!, move] as const)));
  const shown = objects.slice(0, mostRows).map(change => {
    const move = moves.get(change.object);
    return { cells: cellsOf(change, move, page), notes: move?.notes.map(toSafeText) ?? [] };
  });
  if (shown.length === 0) return [];
  const rest = objects.length - shown.length;
  const more = rest > 0 ? [`… and ${counted(rest, 'partition')} more; --json shows all`] : [];
  return [...layOutTable(columns, shown, page), ...more];
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

function cellsOf({ object, before, after }: ObjectChange, move: OffsetMove | undefined, page: Page): string[] {
  const partition = toSafeText(object.slice(groupOf(object).length + 1));
  const [was, becomes] = [before, after].map(state => {
    const commit = commitOf(state);
    return commit === undefined ? 'none' : grouped(commit.offset);
  });
  const log = move === undefined ? ['', ''] : [grouped(move.log.start), grouped(move.log.end)];
  return [partition, was!, becomes!, effectOf(move, was === becomes, page), ...log];
}

function effectOf(move: OffsetMove | undefined, isSame: boolean, page: Page): string {
  if (isSame) return paint(page, 'dim', 'stays');
  const { skippedRecords } = move ?? {};
  if (skippedRecords === undefined) return '';
  return skippedRecords > 0
    ? paint(page, 'yellow', `+${grouped(skippedRecords)}`)
    : paint(page, 'cyan', grouped(skippedRecords));
}

const marks = { block: ['red', 'refused'], warn: ['yellow', 'note'] } as const satisfies Record<
  string,
  [Paint, string]
>;

/** Every reason, those that block first. */
function checksOf(checks: readonly Check[], page: Page): readonly string[] {
  return (['block', 'warn'] as const).flatMap(level =>
    checks
      .filter(check => check.level === level)
      .flatMap(({ sentence }) =>
        layOutNotes([`${paint(page, marks[level][0], marks[level][1])}: ${toSafeText(sentence)}`], 0, page),
      ),
  );
}

const endings = {
  done: ['green', 'done: every partition is where the plan wants it'],
  failed: ['red', 'failed: nothing was changed'],
  refused: ['red', 'refused: nothing was changed'],
  'not-verified': ['yellow', 'moved, but reading back says otherwise'],
  'partly-applied': ['red', 'partly applied: some partitions have moved'],
} as const satisfies Readonly<Record<NonNullable<ChangeReport<OffsetStep>['outcome']>, [Paint, string]>>;

function renderReport(report: ChangeReport<OffsetStep>, page: Page): string {
  const { runId, outcome, reasons, plan, followed } = report;
  const [colour, text] = outcome === undefined ? (['yellow', 'not ended'] as const) : endings[outcome];
  const told = outcome === 'done' ? `${text} (${toSafeText(plan.risk)})` : text;
  const hasActed = outcome === 'done' || outcome === 'not-verified' || outcome === 'partly-applied';
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
