import type { ChangeStep } from '../domain/change/plan.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { RunRecorder } from './run-recorder.ts';

/**
 * Does what is not done, in order, each step between two entries of the journal. Stops at the first step that failed or
 * of which nobody can say what became of it; the recorder's story then tells.
 */
export async function actOnSteps<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
): Promise<void> {
  for (const [at, step] of recorder.story().plan.steps.entries()) {
    if (recorder.story().steps[at]!.kind === 'begun') await settleStep(runbook, recorder, world, at);
    const { steps, failure } = recorder.story();
    if (failure !== undefined) return;
    if (steps[at]!.kind === 'done') continue;

    await recorder.write({ kind: 'step-begun', step: at });
    const outcome = await tryToAct(runbook, step, world);
    if (outcome.kind === 'done') {
      await recorder.write({ kind: 'step-done', step: at, how: 'acted', detail: outcome.detail });
      continue;
    }
    const fate = await tryToSettle(runbook, step, world);
    if (fate !== 'took-effect') {
      await recorder.write({ ...outcome, kind: 'step-failed', step: at, fate });
      return;
    }
    await recorder.write({ kind: 'step-done', step: at, how: 'found', detail: outcome.detail });
  }
}

/** An earlier process has begun this step and was ended before it wrote what came of it. */
async function settleStep<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  recorder: RunRecorder<Step>,
  world: World,
  at: number,
): Promise<void> {
  const fate = await tryToSettle(runbook, recorder.story().plan.steps[at]!, world);
  if (fate === 'took-effect') {
    await recorder.write({ kind: 'step-done', step: at, how: 'found' });
  } else if (fate === 'unknown') {
    const sentence = `step ${at + 1} was begun, and whether it took effect cannot be found out; look at the cluster`;
    await recorder.write({ kind: 'step-failed', step: at, fate, sentence });
  }
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
