import { aclText } from '../../src/domain/acls/acl-binding.ts';
import type { ChangeReport } from '../../src/domain/change/change-report.ts';
import type { Plan } from '../../src/domain/change/plan.ts';
import { duration } from '../../src/domain/lag/figures.ts';
import { lockoutOf, proofsOf } from '../../src/domain/scram/rotation-lockout.ts';
import type { ScramRotationStep } from '../../src/domain/scram/rotation-step.ts';
import type { ChangeRenderer, PlanIntent } from '../apply-plan.ts';
import { type Page, type Paint, paint } from './page.ts';
import { lastLineOf, layOutChecks } from './plan-checks.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { type Column, layOutNotes, layOutTable } from './table.ts';

type ScramPlan = Plan<ScramRotationStep>;
type ScramReport = ChangeReport<ScramRotationStep>;

export const rotationRenderer: ChangeRenderer<ScramRotationStep> = {
  subject: 'user',
  plan: renderPlan,
  report: renderReport,
};

const columns: readonly Column[] = [
  { title: '#', align: 'right' },
  { title: 'PHASE', leaveOutRank: 1 },
  { title: 'STEP', cutDownTo: 24 },
];

function renderPlan(plan: ScramPlan, page: Page, intent: PlanIntent): string {
  const rows = plan.steps.map((step, at) => ({
    cells: [String(at + 1), step.phase, toSafeText(sentenceOf(step))],
    notes: notesOf(step),
  }));
  return joinSections([
    layOutNotes([headOf(plan)], 0, page),
    rows.length === 0 ? [] : layOutTable(columns, rows, page),
    layOutChecks(plan.checks, page),
    layOutNotes([lastLineOf(plan, intent, page)], 0, page),
  ]);
}

function headOf({ planId, target, undoes }: ScramPlan): string {
  const back = undoes === undefined ? '' : `, takes back run ${undoes}`;
  return `plan ${planId}: SCRAM rotation on cluster ${toSafeText(target.clusterId)} as ${toSafeText(target.principal)}${back}`;
}

function sentenceOf(step: ScramRotationStep): string {
  switch (step.kind) {
    case 'create':
      return `put a new password for ${JSON.stringify(step.user)}`;
    case 'set-credential':
      return step.slot === undefined
        ? `give ${JSON.stringify(step.user)} that password`
        : `give ${JSON.stringify(step.user)} that password by its associated secret`;
    case 'copy-acls':
      return `give ${JSON.stringify(step.user)} the rules of ${JSON.stringify(step.from)}`;
    case 'prove':
      return `log in as ${JSON.stringify(step.user)} on every broker`;
    case 'switch':
      return `let clients read ${JSON.stringify(step.user)}`;
    case 'discard':
      return 'forget the password that no client was told';
  }
}

function notesOf(step: ScramRotationStep): string[] {
  switch (step.kind) {
    case 'create':
    case 'discard':
      return [`version ${step.versionId}`];
    case 'copy-acls':
      return [
        ...step.create.map(binding => toSafeText(`+ ${aclText(binding)}`)),
        ...step.remove.map(binding => toSafeText(`- ${aclText(binding)}`)),
      ];
    case 'switch':
      return [`version ${step.to}`];
    case 'prove':
    case 'set-credential':
      return [];
  }
}

const endings = {
  done: ['green', 'done: clients read the new login, and every broker accepts it'],
  failed: ['red', 'failed: nothing was changed'],
  refused: ['red', 'refused: nothing was changed'],
  'not-verified': ['yellow', 'switched, but reading back says otherwise'],
  'partly-applied': ['red', 'begun and not finished'],
} as const satisfies Readonly<Record<NonNullable<ScramReport['outcome']>, [Paint, string]>>;

function endingOf({ outcome, plan, steps }: ScramReport): readonly [Paint, string] {
  if (outcome === undefined) return ['yellow', 'not ended'];
  const at = plan.steps.findIndex(({ kind }) => kind === 'switch');
  const isUntold = outcome === 'partly-applied' && steps[at]?.kind === 'waiting';
  return isUntold ? ['red', 'begun and not finished: clients read what they read before'] : endings[outcome];
}

const proofColumns: readonly Column[] = [
  { title: 'BROKER', align: 'right' },
  { title: 'ADDRESS', cutDownTo: 12 },
  { title: 'ACCEPTED AFTER', align: 'right' },
];

function renderReport(report: ScramReport, page: Page): string {
  const { runId, outcome, reasons } = report;
  const [colour, text] = endingOf(report);
  const proofs = proofsOf(report).map(({ brokerId, endpoint, afterMs }) => ({
    cells: [String(brokerId), toSafeText(endpoint), duration(afterMs)],
  }));
  const lockout = lockoutOf(report);
  const advice = adviceFor(report);
  return joinSections([
    reasons.flatMap(reason => layOutNotes([toSafeText(reason)], 0, page)),
    proofs.length === 0 ? [] : layOutTable(proofColumns, proofs, page),
    lockout === undefined
      ? []
      : layOutNotes(
          [
            `new logins with the old password were refused for ${duration(lockout.lockoutMs)} at most before clients could read the new one: ${lockout.fromAt} to ${lockout.toAt}`,
          ],
          0,
          page,
        ),
    [paint(page, colour, text), ...(outcome === 'refused' || outcome === 'failed' ? [] : [`run ${runId}; ${advice}`])],
  ]);
}

function adviceFor({ runId, outcome, plan }: ScramReport): string {
  if (outcome === 'partly-applied') return `to go on: kafka-steward runs resume ${runId}`;
  const first = plan.steps.find(step => step.kind === 'create');
  if (first?.pointer !== undefined) {
    const { secretId, store } = first;
    const beside = /^aws(:|$)/.test(store) ? '' : ', and with the client.properties beside it';
    return toSafeText(`clients log in with what secret ${JSON.stringify(secretId)} in ${store} holds${beside}`);
  }
  const what = plan.undoes === undefined ? 'to put the former login back' : 'to take that back';
  return `${what}: kafka-steward scram undo ${runId}`;
}
