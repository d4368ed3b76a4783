import type { Bill, LineId } from '../../src/domain/cost/bill.ts';
import type { Comparison } from '../../src/domain/cost/estimate.ts';
import type { GrownOption } from '../../src/domain/cost/growth.ts';
import { usdText } from '../../src/domain/cost/money.ts';
import type { Limit, OptionKind, Refusal, Sized } from '../../src/domain/cost/sizing.ts';
import { counted, duration, grouped } from '../../src/domain/lag/figures.ts';

export const optionNames: Readonly<Record<OptionKind, string>> = {
  'msk-standard': 'MSK Standard',
  'msk-express': 'MSK Express',
  'msk-serverless': 'MSK Serverless',
  ec2: 'Kafka on EC2',
};

/** Lines of several bills beside each other; what one of them is exactly, its own bill says. */
export const lineNames: Readonly<Record<LineId, string>> = {
  brokers: 'brokers',
  controllers: 'controllers',
  cluster: 'cluster',
  partitions: 'partitions',
  storage: 'storage',
  'controller-storage': 'controllers, storage',
  'system-disks': 'system disks',
  'provisioned-throughput': 'provisioned throughput',
  'provisioned-iops': 'provisioned IOPS',
  'tiered-storage': 'tiered storage',
  'tiered-reads': 'tiered reads',
  'data-in': 'data in',
  'data-out': 'data out',
  'cross-zone-producers': 'zones: producers',
  'cross-zone-consumers': 'zones: consumers',
  'cross-zone-replication': 'zones: replication',
  monitoring: 'metrics',
  'logs-ingested': 'logs, written',
  'logs-stored': 'logs, kept',
  kms: 'keys',
  snapshots: 'snapshots',
  'endpoint-hours': 'endpoints, hours',
  'endpoint-data': 'endpoints, data',
  people: 'people',
};

export const nameOfOption = (option: OptionKind | undefined): string =>
  option === undefined ? 'no option' : optionNames[option];

/** `3 × kafka.m7g.large, 500 GiB each`. */
export function machinesText({ type, brokers, diskGibPerBroker: gib, controllers, controllerType }: Sized): string {
  if (type === undefined) return 'no machines to choose';
  const disks = gib === 0 ? '' : `, ${grouped(gib)} GiB each`;
  const more = controllers === 0 ? '' : `; ${controllers} controllers ${controllerType ?? ''}`;
  return `${grouped(brokers)} × ${type}${disks}${more}`;
}

type Unit = Limit['unit'] | 'seconds' | 'times' | 'share';

/** A figure with its unit, three digits of it that count. */
export function valueText(value: number, unit: Unit): string {
  switch (unit) {
    case 'bytes':
      return `${scaled(value)}B`;
    case 'bytes/s':
      return `${scaled(value)}B/s`;
    case 'seconds':
      return duration(value * 1_000);
    case 'share':
      return `${digits(value * 100)} %`;
    case 'times':
      return digits(value);
    default:
      return counted(Math.round(value), unit.slice(0, -1));
  }
}

/** `4.7 times 3 d`, `64 % of 3 d`. */
export const factorText = (factor: number, of: string): string =>
  factor >= 1 ? `${digits(factor)} times ${of}` : `${digits(factor * 100)} % of ${of}`;

const scales = [
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
] as const;

function scaled(value: number): string {
  const [letter, scale] = scales.find(([, least]) => value >= least) ?? ['', 1];
  return `${digits(value / scale)} ${letter}`;
}

const digits = (value: number): string => (value >= 1_000 ? grouped(value) : String(Number(value.toPrecision(3))));

/** Why an option cannot carry a workload: the quota, what is asked of it, what it allows, who says so. */
export function refusalText({ what, given, allowed, unit, source }: Refusal): string {
  const isOne = allowed === 1 || unit === 'bytes' || unit === 'bytes/s';
  const limit = `${valueText(allowed, unit)} ${isOne ? 'is' : 'are'} allowed`;
  const figures = unit === 'prices' ? '' : `: ${valueText(given, unit)} where ${limit}`;
  return `${what}${figures} (${source})`;
}

/** How much dearer than the cheapest, such as `+13 %`; nothing where nothing is the cheapest. */
export function dearerText({ options, cheapest }: Comparison, { totalMicroUsd }: Bill): string {
  const best = options.find(({ option }) => option === cheapest);
  const least = best?.kind === 'priced' ? best.bill.totalMicroUsd : 0;
  return least === 0 ? '' : `+${Math.round((totalMicroUsd / least - 1) * 100)} %`;
}

/** How long an option lasts that does not last three years. */
export const lastsText = (endsInMonth: number): string =>
  endsInMonth === 0
    ? 'cannot carry it, or lacks a price, from the start'
    : `carries it for ${counted(endsInMonth, 'month')}, then no longer, or lacks a price`;

/** A sum of its months; nothing where there is no month to sum. */
export const monthsText = (microUsd: number, { endsInMonth }: GrownOption): string =>
  endsInMonth === 0 ? '–' : usdText(microUsd);

/** What nobody can say of flips where there is none: nothing changes an answer that is not there. */
export const noFlipText = (cheapest: OptionKind | undefined): string =>
  cheapest === undefined
    ? 'there is no answer to change: no option carries this with a price for every line'
    : 'no single input changes it, up to a hundredfold';

/** What each year costs; nothing of a year that the option does not see. */
export const yearTexts = ({ yearsMicroUsd, endsInMonth = Infinity }: GrownOption): readonly string[] =>
  yearsMicroUsd.map((amount, year) => (year * 12 < endsInMonth ? usdText(amount) : '–'));
