import { randomInt } from 'node:crypto';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { PerfWorld } from '../src/operations/perf-produce.ts';
import { newPlanSeal, personOf, sha256 } from './new-plan.ts';
import type { Shell } from './shell.ts';
import type { OpenCluster, Runs } from './world.ts';

const pause = (ms: number): Promise<void> => setTimeout<undefined>(ms);
const networkTurn = (): Promise<void> => setImmediate<undefined>();

/** What outlives Ctrl-C: a load ends then, and its topic is still to be removed. */
export function calmShell(shell: Shell): Shell {
  const never = new AbortController().signal;
  return { ...shell, interruption: never, sleep: pause };
}

export async function toPerfWorld(
  cluster: OpenCluster,
  runs: Runs,
  shell: Shell,
  told: Pick<PerfWorld, 'onProgress' | 'onLoad'>,
): Promise<PerfWorld> {
  const { openHdrHistogram } = await import('../src/adapters/latency/hdr-histogram.ts');
  return {
    target: await cluster.readTarget(),
    topics: cluster.topics,
    load: cluster.load,
    openHistogram: openHdrHistogram,
    nowMs: shell.nowMs,
    monotonicMs: () => performance.now(),
    sleep: pause,
    pause: ms => (ms === 0 ? networkTurn() : pause(ms)),
    interruption: shell.interruption,
    runs,
    person: personOf(shell),
    hash: sha256,
    newSeal: () => newPlanSeal(shell),
    newTag: () => randomInt(2 ** 32 - 1),
    ...told,
  };
}
