import type { OffsetWorld } from '../src/operations/offset-world.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster } from './world.ts';

const verifyWithinMs = 10_000;

/** Java consumers commit every 5 s by default: in 6 s each that still runs has moved a commit. */
export const defaultWatchMs = 6_000;

export async function toOffsetWorld(cluster: OpenCluster, shell: Shell, watchMs: number): Promise<OffsetWorld> {
  const target = await cluster.readTarget();
  const { offsets } = cluster;
  return { target, offsets, groups: cluster, nowMs: shell.nowMs, sleep: shell.sleep, watchMs, verifyWithinMs };
}
