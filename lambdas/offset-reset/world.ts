import type { OffsetWorld } from '../../src/operations/offset-world.ts';
import type { Clock, FunctionCluster } from '../runbook/runbook-handler.ts';

/** Java consumers commit every 5 s by default: in 6 s each that still runs has moved a commit. */
const watchMs = 6_000;
const verifyWithinMs = 10_000;

export async function worldOf(cluster: FunctionCluster, { nowMs, sleep }: Clock): Promise<OffsetWorld> {
  return {
    target: await cluster.readTarget(),
    offsets: cluster.offsets,
    groups: cluster,
    acls: cluster.acls,
    nowMs,
    sleep,
    // Whoever starts the state machine sees no progress: a group in use is refused at once.
    emptyWithinMs: 0,
    onWaiting: () => undefined,
    watchMs,
    verifyWithinMs,
  };
}
