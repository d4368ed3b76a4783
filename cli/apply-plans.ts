import { reportRefusal } from '../src/domain/change/change-report.ts';
import type { ChangeStep, ChangeWorld } from '../src/domain/change/plan.ts';
import { OperationError } from '../src/domain/errors.ts';
import {
  type ApplyFlags,
  type ApplyParts,
  applyPlan,
  type ChangeRenderer,
  exitCodeOf,
  type Follow,
  isBlocked,
  isConfirmed,
} from './apply-plan.ts';
import type { Cli } from './cli.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { GroupPlan, GroupRun } from './group-run.ts';
import { writeJson } from './render/json.ts';
import { type Page, pageOf } from './render/page.ts';
import { toSafeText } from './render/safe-text.ts';

/** The worst first: what is half done needs somebody at once, what was refused can wait. */
const fromWorst: readonly ExitCode[] = [
  exitCodes.partlyApplied,
  exitCodes.notVerified,
  exitCodes.unexpected,
  exitCodes.refused,
  exitCodes.done,
];

/**
 * Shows several plans and, where they are to be applied, asks once and applies those that nothing blocks, one after the
 * other. One that is refused or fails does not stop the others: each is a run of its own with a verdict of its own.
 */
export async function showOrApplyAll<Request, Step extends ChangeStep, World extends ChangeWorld>(
  cli: Cli,
  flags: ApplyFlags,
  plans: readonly GroupPlan<Step>[],
  parts: ApplyParts<Request, Step, World>,
): Promise<void> {
  const { shell } = cli;
  const { renderGroupPlans, renderGroupRuns } = await import('./render/group-runs.ts');
  const page: Page = pageOf(shell.stdout);
  const isLook = flags.apply !== true;
  if (flags.json !== true) shell.stdout.write(renderGroupPlans(plans, parts.renderer, page, isLook ? 'look' : 'apply'));
  if (isLook) {
    if (flags.json === true) writeJson(shell, { plans: plans.map(planned => toPlanDocument(planned, parts.renderer)) });
    cli.finish(worstOf(plans.map(exitCodeOfPlan)));
    return;
  }
  if (flags.yes !== true && isAnythingToDo(plans) && !(await isConfirmed(shell, questionFor(plans)))) {
    cli.finish(exitCodes.refused);
    return;
  }
  const applied: GroupRun<Step>[] = [];
  for (const planned of plans) {
    shell.interruption.throwIfAborted();
    applied.push(await applyOne(cli, planned, parts));
  }
  const runs = await withFollowed(applied, parts.follow);
  if (flags.json === true)
    writeJson(shell, { runs: runs.map(run => toRunDocument(run, parts.renderer.subject ?? 'group')) });
  else shell.stdout.write(renderGroupRuns(runs, parts.renderer, page));
  cli.finish(worstOf(runs.map(run => ('failure' in run ? exitCodes.unexpected : exitCodeOf(run.report)))));
}

const canApply = (planned: GroupPlan<ChangeStep>): boolean => 'plan' in planned && !isBlocked(planned.plan);

function isAnythingToDo(plans: readonly GroupPlan<ChangeStep>[]): boolean {
  return plans.some(planned => 'plan' in planned && planned.plan.steps.length > 0);
}

function questionFor(plans: readonly GroupPlan<ChangeStep>[]): string {
  const free = plans.filter(canApply).length;
  const rest = plans.length - free;
  const others = rest === 0 ? '' : ` ${rest === 1 ? '1 is' : `${rest} are`} refused.`;
  return `Apply the ${free === 1 ? 'plan' : `${free} plans`} that nothing blocks?${others}`;
}

async function applyOne<Request, Step extends ChangeStep, World extends ChangeWorld>(
  cli: Cli,
  planned: GroupPlan<Step>,
  parts: ApplyParts<Request, Step, World>,
): Promise<GroupRun<Step>> {
  if ('failure' in planned) return planned;
  const { group, plan } = planned;
  if (isBlocked(plan)) return { group, report: reportRefusal(plan, plan.checks) };
  cli.shell.stderr.write(`applying: ${toSafeText(group)}\n`);
  try {
    return { group, report: await applyPlan(cli, plan, parts) };
  } catch (failure) {
    if (!(failure instanceof OperationError)) throw failure;
    return { group, runId: plan.planId, failure };
  }
}

async function withFollowed<Step extends ChangeStep>(
  runs: readonly GroupRun<Step>[],
  follow: Follow<Step> | undefined,
): Promise<readonly GroupRun<Step>[]> {
  if (follow === undefined) return runs;
  const followed = await follow(runs.flatMap(run => ('report' in run ? [run.report] : [])));
  const byRun = new Map(followed.map(report => [report.runId, report]));
  return runs.map(run => ('report' in run ? { ...run, report: byRun.get(run.report.runId) ?? run.report } : run));
}

function exitCodeOfPlan(planned: GroupPlan<ChangeStep>): ExitCode {
  if ('failure' in planned) return exitCodes.unexpected;
  return isBlocked(planned.plan) ? exitCodes.refused : exitCodes.done;
}

function worstOf(codes: readonly ExitCode[]): ExitCode {
  return fromWorst.find(code => codes.includes(code)) ?? exitCodes.done;
}

function toPlanDocument<Step extends ChangeStep>(
  planned: GroupPlan<Step>,
  { document = plan => plan, subject = 'group' }: ChangeRenderer<Step>,
): object {
  return 'plan' in planned ? { [subject]: planned.group, ...document(planned.plan) } : failed(planned, subject);
}

function toRunDocument(run: GroupRun<ChangeStep>, subject: string): object {
  return 'report' in run ? { [subject]: run.group, ...run.report } : failed(run, subject);
}

function failed(
  { failure, group, ...which }: { readonly group: string; readonly failure: OperationError },
  subject: string,
): object {
  const { name, message, retryable } = failure;
  return { [subject]: group, ...which, error: { name, message, retryable } };
}
