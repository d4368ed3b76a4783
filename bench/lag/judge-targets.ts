import { mark } from '../measure/statistics.ts';
import { franzGoName } from '../peers/franz-go/prepare.ts';
import { javaAdminName } from '../peers/java-admin/prepare.ts';
import { stewardReaderName } from '../peers/steward/prepare.ts';
import { medianPeakMb, medianWallMs } from './medians.ts';
import type { Standing } from './take-rounds.ts';

interface Targets {
  readonly timesFasterThan: ReadonlyMap<string, number>;
  readonly peakMbBelow: number;
}

const targetsByGroups = new Map<number, Targets>([
  [
    2_000,
    {
      timesFasterThan: new Map([
        [franzGoName, 3],
        [javaAdminName, 6],
      ]),
      peakMbBelow: 150,
    },
  ],
  [
    10_000,
    {
      timesFasterThan: new Map([
        [franzGoName, 6],
        [javaAdminName, 6],
      ]),
      peakMbBelow: 250,
    },
  ],
]);

/** A line for each target of a fleet of this size, target and achieved side by side. Judged by reading, not by exit code. */
export function judgeTargets(groups: number, standings: readonly Standing[]): readonly string[] {
  const targets = targetsByGroups.get(groups);
  const ours = standings.find(({ contestant }) => contestant.name === stewardReaderName);
  if (targets === undefined || ours === undefined || ours.rounds.length === 0) return [];
  const speed = [...targets.timesFasterThan].map(([name, times]) => {
    const peer = standings.find(({ contestant, rounds }) => contestant.name === name && rounds.length > 0);
    if (peer === undefined) return `target ≥ ${times}× faster than ${name}: not measured`;
    const ratio = medianWallMs(peer) / medianWallMs(ours);
    return `target ≥ ${times}× faster than ${name}: ${ratio.toFixed(1)}× ${mark(ratio >= times)}`;
  });
  const peakMb = medianPeakMb(ours);
  const peak = peakMb === undefined ? 'not measured' : `${peakMb.toFixed(0)} MB ${mark(peakMb < targets.peakMbBelow)}`;
  return [...speed, `target peak memory < ${targets.peakMbBelow} MB: ${peak}`];
}
