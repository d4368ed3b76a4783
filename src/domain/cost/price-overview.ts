import { type Meter, type MeterUnit, meters, metersByType } from './meter.ts';
import type { PriceSource } from './price-book.ts';
import { dataDateOf, isMeterByType, listedPrices, type PriceData, type RegionPrices } from './price-data.ts';

export interface PriceOverview {
  readonly dataDate: string;
  readonly currency: 'USD';
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly notes: readonly string[];
  /** Meters without a price anywhere. */
  readonly missingEverywhere: readonly Meter[];
  readonly regions: readonly RegionOverview[];
}

export interface RegionOverview {
  readonly region: string;
  readonly location: string;
  readonly note?: string;
  readonly types: { readonly standard: number; readonly express: number; readonly ec2: number };
  readonly prices: number;
  /** Beyond those that are missing everywhere. */
  readonly missing: readonly Meter[];
  /** The oldest and the newest day of its prices. */
  readonly oldest: string;
  readonly newest: string;
}

export interface ShownPrice {
  readonly meter: Meter;
  readonly item?: string;
  readonly usd: string;
  readonly unit: MeterUnit;
  readonly sourceId: string;
  readonly date: string;
}

/** What is in the prices and what is not. */
export function overviewOf(data: PriceData): PriceOverview {
  const listed = new Set(Object.keys(data.regions).flatMap(region => pricesOf(data, region).map(({ meter }) => meter)));
  const all = Object.keys(meters) as Meter[];
  const missingEverywhere = all.filter(meter => !listed.has(meter));
  const regions = Object.entries(data.regions).map(([region, prices]) =>
    regionOverview(data, region, prices, [...listed]),
  );
  const { currency, sources, notes } = data;
  return { dataDate: dataDateOf(data), currency, sources, notes, missingEverywhere, regions };
}

/** Every price of a region, those by type behind the others. */
export function pricesOf({ regions, sources }: PriceData, region: string): ShownPrice[] {
  const bySource = Object.entries(regions[region]?.prices ?? {});
  const prices = bySource.flatMap(([sourceId, listed]) =>
    [...listedPrices(listed)].map(({ meter, item, usd }) => ({
      meter,
      ...(item === undefined ? {} : { item }),
      usd,
      unit: meters[meter],
      sourceId,
      date: sources[sourceId]?.date ?? 'undated',
    })),
  );
  return [
    ...prices.filter(({ meter }) => !isMeterByType(meter)),
    ...prices.filter(({ meter }) => isMeterByType(meter)),
  ];
}

function regionOverview(
  data: PriceData,
  region: string,
  { location, note }: RegionPrices,
  known: readonly Meter[],
): RegionOverview {
  const prices = pricesOf(data, region);
  const count = (wanted: (typeof metersByType)[number]) => prices.filter(({ meter }) => meter === wanted).length;
  const there = new Set(prices.map(({ meter }) => meter));
  const dates = prices
    .map(({ date }) => date)
    .filter(date => date !== 'undated')
    .toSorted();
  return {
    region,
    location,
    ...(note === undefined ? {} : { note }),
    types: {
      standard: count('msk-standard-broker-hour'),
      express: count('msk-express-broker-hour'),
      ec2: count('ec2-instance-hour'),
    },
    prices: prices.length,
    missing: known.filter(meter => !there.has(meter)),
    oldest: dates[0] ?? 'undated',
    newest: dates.at(-1) ?? 'undated',
  };
}
