import type { FindingKind, NextStep, Verdict } from './verdict.ts';

const step = (sentence: string, page: string): NextStep => ({ sentence, runbook: `docs/runbooks/${page}.md` });

const byVerdict: Readonly<Partial<Record<Verdict, NextStep>>> = {
  WARN: step(
    'see whether more arrives than usual or the consumers got slower, and give the group more of them',
    'lag-warn',
  ),
  REWOUND: step('find out who moved the offsets back, and whether the records may be processed twice', 'lag-rewound'),
  STOPPED: step('start the application of this group, or remove the group if nobody needs it', 'lag-stopped'),
  STALLED: step('find the member that owns the partition and the record it hangs on', 'lag-stalled'),
};

const byFinding: Readonly<Record<FindingKind, NextStep>> = {
  recordsLost: step(
    'records were deleted before the group read them: see what is missing and raise the retention',
    'lag-records-lost',
  ),
  commitAboveEnd: step(
    'the commit points beyond the end of the log: set it to a place that exists',
    'lag-commit-above-end',
  ),
  topicGone: step(
    'the topic was deleted: see that nobody makes it anew while the group keeps offsets for it',
    'lag-topic-gone',
  ),
  openTransaction: step(
    'find the producer whose transaction is open, and abort it if the producer is gone',
    'lag-open-transaction',
  ),
};

/** What to do about a verdict; undefined where there is nothing to do. */
export function nextStepFor(verdict: Verdict): NextStep | undefined {
  return byVerdict[verdict];
}

/** What to do about a finding. */
export function nextStepForFinding(kind: FindingKind): NextStep {
  return byFinding[kind];
}
