import type { Meter } from './meter.ts';
import type { PriceSource } from './price-book.ts';
import { listedPrices, type MeterPrices, type PriceData } from './price-data.ts';
import { isMeterOf, type PriceService } from './price-service.ts';
import { approximately, minus, over, parseRational } from './rational.ts';

/** What the price list of a service offers in one region, read and checked. */
export interface RegionOffer {
  readonly service: PriceService;
  readonly region: string;
  readonly sourceId: string;
  readonly source: PriceSource;
  readonly prices: MeterPrices;
  /** Of MSK: usage types that are on no bill of ours. Other services have thousands that are not meant to be. */
  readonly unknownUsageTypes: readonly string[];
}

export interface PriceChange {
  readonly meter: Meter;
  readonly item?: string;
  /** Absent where the price is new. */
  readonly formerUsd?: string;
  /** Absent where the price is gone. */
  readonly usd?: string;
  /** How far it moved, in percent of what it was. */
  readonly movedPercent?: number;
}

export interface OfferChanges {
  readonly service: PriceService;
  readonly region: string;
  readonly sourceId: string;
  readonly publishedOn: string;
  readonly unchangedPrices: number;
  readonly changes: readonly PriceChange[];
  readonly unknownUsageTypes: readonly string[];
}

/** Further than this a price rarely moves: rather the list was read wrongly, or its unit has changed. */
const farMovePercent = 30;

/** Ten times what it was, or a tenth: a unit has changed and kept its name. */
const leapPercents = { up: 900, down: -90 };

export const isGone = ({ usd }: PriceChange): boolean => usd === undefined;
export const isFarMove = ({ movedPercent = 0 }: PriceChange): boolean => Math.abs(movedPercent) > farMovePercent;
export const isLeap = ({ movedPercent = 0 }: PriceChange): boolean =>
  movedPercent >= leapPercents.up || movedPercent <= leapPercents.down;

/** How the prices of a service in a region differ from those there are. */
export function compareOffer(data: PriceData, offer: RegionOffer): OfferChanges {
  const former = pricesByName(offer.service, Object.values(data.regions[offer.region]?.prices ?? {}));
  const fresh = pricesByName(offer.service, [offer.prices]);
  const names = [...new Set([...former.keys(), ...fresh.keys()])];
  const changes = names.map(name => changeOf(former.get(name), fresh.get(name))).filter(change => change !== undefined);
  return {
    service: offer.service,
    region: offer.region,
    sourceId: offer.sourceId,
    publishedOn: offer.source.date,
    unchangedPrices: names.length - changes.length,
    changes,
    unknownUsageTypes: offer.unknownUsageTypes,
  };
}

/** The data with the prices of an offer in the place of those its service had in its region. All else stays. */
export function withOffer(data: PriceData, { service, region, sourceId, source, prices }: RegionOffer): PriceData {
  const former = data.regions[region];
  if (former === undefined) return data;
  const kept = Object.entries(former.prices)
    .map(([id, listed]) => [id, without(service, listed)] as const)
    .filter(([, listed]) => Object.keys(listed).length > 0);
  const regions = {
    ...data.regions,
    [region]: { ...former, prices: { [sourceId]: prices, ...Object.fromEntries(kept) } },
  };
  return { ...data, sources: { ...data.sources, [sourceId]: source }, regions };
}

const without = (service: PriceService, listed: MeterPrices): MeterPrices =>
  Object.fromEntries(Object.entries(listed).filter(([meter]) => !isMeterOf(service, meter)));

interface Named {
  readonly meter: Meter;
  readonly item: string | undefined;
  readonly usd: string;
}

function pricesByName(service: PriceService, listed: readonly MeterPrices[]): Map<string, Named> {
  const prices = listed.flatMap(part => [...listedPrices(part)]).filter(({ meter }) => isMeterOf(service, meter));
  return new Map(prices.map(price => [`${price.meter} ${price.item ?? ''}`, price]));
}

function changeOf(former: Named | undefined, fresh: Named | undefined): PriceChange | undefined {
  const named = fresh ?? former;
  if (named === undefined || former?.usd === fresh?.usd) return undefined;
  return {
    meter: named.meter,
    ...(named.item === undefined ? {} : { item: named.item }),
    ...(former === undefined ? {} : { formerUsd: former.usd }),
    ...(fresh === undefined ? {} : { usd: fresh.usd }),
    ...(former === undefined || fresh === undefined ? {} : { movedPercent: movedPercent(former.usd, fresh.usd) }),
  };
}

function movedPercent(formerUsd: string, usd: string): number {
  const former = parseRational(formerUsd);
  if (former.numerator === 0n) return 100;
  return Math.round(approximately(over(minus(parseRational(usd), former), former)) * 1_000) / 10;
}
