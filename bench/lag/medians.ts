import { medianOf } from '../measure/statistics.ts';
import type { Standing } from './take-rounds.ts';

export const medianWallMs = ({ rounds }: Standing): number => medianOf(rounds.map(({ wallMs }) => wallMs));

export function medianPeakMb({ rounds }: Standing): number | undefined {
  const peaks = rounds.map(({ peakMb }) => peakMb).filter(peakMb => peakMb !== undefined);
  return peaks.length === 0 ? undefined : medianOf(peaks);
}
