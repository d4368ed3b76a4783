import { textTable } from '../measure/text-table.ts';
import type { Skipped } from '../peers/contestant.ts';
import { stewardReaderName } from '../peers/steward/prepare.ts';
import { medianPeakMb, medianWallMs } from './medians.ts';
import type { Standing } from './take-rounds.ts';

/** Fastest first; then, a line each, who is not in the table and why. */
export function standingsTable(standings: readonly Standing[], skipped: readonly Skipped[]): string {
  const measured = standings.filter(({ rounds }) => rounds.length > 0);
  const ours = measured.find(({ contestant }) => contestant.name === stewardReaderName);
  const sorted = measured.toSorted((a, b) => medianWallMs(a) - medianWallMs(b));
  const rows = sorted.map(standing => [
    standing.contestant.name,
    standing.contestant.version,
    String(standing.rounds.length),
    (medianWallMs(standing) / 1_000).toFixed(3),
    rangeOf(standing),
    ours === undefined ? '-' : `${(medianWallMs(standing) / medianWallMs(ours)).toFixed(1)}×`,
    medianPeakMb(standing)?.toFixed(0) ?? '-',
    standing.fault === undefined ? 'agree' : 'WRONG',
  ]);
  const head = ['client', 'version', 'rounds', 'median s', 'min … max', 'against ours', 'peak MB', 'totals'];
  return [
    textTable([head, ...rows]),
    ...standings
      .filter(({ fault }) => fault !== undefined)
      .map(({ contestant, fault }) => `WRONG ${contestant.name}: ${fault}`),
    ...skipped.map(({ name, reason }) => `skipped ${name}: ${reason}`),
  ].join('\n');
}

function rangeOf({ rounds }: Standing): string {
  const walls = rounds.map(({ wallMs }) => wallMs / 1_000);
  return `${Math.min(...walls).toFixed(2)} … ${Math.max(...walls).toFixed(2)}`;
}
