import type { NextStep, Verdict } from './verdict.ts';

/** A group that is not OK, from the first bad verdict to the first good one. */
export interface Incident {
  /** Made of cluster, group and opening time, so that two runs that open it at once give it the same id. */
  readonly incidentId: string;
  readonly group: string;
  readonly verdict: Verdict;
  readonly openedAtMs: number;
}

/** What is told to people: once when an incident opens, once for each change of its verdict, once when it closes. */
export interface IncidentNotice {
  /** The same for each delivery of the same notice. */
  readonly noticeId: string;
  readonly transition: 'opened' | 'changed' | 'closed';
  readonly incidentId: string;
  readonly clusterId: string;
  readonly group: string;
  readonly verdict: Verdict;
  readonly formerVerdict: Verdict;
  readonly openedAt: string;
  readonly observedAt: string;
  readonly lagRecords: number;
  readonly evidence: string;
  readonly nextStep?: NextStep;
}
