import { duration } from '../lag/figures.ts';
import { type MeasuredPart, rateText, readFields, sizeText } from './measured-workload.ts';
import { type MetricsMeasurement, meanOf, mostOf, percentileOf, type Seen } from './metric-totals.ts';

/** What clients wrote. */
export function metricWritten(
  { totals, why }: Seen,
  messages: Seen,
  { periodSeconds, fromMs, toMs }: MetricsMeasurement,
): MeasuredPart {
  const average = totals === undefined ? 0 : meanOf(totals);
  if (totals === undefined || Math.round(average) === 0) {
    const reason = totals === undefined ? why : 'nothing was written';
    return { missing: (['in', 'peakIn', 'recordSize'] as const).map(field => ({ field, why: reason })) };
  }
  const peak = mostOf(totals);
  const period = duration(periodSeconds * 1_000);
  const records = messages.totals === undefined ? 0 : meanOf(messages.totals);
  const periods = Math.round((toMs - fromMs) / 1_000 / periodSeconds);
  return {
    workload: {
      in: rateText(average),
      ...(Math.round(peak) > Math.round(average) ? { peakIn: rateText(peak) } : {}),
      ...(records === 0 ? {} : { recordSize: sizeText(average / records) }),
    },
    missing: records === 0 ? [{ field: 'recordSize', why: messages.why }] : [],
    observed: [
      { what: 'written by clients', value: average, unit: 'bytes/s' },
      { what: `of periods of ${period}, 99 % are below`, value: percentileOf(totals, 0.99), unit: 'bytes/s' },
      { what: `the most in ${period}`, value: peak, unit: 'bytes/s' },
      ...(records === 0 ? [] : [{ what: 'records written', value: records, unit: 'records/s' } as const]),
    ],
    notes: [
      `the peak is the busiest ${period}: within it there may have been higher rates`,
      'rates are bytes on the wire, after compression and without replication: compression stays 1, and bills are the same',
      ...(totals.values.length >= periods * 0.95
        ? []
        : [`CloudWatch has ${totals.values.length} of ${periods} periods; averages are of these`]),
    ],
  };
}

/** Peaks that differ by less are the same. */
const conspicuous = 1.01;

/** What clients read; replicas are not among it. */
export function metricRead({ totals, why }: Seen, into: Seen): MeasuredPart {
  if (totals === undefined || into.totals === undefined) return { missing: [{ field: 'fanOut', why }] };
  const [average, peak] = [meanOf(totals), mostOf(totals)];
  return {
    workload: {
      ...readFields(average, meanOf(into.totals)),
      ...(peak > average * conspicuous ? { peakOut: rateText(peak) } : {}),
    },
    observed: [
      { what: 'read by clients', value: average, unit: 'bytes/s' },
      { what: 'the most of it', value: peak, unit: 'bytes/s' },
    ],
  };
}
