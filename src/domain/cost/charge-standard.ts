import { type MonthUnits, wireRates } from './amounts.ts';
import type { Charge } from './bill.ts';
import { clientTraffic } from './charge-traffic.ts';
import { awsRule } from './factors.ts';
import { parsePicoUsd } from './money.ts';
import type { EstimateOptions } from './options.ts';
import { exact, over, type Rational, times } from './rational.ts';
import type { Sized } from './sizing.ts';
import { gibibyte } from './units.ts';
import { isTiered, type Workload } from './workload.ts';

/** What a month of a Standard cluster is charged for, whoever sized it. */
export function chargeStandard(
  sizing: Sized,
  workload: Workload,
  options: EstimateOptions,
  units: MonthUnits,
): Charge[] {
  const { brokers, type = '', diskGibPerBroker, throughputMibPerSecondPerBroker: throughputMib } = sizing;
  const charges: Charge[] = [
    {
      id: 'brokers',
      what: `${type} brokers`,
      formula: `${brokers} brokers × ${units.hoursText}`,
      quantity: times(exact(brokers), units.hours),
      meter: 'msk-standard-broker-hour',
      item: type,
    },
    options.model === 'aws' ? awsRuleStorage(workload, options, units) : storage(brokers, diskGibPerBroker, units),
  ];
  if (throughputMib > 0) {
    charges.push({
      id: 'provisioned-throughput',
      what: 'provisioned storage throughput',
      formula: `${brokers} brokers × ${throughputMib} MiB/s`,
      quantity: times(exact(brokers), exact(throughputMib)),
      meter: 'msk-provisioned-throughput-mibps-month',
    });
  }
  return [...charges, ...tieredStorage(workload, options, units), ...clientTraffic(workload, units)];
}

function storage(brokers: number, gibPerBroker: number, units: MonthUnits): Charge {
  return {
    id: 'storage',
    what: 'storage of the brokers, all replicas',
    formula: `${brokers} brokers × ${gibPerBroker} GiB (GB of ${units.gigabyteText})`,
    quantity: units.gigabytes(times(exact(brokers), exact(gibPerBroker), exact(gibibyte))),
    meter: 'msk-standard-storage-gb-month',
  };
}

function awsRuleStorage(workload: Workload, { awsFactors }: EstimateOptions, units: MonthUnits): Charge {
  const { into, intoText } = wireRates(workload);
  const { replicationFactor: replicas, localRetentionSeconds: seconds } = workload;
  return {
    id: 'storage',
    what: `storage of the brokers, all replicas, ${Math.round(awsFactors.diskUtilization * 100)} % full`,
    formula: `${intoText} × ${seconds} s × ${replicas} replicas ÷ ${awsFactors.diskUtilization} full ÷ ${units.gigabyteText}`,
    quantity: units.gigabytes(over(times(into, exact(seconds), exact(replicas)), exact(awsFactors.diskUtilization))),
    meter: 'msk-standard-storage-gb-month',
  };
}

/**
 * A segment is copied to the tier as soon as it is closed and stays until the end of its retention, so the tier holds
 * all of it. AWS's rule counts the rest only, at its own price.
 */
function tieredStorage(workload: Workload, { model }: EstimateOptions, units: MonthUnits): Charge[] {
  if (!isTiered(workload)) return [];
  const { into, out, intoText, outText } = wireRates(workload);
  const { retentionSeconds, localRetentionSeconds, tieredReadShare } = workload;
  const isAws = model === 'aws';
  const held = isAws ? retentionSeconds - localRetentionSeconds : retentionSeconds;
  const constant = {
    picoUsdPerUnit: parsePicoUsd(awsRule.tieredUsdPerGbMonth),
    sourceId: awsRule.source,
    date: '2026-06-23',
  };
  const reads: Rational = times(out, exact(tieredReadShare));
  return [
    {
      id: 'tiered-storage',
      what: 'tiered storage, one copy',
      formula: `${intoText} × ${held} s ÷ ${units.gigabyteText}`,
      quantity: units.gigabytes(times(into, exact(held))),
      meter: 'msk-tiered-storage-gb-month',
      ...(isAws ? { priceInstead: constant } : {}),
    },
    {
      id: 'tiered-reads',
      what: 'reads from the tier',
      formula: `${outText} × ${tieredReadShare} from the tier × ${units.secondsText} ÷ ${units.gigabyteText}`,
      quantity: units.gigabytesPerMonth(reads),
      meter: 'msk-tiered-read-gb',
    },
  ];
}
