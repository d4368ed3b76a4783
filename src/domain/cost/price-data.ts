import { type Meter, metersByType } from './meter.ts';
import { parsePicoUsd } from './money.ts';
import type { Ec2Machine, Price, PriceBook, PriceSource } from './price-book.ts';

/** A decimal of USD such as `0.204`; for a meter by type, one for each type. */
export type ListedPrice = string | Readonly<Record<string, string>>;

/** What one source lists for one region. */
export type MeterPrices = Readonly<Partial<Record<Meter, ListedPrice>>>;

export interface RegionPrices {
  readonly location: string;
  /** What stands before each usage type of the region on a bill, such as `USE1-`. Known where MSK is offered. */
  readonly usageTypePrefix?: string;
  readonly note?: string;
  /** By id of the source: each price has one. */
  readonly prices: Readonly<Record<string, MeterPrices>>;
}

/** A price book as it is stored: all of it plain JSON, every price a decimal with its source. */
export interface PriceData {
  readonly schemaVersion: 1;
  readonly currency: 'USD';
  readonly sources: Readonly<Record<string, PriceSource>>;
  /** What is known to be missing, and what was compared with what. */
  readonly notes: readonly string[];
  readonly regions: Readonly<Record<string, RegionPrices>>;
  readonly machines: readonly Ec2Machine[];
}

const byType: ReadonlySet<Meter> = new Set(metersByType);

export function isMeterByType(meter: Meter): boolean {
  return byType.has(meter);
}

/** Prices are read when somebody asks for their region: an estimate needs one of thirty. */
export function priceBookOf(data: PriceData): PriceBook {
  const indexes = new Map<string, RegionIndex>();
  const indexOf = (region: string): RegionIndex | undefined => {
    const known = indexes.get(region);
    if (known !== undefined || !Object.hasOwn(data.regions, region)) return known;
    const index = indexRegion(data, data.regions[region]!);
    indexes.set(region, index);
    return index;
  };
  return {
    dataDate: dataDateOf(data),
    sources: data.sources,
    regions: Object.keys(data.regions),
    machines: data.machines,
    find: (meter, item, region) => indexOf(region)?.get(meter)?.get(item),
  };
}

/** The oldest day of the MSK prices. What stands beside them, such as disks, tells its own date. */
export function dataDateOf({ regions, sources }: PriceData): string {
  const used = Object.values(regions).flatMap(({ prices }) =>
    Object.entries(prices).filter(([, listed]) => Object.keys(listed).some(meter => meter.startsWith('msk-'))),
  );
  const dates = used.map(([sourceId]) => sources[sourceId]?.date ?? '').filter(date => date !== '');
  return dates.reduce((oldest, date) => (date < oldest ? date : oldest), dates[0] ?? 'undated');
}

/** Every price of one source in one region, one after another. */
export function* listedPrices(
  listed: MeterPrices,
): Generator<{ readonly meter: Meter; readonly item: string | undefined; readonly usd: string }> {
  for (const [meter, price] of Object.entries(listed) as [Meter, ListedPrice][]) {
    if (typeof price === 'string') yield { meter, item: undefined, usd: price };
    else for (const [item, usd] of Object.entries(price)) yield { meter, item, usd };
  }
}

type RegionIndex = ReadonlyMap<Meter, ReadonlyMap<string | undefined, Price>>;

function indexRegion({ sources }: PriceData, { prices }: RegionPrices): RegionIndex {
  const index = new Map<Meter, Map<string | undefined, Price>>();
  for (const [sourceId, listed] of Object.entries(prices)) {
    const date = sources[sourceId]?.date ?? 'undated';
    for (const { meter, item, usd } of listedPrices(listed)) {
      const ofMeter = index.get(meter) ?? new Map<string | undefined, Price>();
      ofMeter.set(item, { picoUsdPerUnit: parsePicoUsd(usd), sourceId, date });
      index.set(meter, ofMeter);
    }
  }
  return index;
}
