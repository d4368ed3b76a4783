import type { OffsetWorld } from '../src/operations/offset-world.ts';
import { toSafeText } from './render/safe-text.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster } from './world.ts';

const verifyWithinMs = 10_000;

/** Java consumers commit every 5 s by default: in 6 s each that still runs has moved a commit. */
export const defaultWatchMs = 6_000;

export async function toOffsetWorld(
  cluster: OpenCluster,
  { nowMs, sleep, stderr }: Shell,
  { watchMs, emptyWithinMs = 0 }: { readonly watchMs: number; readonly emptyWithinMs?: number },
): Promise<OffsetWorld> {
  const onWaiting = (sentence: string) => stderr.write(`waiting: ${toSafeText(sentence)}\n`);
  const patience = { watchMs, emptyWithinMs, verifyWithinMs };
  const target = await cluster.readTarget();
  return {
    target,
    offsets: cluster.offsets,
    groups: cluster,
    acls: cluster.acls,
    nowMs,
    sleep,
    onWaiting,
    ...patience,
  };
}
