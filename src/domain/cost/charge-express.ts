import { type MonthUnits, wireRates } from './amounts.ts';
import type { Charge } from './bill.ts';
import { clientTraffic } from './charge-traffic.ts';
import { exact, times } from './rational.ts';
import type { Sized } from './sizing.ts';
import type { Workload } from './workload.ts';

/** What a month of an Express cluster is charged for. What is stored is counted once, whatever the replicas. */
export function chargeExpress({ brokers, type = '' }: Sized, workload: Workload, units: MonthUnits): Charge[] {
  const { into, intoText } = wireRates(workload);
  const seconds = workload.retentionSeconds;
  return [
    {
      id: 'brokers',
      what: `${type} brokers`,
      formula: `${brokers} brokers × ${units.hoursText}`,
      quantity: times(exact(brokers), units.hours),
      meter: 'msk-express-broker-hour',
      item: type,
    },
    {
      id: 'storage',
      what: 'storage that is used, one copy',
      formula: `${intoText} × ${seconds} s ÷ ${units.gigabyteText}`,
      quantity: units.gigabytes(times(into, exact(seconds))),
      meter: 'msk-express-storage-gb-month',
    },
    {
      id: 'data-in',
      what: 'data written',
      formula: `${intoText} × ${units.secondsText} ÷ ${units.gigabyteText}`,
      quantity: units.gigabytesPerMonth(into),
      meter: 'msk-express-data-in-gb',
    },
    ...clientTraffic(workload, units),
  ];
}
