import type { LineId } from '../../../src/domain/cost/bill.ts';
import type { PricedOption } from '../../../src/domain/cost/estimate.ts';

type Shade = 'machines' | 'disks' | 'throughput' | 'data' | 'zones' | 'beside';

const told: Readonly<Record<Shade, string>> = {
  machines: 'machines',
  disks: 'storage',
  throughput: 'disk throughput',
  data: 'data in and out',
  zones: 'between zones',
  beside: 'beside the cluster',
};

const shades: Readonly<Record<LineId, Shade>> = {
  brokers: 'machines',
  controllers: 'machines',
  cluster: 'machines',
  partitions: 'machines',
  storage: 'disks',
  'controller-storage': 'disks',
  'system-disks': 'disks',
  'tiered-storage': 'disks',
  'tiered-reads': 'disks',
  snapshots: 'disks',
  'provisioned-throughput': 'throughput',
  'provisioned-iops': 'throughput',
  'data-in': 'data',
  'data-out': 'data',
  'cross-zone-producers': 'zones',
  'cross-zone-consumers': 'zones',
  'cross-zone-replication': 'zones',
  monitoring: 'beside',
  'logs-ingested': 'beside',
  'logs-stored': 'beside',
  kms: 'beside',
  'endpoint-hours': 'beside',
  'endpoint-data': 'beside',
  people: 'beside',
};

/** A line has the colour of what it pays for: two dozen colours nobody could tell apart. */
export function shadeOf(id: LineId): string {
  return `shade ${shades[id]}`;
}

/** The colours that are on the bars. */
export function legend(priced: readonly PricedOption[]): readonly { readonly shade: string; readonly told: string }[] {
  const used = new Set(
    priced.flatMap(({ bill }) =>
      bill.lines.flatMap(line => (line.kind === 'priced' && line.amountMicroUsd > 0 ? [shades[line.id]] : [])),
    ),
  );
  return (Object.keys(told) as Shade[])
    .filter(shade => used.has(shade))
    .map(shade => ({ shade: `shade ${shade}`, told: told[shade] }));
}
