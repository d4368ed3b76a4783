import { type Meter, type MeterUnit, meters } from '../../domain/cost/meter.ts';
import { parsePicoUsd, unitPriceText } from '../../domain/cost/money.ts';
import { isMeterByType, type ListedPrice, type MeterPrices } from '../../domain/cost/price-data.ts';
import type { RegionOffer } from '../../domain/cost/price-refresh.ts';
import type { PriceService } from '../../domain/cost/price-service.ts';
import { roundHalfEven } from '../../domain/cost/rational.ts';
import { OperationError } from '../../domain/errors.ts';
import { type Meant, meterOfRow } from './meter-of-row.ts';
import { offerCodes, type PriceRow } from './price-row.ts';

export interface OfferQuestion {
  readonly service: PriceService;
  readonly region: string;
  /** The EC2 types to look for. */
  readonly types: readonly string[];
  /** The address of the list, for messages and as its source. */
  readonly where: string;
}

/** A list as it calls itself. */
export interface ListEdition {
  /** Digits that grow, such as `20260729211408`. */
  readonly version: string;
  readonly publishedAt: string;
}

export interface OfferCollector {
  /** Rejects with PricesUnusable where a row that is meant has another region, unit or currency, or a second price. */
  readonly add: (row: PriceRow) => void;
  readonly finish: (edition: ListEdition) => RegionOffer;
}

/** How lists write our units, and how many of ours are one of theirs. */
const listUnits: Readonly<Record<MeterUnit, readonly (readonly [unit: RegExp, ours: bigint])[]>> = {
  hour: [[/^(hours?|hrs)$/i, 1n]],
  'GB-month': [[/^GB-Mo(nth)?$/i, 1n]],
  GB: [[/^(GB|gigabytes?)$/i, 1n]],
  'MiB/s-month': [
    [/^MiBps-Mo$/i, 1n],
    [/^GiBps-Mo$/i, 1_024n],
  ],
  'IOPS-month': [[/^IOPS-Mo$/i, 1n]],
  'metric-month': [[/^Metrics$/i, 1n]],
  'key-month': [[/^(keys?|months?)$/i, 1n]],
  'LCU-hour': [[/^N?LCU-Hrs$/i, 1n]],
};

/** Takes what is on bills out of the rows of a list, and keeps no more than that. */
export function collectOffer({ service, region, types, where }: OfferQuestion): OfferCollector {
  const wanted = new Set(types);
  const found = new Map<string, Meant & { readonly usd: string }>();
  const unknown = new Set<string>();
  return {
    add(row) {
      const meant = meterOfRow(service, row, wanted);
      if (meant === undefined) {
        if (service === 'msk') unknown.add(row.usageType);
        return;
      }
      if (row.region !== '' && row.region !== region)
        throw unusable(where, `it lists ${row.usageType} of ${row.region}, not of ${region}`);
      if (Number(row.beginRange) !== 0) {
        // Bills here know the first tier of these; what is charged in tiers elsewhere has changed its nature.
        if (service === 'cloudwatch') return;
        throw unusable(where, `${row.usageType} has prices by quantity; one price was expected`);
      }
      const usd = usdOf(row, meant.meter, where);
      const name = `${meant.meter} ${meant.item ?? ''}`;
      const former = found.get(name)?.usd;
      if (former !== undefined && former !== usd) throw unusable(where, `${row.usageType} has two prices`);
      found.set(name, { ...meant, usd });
    },
    finish({ version, publishedAt }) {
      if (found.size === 0) throw unusable(where, 'it lists no price that is known');
      if (!/^\d{8,20}$/.test(version) || !/^\d{4}-\d{2}-\d{2}T/.test(publishedAt))
        throw unusable(where, 'it does not say when it was published');
      return {
        service,
        region,
        sourceId: `price-list-${service}-${region}-${version}`,
        source: {
          title: `AWS Price List of ${offerCodes[service]}, ${region}`,
          date: publishedAt.slice(0, 10),
          where,
        },
        prices: pricesOf([...found.values()]),
        unknownUsageTypes: [...unknown].toSorted(),
      };
    },
  };
}

export function unusable(where: string, problem: string, cause?: unknown): OperationError {
  const message = `the price list ${where} cannot be used: ${problem}; the prices there are stay`;
  return new OperationError('PricesUnusable', message, { cause });
}

function usdOf(row: PriceRow, meter: Meter, where: string): string {
  const { usageType, unit, currency, price } = row;
  const ours = listUnits[meters[meter]].find(([pattern]) => pattern.test(unit))?.[1];
  if (ours === undefined) throw unusable(where, `${usageType} is in ${unit}; ${meters[meter]} was expected`);
  if (currency !== 'USD') throw unusable(where, `${usageType} is priced in ${currency || 'no currency'}, not in USD`);
  if (!/^\d{1,9}(\.\d{1,12})?$/.test(price)) throw unusable(where, `${usageType} has no price but ${quoted(price)}`);
  const picoUsd = roundHalfEven({ numerator: parsePicoUsd(price), denominator: ours });
  if (picoUsd === 0n) throw unusable(where, `${usageType} costs nothing`);
  return unitPriceText(picoUsd);
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 40));

function pricesOf(found: readonly (Meant & { readonly usd: string })[]): MeterPrices {
  const prices: Partial<Record<Meter, ListedPrice>> = {};
  for (const { meter, item, usd } of found) {
    if (!isMeterByType(meter)) prices[meter] = usd;
    else if (item !== undefined)
      prices[meter] = { ...(prices[meter] as Record<string, string> | undefined), [item]: usd };
  }
  return prices;
}
