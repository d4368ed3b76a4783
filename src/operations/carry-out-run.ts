import type { Finding } from '../domain/change/finding.ts';
import { isFullyApplied } from '../domain/change/judge-run.ts';
import { findMovedObjects } from '../domain/change/moved-objects.ts';
import type { ChangeStep, Plan } from '../domain/change/plan.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { OperationError } from '../domain/errors.ts';
import { actOnSteps, closeBrackets } from './act-on-steps.ts';
import type { RunRecorder } from './run-recorder.ts';

/** From a run that was taken up to one that can be judged. */
export async function carryOutRun<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
): Promise<void> {
  if (await checkRun(runbook, recorder, world)) await actOnSteps(runbook, recorder, world);
  await verifyRun(runbook, recorder, world);
}

/**
 * Looks whether the world is still as the plan found it and nothing speaks against acting, and writes down how it is.
 * A run that may not go on closes what it has opened. Answers whether there is something to be done.
 */
export async function checkRun<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
): Promise<boolean> {
  if (isFullyApplied(recorder.story())) return false;
  const { plan } = recorder.story();
  const states = await runbook.observe(plan, world);
  const found = await runbook.check(plan, world, recorder.story().steps);
  const checks = [...findMovedObjects(recorder.story(), states), ...found];
  await recorder.write({ kind: 'checked', checks });
  if (checks.some(({ level }) => level === 'block')) {
    await closeBrackets(runbook, recorder, world);
    return false;
  }
  if (recorder.story().before === undefined) await recorder.write({ kind: 'before', states });
  return true;
}

/** Reads back what a run has left, once there is nothing more to be done. */
export async function verifyRun<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
): Promise<void> {
  if (!isFullyApplied(recorder.story())) return;
  await recorder.write({ kind: 'verified', findings: await tryToVerify(runbook, recorder.story().plan, world) });
}

/** What cannot be read back is a finding: the change is made, and its run ends all the same. */
async function tryToVerify<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  plan: Plan<Step>,
  world: World,
): Promise<readonly Finding[]> {
  try {
    return await runbook.verify(plan, world);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const { message } = error;
    return plan.objects.map(({ object }) => ({ object, kind: 'unread', sentence: `${object}: ${message}` }));
  }
}
