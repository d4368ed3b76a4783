import type { GroupKind, GroupState } from '../../src/domain/kafka/group.ts';
import type { Snapshot } from '../../src/domain/kafka/snapshot.ts';
import type { LagWindow } from '../../src/domain/lag/window.ts';
import { appendSample } from '../../src/domain/lag/window.ts';
import type { RowSpec } from './snapshot.ts';
import { noon, snapshotOf } from './snapshot.ts';

export const minuteMs = 60_000;

/** A window of these snapshots, all of which fit into it. */
export function windowOf(snapshots: readonly Snapshot[]): LagWindow {
  let window: LagWindow | undefined;
  for (const snapshot of snapshots) {
    const options = { capacity: snapshots.length, dueAtMs: snapshot.takenAtMs, bucketMs: 1 };
    window = appendSample(window, snapshot, options).window;
  }
  return window!;
}

/** What a sequence says of one minute of the group `billing` on `orders-0`. */
export interface Minute extends RowSpec {
  readonly state?: GroupState;
  readonly kind?: GroupKind;
  readonly topicId?: string;
}

/** One snapshot a minute of one group on one partition. */
export function minutesOf(minutes: readonly Minute[]): Snapshot[] {
  return minutes.map(({ state, kind, topicId, ...row }, index) =>
    snapshotOf({
      takenAtMs: noon + index * minuteMs,
      groups: { billing: { state, ...(kind === undefined ? {} : { kind }), rows: { 'orders-0': row } } },
      ...(topicId === undefined ? {} : { topicIds: { orders: topicId } }),
    }),
  );
}
