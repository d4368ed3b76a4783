import { type ChangeReport, reportRun } from '../domain/change/change-report.ts';
import { judgeRun } from '../domain/change/judge-run.ts';
import type { ChangeStep } from '../domain/change/plan.ts';
import type { RunOutcome } from '../domain/change/run-outcome.ts';
import type { ApprovalStore } from '../ports/approvals.ts';
import type { RunNotifier, RunReports } from '../ports/run-reports.ts';
import { type HeldRun, recordEnding } from './held-run.ts';
import { findRun } from './read-run.ts';
import type { RecorderParts } from './run-recorder.ts';

export interface ReportingParts extends RecorderParts {
  readonly approvals: ApprovalStore;
  readonly reports: RunReports;
  readonly notifier: RunNotifier;
  readonly leaseMs: number;
}

/** Why a run goes no further, where its journal cannot know. */
export interface EndingReason {
  readonly declined?: { readonly person: string; readonly reason: string };
  /** One sentence. */
  readonly interrupted?: string;
}

export interface EndedRun {
  readonly outcome: RunOutcome;
  readonly reasons: readonly string[];
  /** Where the whole report is; empty where the run ended before it had a plan. */
  readonly reportKey: string;
}

/** Judges a run that goes no further, writes its end, keeps its report and tells people. A repeat does the same. */
export async function endRun(held: HeldRun, why: EndingReason, parts: ReportingParts): Promise<EndedRun> {
  await parts.approvals.remove(held.runId);
  const run = await findRun<ChangeStep>(parts.journal, held.runId);
  if (run === undefined) return { outcome: 'failed', reasons: sentencesOf(why), reportKey: '' };
  const recorder = await recordEnding(held, run, parts.leaseMs, parts);
  if (recorder.story().ended === undefined) {
    if (why.declined !== undefined) await recorder.write({ kind: 'declined', ...why.declined });
    if (why.interrupted !== undefined) await recorder.write({ kind: 'interrupted', sentence: why.interrupted });
    await recorder.write({ kind: 'ended', outcome: judgeRun(recorder.story()) });
  }
  const report = reportRun(recorder.story());
  const ended = { ...summaryOf(report), reportKey: await parts.reports.put(report) };
  const { runId, requestedBy } = held;
  // Rather told twice by a repeat than never.
  await parts.notifier.notify({ kind: 'ended', runId, runbook: report.plan.kind, requestedBy, ...ended });
  return ended;
}

const mostReasons = 5;
const longestReason = 500;

function summaryOf({ outcome = 'failed', reasons }: ChangeReport<ChangeStep>): Omit<EndedRun, 'reportKey'> {
  const left = reasons.length - mostReasons;
  const told = reasons.slice(0, mostReasons).map(reason => reason.slice(0, longestReason));
  return { outcome, reasons: left > 0 ? [...told, `and ${left} more, see the report`] : told };
}

function sentencesOf({ declined, interrupted }: EndingReason): readonly string[] {
  return [...(declined === undefined ? [] : [declined.reason]), ...(interrupted === undefined ? [] : [interrupted])];
}
