import { groupStates } from '../kafka/group.ts';
import type { Snapshot } from '../kafka/snapshot.ts';
import { NO_OFFSET } from '../kafka/snapshot.ts';
import { alignSnapshots, realign } from './alignment.ts';
import { duration, isoInstant } from './figures.ts';
import type { LagSample, LagWindow } from './lag-window.ts';
import { NO_ROW } from './lag-window.ts';
import { withUnansweredGroups } from './unanswered-groups.ts';

export type { LagSample, LagWindow } from './lag-window.ts';

export interface AppendOptions {
  /** How many samples the window keeps, the newest included. */
  readonly capacity: number;
  /** The instant this sample was due. A schedule that delivers it twice gives the same instant twice. */
  readonly dueAtMs: number;
  /** One sample a bucket counts: the period of the schedule. */
  readonly bucketMs: number;
}

/**
 * What became of the snapshot. `duplicate`: the bucket has its sample already and the window is as it was. `restarted`:
 * the window begins anew with this sample, and `note` says why.
 */
export type Appended =
  | { readonly outcome: 'appended' | 'duplicate'; readonly window: LagWindow }
  | { readonly outcome: 'restarted'; readonly window: LagWindow; readonly note: string };

/** Adds a snapshot to a window; the oldest sample leaves a full one. Gaps in time stay: samples carry their times. */
export function appendSample(window: LagWindow | undefined, snapshot: Snapshot, options: AppendOptions): Appended {
  const fresh: LagWindow = { newest: snapshot, samples: [sampleOf(snapshot, options.dueAtMs)] };
  if (window === undefined) return { outcome: 'appended', window: fresh };
  if (window.newest.clusterId !== snapshot.clusterId) {
    const note = `the window was of cluster ${window.newest.clusterId}, this is ${snapshot.clusterId}: a new one begins`;
    return { outcome: 'restarted', window: fresh, note };
  }
  if (hasSampleFor(window, options)) return { outcome: 'duplicate', window };
  const sinceLastMs = snapshot.takenAtMs - window.newest.takenAtMs;
  // Two runs at once, or two hosts whose clocks are seconds apart: the bucket has its sample.
  if (sinceLastMs <= 0 && -sinceLastMs <= options.bucketMs) return { outcome: 'duplicate', window };
  if (sinceLastMs < 0) {
    const note = `the clock went back by ${duration(-sinceLastMs)} to ${isoInstant(snapshot.takenAtMs)}: a new window begins`;
    return { outcome: 'restarted', window: fresh, note };
  }
  const kept = options.capacity > 1 ? window.samples.slice(1 - options.capacity) : [];
  const newest = withUnansweredGroups({ ...window, samples: kept }, snapshot);
  const samples = [...carried(kept, window.newest, newest), sampleOf(newest, options.dueAtMs)];
  return { outcome: 'appended', window: { newest, samples } };
}

/** Whether the bucket of that instant has its sample already, so that there is no need to read the cluster at all. */
export function hasSampleFor(window: LagWindow, due: Pick<AppendOptions, 'dueAtMs' | 'bucketMs'>): boolean {
  const bucket = Math.floor(due.dueAtMs / due.bucketMs);
  return window.samples.some(sample => Math.floor(sample.dueAtMs / due.bucketMs) === bucket);
}

/** From the first to the last sample. */
export function windowSpanMs(window: LagWindow): number {
  return window.newest.takenAtMs - window.samples[0]!.takenAtMs;
}

function sampleOf(snapshot: Snapshot, dueAtMs: number): LagSample {
  return {
    dueAtMs,
    takenAtMs: snapshot.takenAtMs,
    groupState: snapshot.groups.state,
    committed: snapshot.rows.committed,
    end: snapshot.partitions.end,
    lastStable: snapshot.partitions.lastStable,
  };
}

function carried(samples: readonly LagSample[], older: Snapshot, newer: Snapshot): LagSample[] {
  const places = alignSnapshots(older, newer);
  const stateUnknown = groupStates.indexOf('Unknown');
  return samples.map(sample => ({
    dueAtMs: sample.dueAtMs,
    takenAtMs: sample.takenAtMs,
    groupState: realign(sample.groupState, places.groups, stateUnknown),
    committed: realign(sample.committed, places.rows, NO_ROW),
    end: realign(sample.end, places.partitions, NO_OFFSET),
    lastStable: realign(sample.lastStable, places.partitions, NO_OFFSET),
  }));
}
