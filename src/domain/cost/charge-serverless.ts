import { type MonthUnits, wireRates } from './amounts.ts';
import type { Charge } from './bill.ts';
import { exact, times } from './rational.ts';
import type { Workload } from './workload.ts';

/** What a month of a Serverless cluster is charged for: what is used, by the meter. */
export function chargeServerless(workload: Workload, units: MonthUnits): Charge[] {
  const { into, out, intoText, outText } = wireRates(workload);
  const { partitions, retentionSeconds } = workload;
  const perMonth = `${units.secondsText} ÷ ${units.gigabyteText}`;
  return [
    {
      id: 'cluster',
      what: 'the cluster',
      formula: `1 cluster × ${units.hoursText}`,
      quantity: units.hours,
      meter: 'msk-serverless-cluster-hour',
    },
    {
      id: 'partitions',
      what: 'partitions',
      formula: `${partitions} partitions × ${units.hoursText}`,
      quantity: times(exact(partitions), units.hours),
      meter: 'msk-serverless-partition-hour',
    },
    {
      id: 'storage',
      what: 'storage that is used, one copy',
      formula: `${intoText} × ${retentionSeconds} s ÷ ${units.gigabyteText}`,
      quantity: units.gigabytes(times(into, exact(retentionSeconds))),
      meter: 'msk-serverless-storage-gb-month',
    },
    {
      id: 'data-in',
      what: 'data written',
      formula: `${intoText} × ${perMonth}`,
      quantity: units.gigabytesPerMonth(into),
      meter: 'msk-serverless-data-in-gb',
    },
    {
      id: 'data-out',
      what: 'data read',
      formula: `${outText} × ${perMonth}`,
      quantity: units.gigabytesPerMonth(out),
      meter: 'msk-serverless-data-out-gb',
    },
  ];
}
