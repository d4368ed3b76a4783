import type { ChangeReport } from '../src/domain/change/change-report.ts';
import { movesToWatch } from '../src/domain/offsets/follow.ts';
import type { OffsetStep } from '../src/domain/offsets/offset-step.ts';
import type { OffsetWorld } from '../src/operations/offset-world.ts';
import type { Follow } from './apply-plan.ts';
import { startProgress } from './progress.ts';
import type { Shell } from './shell.ts';

/** Watches the groups of all runs that are done, all at once; undefined where nobody asked how they go on. */
export function followerOf(
  shell: Shell,
  world: OffsetWorld,
  withinMs: number | undefined,
): Follow<OffsetStep> | undefined {
  if (withinMs === undefined) return undefined;
  return async reports => {
    const { followMoves } = await import('../src/operations/follow-moves.ts');
    const done = reports.filter(({ outcome }) => outcome === 'done');
    const total = done.reduce((sum, { plan }) => sum + movesToWatch(plan.steps).length, 0);
    const progress = startProgress(shell, 'partitions seen to move on', total);
    const movedOn = new Map<string, number>();
    const watch = async (report: ChangeReport<OffsetStep>): Promise<ChangeReport<OffsetStep>> => {
      if (report.outcome !== 'done') return report;
      const onProgress = (seen: number): void => {
        movedOn.set(report.runId, seen);
        progress.advance([...movedOn.values()].reduce((sum, each) => sum + each, 0));
      };
      return { ...report, followed: await followMoves(report.plan.steps, world, { withinMs, onProgress }) };
    };
    try {
      return await Promise.all(reports.map(watch));
    } finally {
      progress.end();
    }
  };
}
