import { isBracketDue } from '../domain/change/brackets.ts';
import type { ChangeStep } from '../domain/change/plan.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { RunRecorder } from './run-recorder.ts';

/**
 * Does what is not done, in order, each step between two entries of the journal. Stops at the first step that failed or
 * of which nobody can say what became of it, and then only closes what was opened; the recorder's story then tells.
 * `more`: it was not to begin another step, and there is one.
 */
export async function actOnSteps<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
  mayBegin: () => boolean = () => true,
): Promise<'over' | 'more'> {
  for (const [at, step] of recorder.story().plan.steps.entries()) {
    const { steps, failure } = recorder.story();
    if (steps[at]!.kind === 'done') continue;
    if (failure !== undefined && !(step.bracket === 'close' && isBracketDue(recorder.story()))) continue;
    if (!mayBegin()) return 'more';
    await doStep(runbook, recorder, world, at);
  }
  return 'over';
}

/** Takes away what was to last only while the run does. For a run that is not allowed to do anything else. */
export async function closeBrackets<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
): Promise<void> {
  for (const [at, step] of recorder.story().plan.steps.entries()) {
    const isDone = recorder.story().steps[at]!.kind === 'done';
    if (step.bracket === 'close' && !isDone && isBracketDue(recorder.story())) {
      await doStep(runbook, recorder, world, at);
    }
  }
}

async function doStep<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
  at: number,
): Promise<void> {
  if (recorder.story().steps[at]!.kind === 'begun') {
    // An earlier process has begun this step and was ended before it wrote what came of it.
    const fate = await tryToSettle(runbook, recorder.story().plan.steps[at]!, world);
    if (fate === 'took-effect') {
      await recorder.write({ kind: 'step-done', step: at, how: 'found' });
      return;
    }
    if (fate === 'unknown') {
      const sentence = `step ${at + 1} was begun, and whether it took effect cannot be found out; look at the cluster`;
      await recorder.write({ kind: 'step-failed', step: at, fate, sentence });
      return;
    }
  }
  const step = recorder.story().plan.steps[at]!;
  await recorder.write({ kind: 'step-begun', step: at });
  const outcome = await tryToAct(runbook, step, world);
  if (outcome.kind === 'done') {
    await recorder.write({ kind: 'step-done', step: at, how: 'acted', detail: outcome.detail });
    return;
  }
  const fate = await tryToSettle(runbook, step, world);
  await recorder.write(
    fate === 'took-effect'
      ? { kind: 'step-done', step: at, how: 'found', detail: outcome.detail }
      : { ...outcome, kind: 'step-failed', step: at, fate },
  );
}

async function tryToAct<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  step: Step,
  world: World,
): Promise<StepOutcome> {
  try {
    return await runbook.act(step, world);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return { kind: 'failed', sentence: error.message, detail: { error: error.name, retryable: error.retryable } };
  }
}

async function tryToSettle<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  step: Step,
  world: World,
): Promise<StepFate> {
  try {
    return await runbook.settle(step, world);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return 'unknown';
  }
}
