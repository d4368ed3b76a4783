import { type Read, readShare } from '../cost/quantities.ts';
import { readMs } from './read-ms.ts';
import { type LatencyLimit, type Slo, usualAchievedShare } from './slo.ts';

const percentiles = ['p50', 'p95', 'p99', 'p99.9', 'max'] as const;

/** `p99=50ms` and `achieved=99%`, any number of them. */
export function readSlo(given: readonly string[]): Read<Slo> {
  let leastAchievedShare = usualAchievedShare;
  const latencies: LatencyLimit[] = [];
  for (const text of given) {
    const [name = '', value = ''] = text.split('=');
    const percentile = percentiles.find(known => known === name);
    if (percentile === undefined && name !== 'achieved') {
      const why = `${JSON.stringify(text)} is no goal; write p99=50ms (or p50, p95, p99.9, max) or achieved=99%`;
      return { kind: 'unusable', why };
    }
    const read = percentile === undefined ? readShare(value, 0, 1) : readMs(value, 1, 3_600_000);
    if (read.kind === 'unusable') return read;
    if (percentile === undefined) leastAchievedShare = read.value;
    else latencies.push({ percentile, mostMs: read.value });
  }
  return { kind: 'read', value: { leastAchievedShare, latencies } };
}
