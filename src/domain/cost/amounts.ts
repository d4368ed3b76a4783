import type { EstimateOptions } from './options.ts';
import { exact, over, type Rational, times } from './rational.ts';
import { gibibyte, secondsPerHour } from './units.ts';
import type { Workload } from './workload.ts';

/** What the lines of a bill are counted in: this month's hours, this bill's GB. */
export interface MonthUnits {
  readonly hours: Rational;
  readonly hoursText: string;
  readonly gigabytes: (bytes: Rational) => Rational;
  /** GB of a month at so many bytes a second. */
  readonly gigabytesPerMonth: (bytesPerSecond: Rational) => Rational;
  readonly gigabyteText: string;
  readonly secondsText: string;
}

export function monthUnits({ hoursPerMonth, gigabyte }: EstimateOptions): MonthUnits {
  const hours = exact(hoursPerMonth);
  const seconds = times(hours, exact(secondsPerHour));
  const gigabyteBytes = exact(gigabyte === 'GiB' ? gibibyte : 1e9);
  const gigabytes = (bytes: Rational) => over(bytes, gigabyteBytes);
  return {
    hours,
    hoursText: `${hoursPerMonth} h`,
    gigabytes,
    gigabytesPerMonth: bytesPerSecond => gigabytes(times(bytesPerSecond, seconds)),
    gigabyteText: gigabyte === 'GiB' ? '2^30 B' : '10^9 B',
    secondsText: `${hoursPerMonth * secondsPerHour} s`,
  };
}

/** What goes over the wire on average. */
export function wireRates({ averageInBytesPerSecond, averageOutBytesPerSecond, compressionRatio }: Workload): {
  readonly into: Rational;
  readonly out: Rational;
  readonly intoText: string;
  readonly outText: string;
} {
  const ratio = exact(compressionRatio);
  const text = (rate: number) => `${rate / 1e6} MB/s${compressionRatio === 1 ? '' : ` ÷ ${compressionRatio}`}`;
  return {
    into: over(exact(averageInBytesPerSecond), ratio),
    out: over(exact(averageOutBytesPerSecond), ratio),
    intoText: text(averageInBytesPerSecond),
    outText: text(averageOutBytesPerSecond),
  };
}
