import type { MonthUnits } from './amounts.ts';
import { wireRates } from './amounts.ts';
import type { Charge } from './bill.ts';
import { paidMetrics } from './monitoring.ts';
import type { EstimateOptions } from './options.ts';
import { exact, plus, times } from './rational.ts';
import type { Sized } from './sizing.ts';
import { gibibyte, secondsPerDay } from './units.ts';
import type { Workload } from './workload.ts';

/** Monitoring, logs, keys, snapshots and endpoints: only what was asked for. */
export function chargeExtras(sizing: Sized, workload: Workload, options: EstimateOptions, units: MonthUnits): Charge[] {
  const { logBytesPerSecond, logRetentionDays, kmsKeys, snapshotShare, endpoints } = options.extras;
  const { brokers, option } = sizing;
  // Serverless has no levels of metrics, and hands out no logs.
  const logs = exact(option === 'msk-serverless' ? 0 : logBytesPerSecond);
  const metrics = paidMetrics(option, brokers, workload, options.extras);
  const logText = `${logBytesPerSecond} B/s`;
  const charges: Charge[] = [
    {
      id: 'monitoring',
      what: 'CloudWatch metrics',
      formula: metrics.formula,
      quantity: exact(metrics.count),
      meter: 'cloudwatch-metric-month',
    },
    {
      id: 'logs-ingested',
      what: 'logs written to CloudWatch',
      formula: `${logText} × ${units.secondsText} ÷ ${units.gigabyteText}`,
      quantity: units.gigabytesPerMonth(logs),
      meter: 'cloudwatch-logs-ingested-gb',
    },
    {
      id: 'logs-stored',
      what: 'logs kept in CloudWatch, as if not compressed',
      formula: `${logText} × ${logRetentionDays} d × ${secondsPerDay} s ÷ ${units.gigabyteText}`,
      quantity: units.gigabytes(times(logs, exact(logRetentionDays), exact(secondsPerDay))),
      meter: 'cloudwatch-logs-stored-gb-month',
    },
    {
      id: 'kms',
      what: 'customer managed keys',
      formula: `${kmsKeys} keys`,
      quantity: exact(kmsKeys),
      meter: 'kms-key-month',
    },
  ];
  if (option === 'ec2') {
    charges.push({
      id: 'snapshots',
      what: 'snapshots of the disks',
      formula: `${brokers} × ${sizing.diskGibPerBroker} GiB × ${snapshotShare}`,
      quantity: units.gigabytes(
        times(exact(brokers), exact(sizing.diskGibPerBroker), exact(gibibyte), exact(snapshotShare)),
      ),
      meter: 'ebs-snapshot-gb-month',
    });
  }
  return [...charges, ...endpointCharges(option, endpoints, workload, units)].filter(
    ({ quantity }) => quantity.numerator > 0n,
  );
}

/** Ways in from other VPCs: MSK's private connectivity, or network load balancers before one's own brokers. */
function endpointCharges(option: Sized['option'], endpoints: number, workload: Workload, units: MonthUnits): Charge[] {
  if (endpoints === 0 || option === 'msk-serverless') return [];
  const { into, out, intoText, outText } = wireRates(workload);
  const hours = times(exact(endpoints), units.hours);
  const through = units.gigabytesPerMonth(plus(into, out));
  const throughText = `(${intoText} + ${outText}) × ${units.secondsText} ÷ ${units.gigabyteText}`;
  const hoursText = `${endpoints} × ${units.hoursText}`;
  if (option === 'ec2') {
    // A capacity unit carries 1 GB an hour; connections rarely ask for more.
    const what = 'load balancer capacity, 1 GB an hour a unit';
    return [
      { id: 'endpoint-hours', what: 'network load balancers', formula: hoursText, quantity: hours, meter: 'nlb-hour' },
      { id: 'endpoint-data', what, formula: throughText, quantity: through, meter: 'nlb-lcu-hour' },
    ];
  }
  return [
    {
      id: 'endpoint-hours',
      what: 'private connectivity, by login scheme',
      formula: hoursText,
      quantity: hours,
      meter: 'msk-private-connectivity-hour',
    },
    {
      id: 'endpoint-data',
      what: 'data over private connectivity',
      formula: throughText,
      quantity: through,
      meter: 'msk-private-connectivity-gb',
    },
  ];
}
