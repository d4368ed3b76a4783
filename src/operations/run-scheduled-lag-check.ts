import { OperationError } from '../domain/errors.ts';
import type { Snapshot } from '../domain/kafka/snapshot.ts';
import { counted } from '../domain/lag/figures.ts';
import type { NotifyFrom } from '../domain/lag/incidents.ts';
import { transition } from '../domain/lag/incidents.ts';
import type { DescribeCode } from '../domain/lag/report.ts';
import { judge } from '../domain/lag/report.ts';
import type { LagState } from '../domain/lag/state-codec.ts';
import { encodeLagState } from '../domain/lag/state-codec.ts';
import type { LagReport, LagRules } from '../domain/lag/verdict.ts';
import { appendSample, hasSampleFor } from '../domain/lag/window.ts';
import type { SnapshotReader } from '../ports/cluster-reader.ts';
import type { IncidentNotifier } from '../ports/incident-notifier.ts';
import type { LagMetrics } from '../ports/lag-metrics.ts';
import type { LagWindowStore } from '../ports/lag-window-store.ts';
import { deliverLagNotices } from './deliver-lag-notices.ts';
import { loadLagState, MOST_TRIES } from './load-lag-state.ts';

export interface ScheduledLagCheckRequest {
  /** Absent: all groups. */
  readonly groups?: readonly string[];
  readonly rules: LagRules;
  /** How many samples the verdicts rest on. */
  readonly capacity: number;
  /** The period of the schedule: one sample a bucket counts, however often it is delivered. */
  readonly bucketMs: number;
  readonly notifyFrom: NotifyFrom;
}

export interface ScheduledLagCheckWorld {
  readonly snapshots: SnapshotReader;
  readonly windows: LagWindowStore;
  readonly metrics: LagMetrics;
  readonly notifier: IncidentNotifier;
  /** A sentence for one of Kafka's error codes. */
  readonly describeCode: DescribeCode;
}

/** `duplicate`: this bucket has its sample from another run; nothing was published and nobody was told. */
export type ScheduledLagCheckResult =
  | { readonly kind: 'duplicate'; readonly notes: readonly string[] }
  | {
      readonly kind: 'recorded';
      readonly report: LagReport;
      readonly noticesDelivered: number;
      readonly openIncidents: number;
      /** What a reader of the report should know, such as a window that had to begin anew. */
      readonly notes: readonly string[];
    };

/**
 * One run of the schedule: takes a sample, adds it to the stored window, judges, and tells what changed. Safe to deliver
 * twice and to run twice at once: one save per bucket wins. Notices are stored before they are sent, so that a run that
 * dies in between leaves them to the next one. Metrics go out after the save: a run that dies right there loses a minute
 * of figures, never a notice.
 */
export async function runScheduledLagCheck(
  request: ScheduledLagCheckRequest,
  world: ScheduledLagCheckWorld,
  dueAtMs: number,
): Promise<ScheduledLagCheckResult> {
  let stored = await loadLagState(world.windows);
  const isDuplicate = () =>
    stored.state.window !== undefined && hasSampleFor(stored.state.window, { ...request, dueAtMs });
  if (isDuplicate()) return { kind: 'duplicate', notes: stored.notes };
  const snapshot = await world.snapshots.readSnapshot({ groups: request.groups });
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const next = advance(stored.state, snapshot, request, world.describeCode, dueAtMs);
    const notes = [...stored.notes, ...next.notes];
    if (next.kind === 'duplicate') return { kind: 'duplicate', notes };
    if ((await world.windows.save(encodeLagState(next.state), stored.version)) === 'saved') {
      world.metrics.publish(next.report);
      const noticesDelivered = await deliverLagNotices(next.state.outbox, world);
      const openIncidents = next.state.incidents.length;
      return { kind: 'recorded', report: next.report, noticesDelivered, openIncidents, notes };
    }
    stored = await loadLagState(world.windows);
  }
  throw new OperationError(
    'WindowContended',
    `the lag window of cluster ${snapshot.clusterId} was written by another run ${MOST_TRIES} times in a row; see that one schedule runs for it`,
    { retryable: true },
  );
}

type Advanced =
  | { readonly kind: 'duplicate'; readonly notes: readonly string[] }
  | { readonly kind: 'next'; readonly state: LagState; readonly report: LagReport; readonly notes: readonly string[] };

/** The stored state after one more snapshot. */
function advance(
  former: LagState,
  snapshot: Snapshot,
  request: ScheduledLagCheckRequest,
  describeCode: DescribeCode,
  dueAtMs: number,
): Advanced {
  const { clusterId } = snapshot;
  const { state, notes } = ofCluster(former, clusterId);
  const appended = appendSample(state.window, snapshot, { ...request, dueAtMs });
  if (appended.outcome === 'duplicate') return { kind: 'duplicate', notes };
  const { window } = appended;
  const report = judge(window, request.rules, describeCode);
  const { notifyFrom } = request;
  const { incidents, notices } = transition(state.incidents, { report, snapshot, atMs: dueAtMs, notifyFrom });
  return {
    kind: 'next',
    state: { clusterId, window, incidents, outbox: [...state.outbox, ...notices] },
    report,
    notes: appended.outcome === 'restarted' ? [...notes, appended.note] : notes,
  };
}

/** Incidents of another cluster cannot be closed by this one: they go, notices on their way stay. */
function ofCluster(state: LagState, clusterId: string): { state: LagState; notes: readonly string[] } {
  if (state.clusterId === '' || state.clusterId === clusterId) return { state, notes: [] };
  const note = `the stored lag window is of cluster ${state.clusterId}, this is ${clusterId}: a new window begins, ${counted(state.incidents.length, 'open incident')} of the other cluster dropped`;
  return { state: { clusterId, incidents: [], outbox: state.outbox }, notes: [note] };
}
