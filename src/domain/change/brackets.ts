import type { ChangeStep, Plan } from './plan.ts';
import type { StepProgress } from './step-progress.ts';

/** What of a run says how far it is. */
interface Progress<Step extends ChangeStep> {
  readonly plan: Pick<Plan<Step>, 'steps'>;
  /** One for each step of the plan. */
  readonly steps: readonly StepProgress[];
}

/** Whether something was opened, or may have been, that is not closed yet. */
export function isBracketDue<Step extends ChangeStep>({ plan, steps }: Progress<Step>): boolean {
  const kinds = (bracket: ChangeStep['bracket']) => steps.filter((_, at) => plan.steps[at]?.bracket === bracket);
  return kinds('open').some(({ kind }) => kind !== 'waiting') && kinds('close').some(({ kind }) => kind !== 'done');
}

/** The steps as whoever goes on with a run finds them: what was closed is to be opened anew for what is left between. */
export function reopenBrackets<Step extends ChangeStep>({ plan, steps }: Progress<Step>): readonly StepProgress[] {
  const isClosed = steps.every(({ kind }, at) => plan.steps[at]?.bracket !== 'close' || kind === 'done');
  const isLeft = steps.some(({ kind }, at) => plan.steps[at]?.bracket === undefined && kind !== 'done');
  if (!isClosed || !isLeft) return steps;
  return steps.map((step, at) => (plan.steps[at]?.bracket === undefined ? step : { kind: 'waiting' }));
}
