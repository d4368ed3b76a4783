import type { ChangeReport } from '../src/domain/change/change-report.ts';
import type { ChangeStep, ChangeWorld, Plan } from '../src/domain/change/plan.ts';
import { outcomeExitCodes } from '../src/domain/change/run-outcome.ts';
import type { Runbook } from '../src/domain/change/runbook.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { Cli } from './cli.ts';
import { exitCodes } from './exit-codes.ts';
import { personOf, sha256 } from './new-plan.ts';
import { writeJson } from './render/json.ts';
import { type Page, pageOf } from './render/page.ts';
import { toSafeText } from './render/safe-text.ts';

/** What every command takes that plans a change. */
export interface ApplyFlags {
  readonly apply?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Whether a plan is shown for its own sake, or before it is applied. */
export type PlanIntent = 'look' | 'apply';

/** How the plans and reports of a runbook are shown. */
export interface ChangeRenderer<Step extends ChangeStep> {
  readonly plan: (plan: Plan<Step>, page: Page, intent: PlanIntent) => string;
  readonly report: (report: ChangeReport<Step>, page: Page) => string;
}

/** A step that takes longer than half of it is given up for lost. */
const leaseMs = 120_000;

/**
 * Shows a plan and, where it is to be applied, asks, applies it and tells what came of it. A plan that its own checks
 * block is shown and nothing more: nobody is asked about it.
 */
export async function showOrApply<Request, Step extends ChangeStep, World extends ChangeWorld>(
  cli: Cli,
  flags: ApplyFlags,
  runbook: Runbook<Request, Step, World>,
  plan: Plan<Step>,
  { world, renderer }: { readonly world: World; readonly renderer: ChangeRenderer<Step> },
): Promise<void> {
  const { shell } = cli;
  const isBlocked = plan.checks.some(({ level }) => level === 'block');
  const isApplied = flags.apply === true && !isBlocked;
  if (!isApplied && flags.json === true) writeJson(shell, plan);
  const intent = flags.apply === true ? 'apply' : 'look';
  if (flags.json !== true) shell.stdout.write(renderer.plan(plan, pageOf(shell.stdout), intent));
  if (isBlocked) cli.finish(exitCodes.refused);
  if (!isApplied) return;

  // Where there is nothing to do there is nothing to agree to.
  if (flags.yes !== true && plan.steps.length > 0 && !(await isConfirmed(cli, plan))) {
    shell.stderr.write('declined: nothing was changed\n');
    cli.finish(exitCodes.refused);
    return;
  }
  const { applyChange } = await import('../src/operations/apply-change.ts');
  const runs = await cli.world.openRuns(shell);
  const person = personOf(shell);
  const circumstances = { ...runs, nowMs: shell.nowMs, hash: sha256, person, leaseMs, world };
  const report = await applyChange(runbook, { plan, approval: { person, digest: plan.digest } }, circumstances);
  if (flags.json === true) writeJson(shell, report);
  else shell.stdout.write(renderer.report(report, pageOf(shell.stdout)));
  cli.finish(report.outcome === undefined ? exitCodes.unexpected : outcomeExitCodes[report.outcome]);
}

async function isConfirmed(
  { shell }: Cli,
  { planId, risk }: Pick<Plan<ChangeStep>, 'planId' | 'risk'>,
): Promise<boolean> {
  const answer = await shell.ask(`Apply plan ${planId}, which ${toSafeText(risk)}? [y/N] `);
  if (answer === undefined) {
    throw new OperationError('InputInvalid', 'nobody is at this terminal to say yes; say it with --yes');
  }
  return ['y', 'yes'].includes(answer.trim().toLowerCase());
}
