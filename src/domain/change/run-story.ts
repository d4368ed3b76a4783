import { reopenBrackets } from './brackets.ts';
import type { Finding } from './finding.ts';
import type { FollowedObject } from './followed-object.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { ChangeStep, Check, ObjectState, Plan } from './plan.ts';
import type { RunOutcome } from './run-outcome.ts';
import type { StepProgress } from './step-progress.ts';

export type { StepProgress } from './step-progress.ts';

/** A run as its journal tells it. */
export interface RunStory<Step extends ChangeStep> {
  readonly plan: Plan<Step>;
  /** Who wanted it, where that is not who took it up. */
  readonly requestedBy: string | undefined;
  /** Who took the run up, first to last. */
  readonly people: readonly string[];
  readonly startedAt: string;
  /** Undefined until the first step is about to be done. */
  readonly before: readonly ObjectState[] | undefined;
  /** One for each step of the plan. */
  readonly steps: readonly StepProgress[];
  /** The checks, the failure and the findings of the last attempt. */
  readonly checks: readonly Check[];
  readonly failure: string | undefined;
  /** Who said no, and why. */
  readonly declined: { readonly person: string; readonly reason: string } | undefined;
  /** Until when somebody is asked; told also once it was answered. */
  readonly approvalExpiresAt: string | undefined;
  readonly findings: readonly Finding[];
  /** Undefined where nobody wanted to see how it goes on. */
  readonly followed: readonly FollowedObject[] | undefined;
  /** Undefined while it runs, and after a crash until it is resumed. */
  readonly ended: { readonly at: string; readonly outcome: RunOutcome } | undefined;
}

/** The checks that count: those of the last attempt, and of a run that nobody took up those of its plan. */
export function checksThatCount<Step extends ChangeStep>({
  checks,
  plan,
}: Pick<RunStory<Step>, 'checks' | 'plan'>): readonly Check[] {
  return checks.length > 0 ? checks : plan.checks;
}

/** What the journal of a run says. Undefined where there is none. */
export function tellStory<Step extends ChangeStep>(entries: readonly JournalEntry<Step>[]): RunStory<Step> | undefined {
  const first = entries[0];
  if (first?.event.kind !== 'planned') return undefined;
  return entries.reduce(goOn, beginStory(first.event.plan, first.at));
}

/** A run of which nothing is told yet but its plan. */
export function beginStory<Step extends ChangeStep>(plan: Plan<Step>, startedAt: string): RunStory<Step> {
  const steps = plan.steps.map(() => ({ kind: 'waiting' as const }));
  return { plan, requestedBy: undefined, people: [], startedAt, before: undefined, steps, ...nothingTriedYet };
}

const nothingTriedYet = {
  checks: [],
  failure: undefined,
  declined: undefined,
  approvalExpiresAt: undefined,
  findings: [],
  followed: undefined,
  ended: undefined,
};

/** The story with one more entry told. */
export function goOn<Step extends ChangeStep>(
  story: RunStory<Step>,
  { event, at }: JournalEntry<Step>,
): RunStory<Step> {
  const withStep = (step: number, progress: StepProgress) => ({ ...story, steps: story.steps.with(step, progress) });
  switch (event.kind) {
    case 'planned':
      return { ...story, requestedBy: event.requestedBy };
    case 'approval-asked':
      return { ...story, approvalExpiresAt: event.expiresAt };
    case 'declined':
      return { ...story, declined: { person: event.person, reason: event.reason } };
    case 'interrupted':
      return { ...story, failure: event.sentence };
    case 'started':
      return {
        ...story,
        ...nothingTriedYet,
        people: [...story.people, event.person],
        steps: reopenBrackets(story),
      };
    case 'checked':
      return { ...story, checks: event.checks };
    case 'before':
      return { ...story, before: event.states };
    case 'step-begun':
      return withStep(event.step, { kind: 'begun' });
    case 'step-done':
      return withStep(event.step, { kind: 'done', detail: event.detail });
    case 'step-failed': {
      const progress = event.fate === 'no-effect' ? ('waiting' as const) : ('begun' as const);
      return { ...withStep(event.step, { kind: progress }), failure: event.sentence };
    }
    case 'verified':
      return { ...story, findings: event.findings };
    case 'followed':
      return { ...story, followed: event.followed };
    case 'ended':
      return { ...story, ended: { at, outcome: event.outcome } };
  }
}
