import type { ChangeReport } from '../src/domain/change/change-report.ts';
import { hasMovedOn } from '../src/domain/change/followed-object.ts';
import type { ChangeStep, ChangeWorld, Plan } from '../src/domain/change/plan.ts';
import { outcomeExitCodes } from '../src/domain/change/run-outcome.ts';
import type { Runbook } from '../src/domain/change/runbook.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { Cli } from './cli.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { personOf, sha256 } from './new-plan.ts';
import { writeJson } from './render/json.ts';
import { type Page, pageOf } from './render/page.ts';
import { toSafeText } from './render/safe-text.ts';
import type { Shell } from './shell.ts';

/** What every command takes that plans a change. */
export interface ApplyFlags {
  readonly apply?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Whether a plan is shown for its own sake, before it is applied, or before its run is gone on with. */
export type PlanIntent = 'look' | 'apply' | 'resume';

/** How the plans and reports of a runbook are shown. */
export interface ChangeRenderer<Step extends ChangeStep> {
  readonly plan: (plan: Plan<Step>, page: Page, intent: PlanIntent) => string;
  readonly report: (report: ChangeReport<Step>, page: Page) => string;
  /** What several plans are for, one each; absent: a group. */
  readonly subject?: 'group' | 'user';
  /** What `--json` prints of a plan that is only looked at; absent: the plan. */
  readonly document?: (plan: Plan<Step>) => object;
}

/** What a runbook's plans are applied and shown with. */
export interface ApplyParts<Request, Step extends ChangeStep, World extends ChangeWorld> {
  readonly runbook: Runbook<Request, Step, World>;
  readonly world: World;
  readonly renderer: ChangeRenderer<Step>;
  /** How long the cluster is held at a time; absent: as for steps of seconds. No step may take half of it. */
  readonly leaseMs?: number;
  /** Absent where nobody asked how it goes on afterwards. */
  readonly follow?: Follow<Step>;
}

/** Watches what was done and tells it in the reports. */
export type Follow<Step extends ChangeStep> = (
  reports: readonly ChangeReport<Step>[],
) => Promise<readonly ChangeReport<Step>[]>;

/** A step that takes longer than half of it is given up for lost. */
const usualLeaseMs = 120_000;

/**
 * Shows a plan and, where it is to be applied, asks, applies it and tells what came of it. A plan that its own checks
 * block is shown and nothing more: nobody is asked about it.
 */
export async function showOrApply<Request, Step extends ChangeStep, World extends ChangeWorld>(
  cli: Cli,
  flags: ApplyFlags,
  plan: Plan<Step>,
  parts: ApplyParts<Request, Step, World>,
  intent: PlanIntent = flags.apply === true ? 'apply' : 'look',
): Promise<void> {
  const { shell } = cli;
  const { renderer, follow } = parts;
  const isApplied = flags.apply === true && !isBlocked(plan);
  if (!isApplied && flags.json === true) writeJson(shell, renderer.document?.(plan) ?? plan);
  if (flags.json !== true) shell.stdout.write(renderer.plan(plan, pageOf(shell.stdout), intent));
  if (isBlocked(plan)) cli.finish(exitCodes.refused);
  if (!isApplied) return;

  // Where there is nothing to do there is nothing to agree to.
  const question = `Apply plan ${plan.planId}, which ${toSafeText(plan.risk)}?`;
  if (flags.yes !== true && plan.steps.length > 0 && !(await isConfirmed(shell, question))) {
    cli.finish(exitCodes.refused);
    return;
  }
  const applied = await applyPlan(cli, plan, parts);
  const [report = applied] = (await follow?.([applied])) ?? [];
  if (flags.json === true) writeJson(shell, report);
  else shell.stdout.write(renderer.report(report, pageOf(shell.stdout)));
  cli.finish(exitCodeOf(report));
}

export function isBlocked({ checks }: Pick<Plan<ChangeStep>, 'checks'>): boolean {
  return checks.some(({ level }) => level === 'block');
}

/** Applies a plan that somebody at this terminal agreed to. */
export async function applyPlan<Request, Step extends ChangeStep, World extends ChangeWorld>(
  { shell, world: outside, finish }: Cli,
  plan: Plan<Step>,
  { runbook, world, leaseMs = usualLeaseMs }: ApplyParts<Request, Step, World>,
): Promise<ChangeReport<Step>> {
  const { applyChange } = await import('../src/operations/apply-change.ts');
  const runs = await outside.openRuns(shell);
  const person = personOf(shell);
  const circumstances = { ...runs, nowMs: shell.nowMs, hash: sha256, person, leaseMs, world };
  // Told at once: an interruption ends the process as a crash would, and waits for nothing.
  const tellLeft = () => {
    const { planId } = plan;
    shell.stderr.write(
      `interrupted: run ${planId} may have begun; go on with it: kafka-steward runs resume ${planId}\n`,
    );
    finish(exitCodes.interrupted);
  };
  shell.interruption.addEventListener('abort', tellLeft);
  try {
    return await applyChange(runbook, { plan, approval: { person, digest: plan.digest } }, circumstances);
  } finally {
    shell.interruption.removeEventListener('abort', tellLeft);
  }
}

/** What was asked to be watched and was not seen counts as not verified. */
export function exitCodeOf<Step extends ChangeStep>(report: ChangeReport<Step>): ExitCode {
  if (report.outcome === undefined) return exitCodes.unexpected;
  return report.outcome === 'done' && !hasMovedOn(report) ? exitCodes.notVerified : outcomeExitCodes[report.outcome];
}

/** Tells by itself that a no changes nothing. */
export async function isConfirmed({ ask, stderr }: Shell, question: string): Promise<boolean> {
  const answer = await ask(`${question} [y/N] `);
  if (answer === undefined) {
    throw new OperationError('InputInvalid', 'nobody is at this terminal to say yes; say it with --yes');
  }
  const isYes = ['y', 'yes'].includes(answer.trim().toLowerCase());
  if (!isYes) stderr.write('declined: nothing was changed\n');
  return isYes;
}
