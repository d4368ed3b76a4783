import { rowError } from '../kafka/row-error.ts';
import type { Snapshot } from '../kafka/snapshot.ts';
import { isoInstant } from './figures.ts';
import { fingerprint } from './fingerprint.ts';
import type { Incident, IncidentNotice } from './incident.ts';
import { severityOf } from './rules.ts';
import type { GroupVerdict, LagReport, Verdict } from './verdict.ts';

/** The mildest severity that opens an incident. */
export type NotifyFrom = 'warn' | 'error';

/**
 * A group that falls behind for ever never turns into an error, and in the end its records are deleted unread; silence
 * would be the worse mistake. A notice is no page: each carries its verdict, so a subscriber can filter on it.
 */
export const defaultNotifyFrom: NotifyFrom = 'warn';

export interface Observation {
  readonly report: LagReport;
  /** The snapshot behind the report: it knows the groups that are there but could not be read. */
  readonly snapshot: Snapshot;
  /** The instant the observation was due, the same for each run that makes it. */
  readonly atMs: number;
  readonly notifyFrom: NotifyFrom;
}

export interface Transition {
  readonly incidents: readonly Incident[];
  readonly notices: readonly IncidentNotice[];
}

/**
 * Moves incidents on by one observation: a bad verdict opens one, another bad verdict changes it, OK closes it. Who
 * could not be judged, for want of samples or of an answer, neither opens nor closes.
 */
export function transition(open: readonly Incident[], seen: Observation): Transition {
  const verdictByGroup = new Map(seen.report.groups.map(group => [group.group, group]));
  const incidentGroups = new Set(open.map(incident => incident.group));
  const unreadGroups = groupsWithoutAnswer(seen.snapshot);
  const steps = [
    ...open.map(incident => {
      const group = verdictByGroup.get(incident.group);
      return group === undefined ? stepOfAbsent(incident, seen, unreadGroups) : stepOf(incident, group, seen);
    }),
    ...seen.report.groups.filter(group => !incidentGroups.has(group.group)).map(group => stepOfNew(group, seen)),
  ];
  return {
    incidents: steps.flatMap(step => step.incident ?? []),
    notices: steps.flatMap(step => step.notice ?? []),
  };
}

interface Step {
  readonly incident?: Incident;
  readonly notice?: IncidentNotice;
}

function stepOfNew(group: GroupVerdict, seen: Observation): Step {
  const severity = severityOf[group.verdict];
  if (severity === 'ok' || (severity === 'warn' && seen.notifyFrom === 'error')) return {};
  const incident: Incident = {
    incidentId: fingerprint([seen.report.clusterId, group.group, seen.atMs]),
    group: group.group,
    verdict: group.verdict,
    openedAtMs: seen.atMs,
  };
  return { incident, notice: noticeOf('opened', incident, 'OK', group, seen) };
}

function stepOf(incident: Incident, group: GroupVerdict, seen: Observation): Step {
  if (isOver(group))
    return { notice: noticeOf('closed', { ...incident, verdict: 'OK' }, incident.verdict, group, seen) };
  if (severityOf[group.verdict] === 'ok' || group.verdict === incident.verdict) return { incident };
  const changed = { ...incident, verdict: group.verdict };
  return { incident: changed, notice: noticeOf('changed', changed, incident.verdict, group, seen) };
}

/** OK while a partition of the group did not answer is no good news: that partition may be the bad one. */
function isOver(group: GroupVerdict): boolean {
  if ((group.unreadablePartitions ?? 0) > 0) return false;
  const hasNothingToJudge = group.verdict === 'NEW' && group.partitionCount === 0;
  return group.verdict === 'OK' || hasNothingToJudge;
}

function stepOfAbsent(incident: Incident, seen: Observation, unreadGroups: ReadonlySet<string>): Step {
  // A broker that did not list its groups hides which of them are gone.
  if (seen.snapshot.gaps.length > 0 || unreadGroups.has(incident.group)) return { incident };
  const gone = { lagRecords: 0, evidence: 'the group is no longer on the cluster' };
  return { notice: noticeOf('closed', { ...incident, verdict: 'OK' }, incident.verdict, gone, seen) };
}

function groupsWithoutAnswer({ groups }: Snapshot): ReadonlySet<string> {
  const hasNoAnswer = (code: number | undefined) => code !== 0 && code !== rowError.groupUnknown;
  return new Set(groups.names.filter((_, index) => hasNoAnswer(groups.error[index])));
}

function noticeOf(
  transition: IncidentNotice['transition'],
  incident: Incident,
  formerVerdict: Verdict,
  group: Pick<GroupVerdict, 'lagRecords' | 'evidence' | 'nextStep'>,
  { report, atMs }: Observation,
): IncidentNotice {
  return {
    noticeId: fingerprint([incident.incidentId, transition, atMs]),
    transition,
    incidentId: incident.incidentId,
    clusterId: report.clusterId,
    group: incident.group,
    verdict: incident.verdict,
    formerVerdict,
    openedAt: isoInstant(incident.openedAtMs),
    observedAt: report.takenAt,
    lagRecords: group.lagRecords,
    evidence: group.evidence,
    ...(group.nextStep === undefined ? {} : { nextStep: group.nextStep }),
  };
}
