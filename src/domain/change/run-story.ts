import type { JournalEntry } from './journal-entry.ts';
import type { Json } from './json.ts';
import type { ChangeStep, ObjectState, Plan } from './plan.ts';
import type { RunOutcome } from './run-outcome.ts';

/** `begun`: it may have taken effect; nobody wrote down that it did. */
export type StepProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly detail?: Json };

/** A run as its journal tells it. */
export interface RunStory<Step extends ChangeStep> {
  readonly plan: Plan<Step>;
  /** Who took the run up, first to last. */
  readonly people: readonly string[];
  readonly startedAt: string;
  /** Undefined until the first step is about to be done. */
  readonly before: readonly ObjectState[] | undefined;
  /** One for each step of the plan. */
  readonly steps: readonly StepProgress[];
  /** Undefined while it runs, and after a crash until it is resumed. */
  readonly ended: { readonly at: string; readonly outcome: RunOutcome } | undefined;
}

/** What the journal of a run says. Undefined where there is none. */
export function tellStory<Step extends ChangeStep>(entries: readonly JournalEntry<Step>[]): RunStory<Step> | undefined {
  const first = entries[0];
  if (first?.event.kind !== 'planned') return undefined;
  const { plan } = first.event;
  const steps: StepProgress[] = plan.steps.map(() => ({ kind: 'waiting' }));
  const people: string[] = [];
  let before: readonly ObjectState[] | undefined;
  let ended: RunStory<Step>['ended'];
  for (const { event, at } of entries) {
    // Whatever follows an end, but nothing else, makes it an end of the past.
    ended = event.kind === 'ended' ? { at, outcome: event.outcome } : undefined;
    if (event.kind === 'started') people.push(event.person);
    if (event.kind === 'before') before = event.states;
    if (event.kind === 'step-begun') steps[event.step] = { kind: 'begun' };
    if (event.kind === 'step-done') steps[event.step] = { kind: 'done', detail: event.detail };
    if (event.kind === 'step-failed' && event.fate === 'no-effect') steps[event.step] = { kind: 'waiting' };
  }
  return { plan, people, startedAt: first.at, before, steps, ended };
}
