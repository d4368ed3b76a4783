import { scaled, type Workload } from './workload.ts';

export type InputId =
  | 'throughput'
  | 'peak'
  | 'fan-out'
  | 'retention'
  | 'partitions'
  | 'compression'
  | 'same-zone-fetch';

/** One input of a workload that can be turned while the others stay. */
export interface Input {
  readonly id: InputId;
  readonly what: string;
  readonly unit: 'bytes/s' | 'times' | 'seconds' | 'partitions' | 'share';
  /** As the workload has it. */
  readonly value: (workload: Workload) => number;
  /** The same workload with this input at `value`; whole where it has to be. */
  readonly at: (workload: Workload, value: number) => Workload;
  readonly least: number;
  readonly most: number;
}

const terabyte = 1e12;
const tenYearsSeconds = 3_660 * 86_400;

export const inputs: readonly Input[] = [
  {
    id: 'throughput',
    what: 'average written, with all other rates in proportion',
    unit: 'bytes/s',
    value: workload => workload.averageInBytesPerSecond,
    at: (workload, value) => scaled(workload, value / workload.averageInBytesPerSecond),
    least: 1_000,
    most: terabyte,
  },
  {
    id: 'peak',
    what: 'peak by average',
    unit: 'times',
    value: workload => workload.peakInBytesPerSecond / workload.averageInBytesPerSecond,
    at: (workload, value) => ({
      ...workload,
      peakInBytesPerSecond: Math.round(workload.averageInBytesPerSecond * value),
      peakOutBytesPerSecond: Math.round(workload.averageOutBytesPerSecond * value),
    }),
    least: 1,
    most: 100,
  },
  {
    id: 'fan-out',
    what: 'times each byte is read',
    unit: 'times',
    value: workload => workload.averageOutBytesPerSecond / workload.averageInBytesPerSecond,
    at: (workload, value) => ({
      ...workload,
      averageOutBytesPerSecond: Math.round(workload.averageInBytesPerSecond * value),
      peakOutBytesPerSecond: Math.round(workload.peakInBytesPerSecond * value),
    }),
    least: 0.01,
    most: 1_000,
  },
  {
    id: 'retention',
    what: 'retention, the local part in proportion',
    unit: 'seconds',
    value: workload => workload.retentionSeconds,
    at: (workload, value) => ({
      ...workload,
      retentionSeconds: Math.round(value),
      localRetentionSeconds: Math.round((value * workload.localRetentionSeconds) / workload.retentionSeconds),
    }),
    least: 3_600,
    most: tenYearsSeconds,
  },
  {
    id: 'partitions',
    what: 'partitions, without replicas',
    unit: 'partitions',
    value: workload => workload.partitions,
    at: (workload, value) => ({ ...workload, partitions: Math.round(value) }),
    least: 1,
    most: 10_000_000,
  },
  {
    id: 'compression',
    what: 'size before compression by size after it',
    unit: 'times',
    value: workload => workload.compressionRatio,
    at: (workload, value) => ({ ...workload, compressionRatio: Number(value.toFixed(6)) }),
    least: 1,
    most: 100,
  },
  {
    id: 'same-zone-fetch',
    what: 'share of what is read that stays in its zone',
    unit: 'share',
    value: ({ sameZoneFetchShare, zones }) => sameZoneFetchShare ?? 1 / zones,
    at: (workload, value) => ({ ...workload, sameZoneFetchShare: Number(value.toFixed(6)) }),
    least: 0.01,
    most: 1,
  },
];

export function inputOf(id: InputId): Input {
  return inputs.find(input => input.id === id)!;
}
