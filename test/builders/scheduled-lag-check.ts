import type { Snapshot } from '../../src/domain/kafka/snapshot.ts';
import type { IncidentNotice } from '../../src/domain/lag/incident.ts';
import { decodeLagState } from '../../src/domain/lag/state-codec.ts';
import type { LagReport } from '../../src/domain/lag/verdict.ts';
import type { ScheduledLagCheckRequest, ScheduledLagCheckWorld } from '../../src/operations/run-scheduled-lag-check.ts';
import { runScheduledLagCheck } from '../../src/operations/run-scheduled-lag-check.ts';
import type { InMemoryLagWindowStore } from '../contracts/fakes/in-memory-lag-window-store.ts';
import { inMemoryLagWindowStore } from '../contracts/fakes/in-memory-lag-window-store.ts';
import type { GroupSpec } from './snapshot.ts';
import { noon, snapshotOf } from './snapshot.ts';

export const minuteMs = 60_000;
const request: ScheduledLagCheckRequest = {
  rules: { allowedLagRecords: 0, minimumSamples: 2, standstillMs: minuteMs },
  capacity: 5,
  bucketMs: minuteMs,
  notifyFrom: 'warn',
};

export const stalled: GroupSpec = { rows: { 'orders-0': { committed: 1, end: 9 } } };
export const fine: GroupSpec = { rows: { 'orders-0': { committed: 9, end: 9 } } };

export const snapshotAt = (minute: number, group = stalled, clusterId = 'cluster-a') =>
  snapshotOf({ clusterId, takenAtMs: noon + minute * minuteMs + 700, groups: { billing: group } });

export interface Stage {
  readonly store: InMemoryLagWindowStore;
  readonly told: IncidentNotice[];
  readonly published: LagReport[];
  readonly world: ScheduledLagCheckWorld;
}

/** Fakes that remember. `snapshot` is what the cluster answers. */
export function stageOf(
  snapshot: () => Snapshot,
  more: Partial<ScheduledLagCheckWorld> = {},
  store = inMemoryLagWindowStore(),
): Stage {
  const told: IncidentNotice[] = [];
  const published: LagReport[] = [];
  const world: ScheduledLagCheckWorld = {
    snapshots: { readSnapshot: async () => snapshot() },
    windows: store,
    metrics: { publish: report => void published.push(report) },
    notifier: { notify: async notice => void told.push(notice) },
    describeCode: String,
    ...more,
  };
  return { store, told, published, world };
}

export const run = (world: ScheduledLagCheckWorld, minute: number) =>
  runScheduledLagCheck(request, world, noon + minute * minuteMs);
export const storedIn = (store: InMemoryLagWindowStore) => decodeLagState(store.stored()!).state!;

/** A store that already has one sample of the stalled group, so that the next one opens an incident. */
export async function storeBeforeIncident(): Promise<InMemoryLagWindowStore> {
  const { store, world } = stageOf(() => snapshotAt(0));
  await run(world, 0);
  return store;
}
