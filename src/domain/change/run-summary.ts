import type { JournalEntry } from './journal-entry.ts';
import type { ChangeStep } from './plan.ts';
import type { RunOutcome } from './run-outcome.ts';
import { type RunStory, tellStory } from './run-story.ts';

/** A run as a list shows it. */
export interface RunSummary {
  readonly runId: string;
  readonly kind: string;
  readonly clusterId: string;
  /** Who started it. */
  readonly person: string;
  readonly startedAt: string;
  /** Undefined while it runs, and after a crash until it is resumed. */
  readonly endedAt: string | undefined;
  readonly outcome: RunOutcome | undefined;
  readonly stepsDone: number;
  readonly steps: number;
  readonly undoes: string | undefined;
  /** Until when the run stands still for an answer; undefined where it waits for nobody. */
  readonly approvalExpiresAt: string | undefined;
  /** Why the journal could not be read; then all that came from it is empty. */
  readonly unreadable: string | undefined;
}

/** Which runs to list: those that fit in all that is given. */
export interface RunFilter {
  readonly clusterId?: string;
  readonly kind?: string;
  readonly person?: string;
  /** Started at this instant or later. */
  readonly since?: string;
  /** Started before this instant. */
  readonly until?: string;
}

/** Undefined where nothing was written. */
export function summarise(entries: readonly JournalEntry[]): RunSummary | undefined {
  const story = tellStory(entries);
  return story && summariseStory(story);
}

export function summariseStory<Step extends ChangeStep>(story: RunStory<Step>): RunSummary {
  const { plan, requestedBy, people, startedAt, steps, ended, declined, approvalExpiresAt } = story;
  return {
    runId: plan.planId,
    kind: plan.kind,
    clusterId: plan.target.clusterId,
    person: requestedBy ?? people[0] ?? '',
    startedAt,
    endedAt: ended?.at,
    outcome: ended?.outcome,
    stepsDone: steps.filter(({ kind }) => kind === 'done').length,
    steps: steps.length,
    undoes: plan.undoes,
    approvalExpiresAt: ended === undefined && declined === undefined ? approvalExpiresAt : undefined,
    unreadable: undefined,
  };
}

/** A run of which nothing is known but that its journal cannot be read. */
export function summariseUnreadable(runId: string, unreadable: string): RunSummary {
  return {
    runId,
    kind: '',
    clusterId: '',
    person: '',
    startedAt: '',
    endedAt: undefined,
    outcome: undefined,
    stepsDone: 0,
    steps: 0,
    undoes: undefined,
    approvalExpiresAt: undefined,
    unreadable,
  };
}

/** A journal that cannot be read is listed whatever is asked for: it might be the one that is looked for. */
export function matchesFilter(run: RunSummary, { clusterId, kind, person, since, until }: RunFilter): boolean {
  if (run.unreadable !== undefined) return true;
  const startedAtMs = Date.parse(run.startedAt);
  return (
    (clusterId ?? run.clusterId) === run.clusterId &&
    (kind ?? run.kind) === run.kind &&
    (person ?? run.person) === run.person &&
    (since === undefined || startedAtMs >= Date.parse(since)) &&
    (until === undefined || startedAtMs < Date.parse(until))
  );
}

/** Newest first; those of one instant by their ids. */
export function byNewest(a: RunSummary, b: RunSummary): number {
  const [one, other] = [a, b].map(({ startedAt, runId }) => `${startedAt} ${runId}`) as [string, string];
  return one === other ? 0 : one < other ? 1 : -1;
}
