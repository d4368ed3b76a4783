import * as z from 'zod/mini';
import { type Meter, meters } from '../../domain/cost/meter.ts';
import { isMeterByType, type PriceData } from '../../domain/cost/price-data.ts';

const usd = z.string().check(z.regex(/^\d{1,9}(\.\d{1,12})?$/, 'is no price such as "0.204"'));
const date = z.string().check(z.regex(/^(undated|\d{4}(-\d{2}-\d{2})?)$/, 'is no day such as 2026-01-31'));
const text = z.string().check(z.maxLength(1_000));
const positive = z.number().check(z.positive());

const listed = Object.fromEntries(
  (Object.keys(meters) as Meter[]).map(meter => [
    meter,
    z.optional(isMeterByType(meter) ? z.record(z.string().check(z.regex(/^[a-z0-9.-]{1,60}$/)), usd) : usd),
  ]),
);

const priceData = z.strictObject({
  schemaVersion: z.literal(1, 'is not 1'),
  currency: z.literal('USD'),
  sources: z.record(z.string(), z.strictObject({ title: text, date, where: text })),
  notes: z.array(text),
  regions: z.record(
    z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is no name of a region')),
    z.strictObject({
      location: text,
      usageTypePrefix: z.optional(text),
      note: z.optional(text),
      prices: z.record(z.string(), z.strictObject(listed)),
    }),
  ),
  machines: z.array(
    z.strictObject({
      type: text,
      virtualCpus: positive,
      memoryBytes: positive,
      architecture: z.enum(['arm64', 'x86_64']),
      networkBytesPerSecond: positive,
      ebsBytesPerSecond: positive,
      ebsIops: positive,
      localDiskBytes: z.number().check(z.nonnegative()),
    }),
  ),
});

export type CheckedPrices =
  | { readonly kind: 'usable'; readonly data: PriceData }
  /** The first thing that is wrong, with its place. */
  | { readonly kind: 'damaged'; readonly problem: string };

/** Whether a document is price data of the present shape, with a source for every price. */
export function checkPrices(document: unknown): CheckedPrices {
  const { data, error } = priceData.safeParse(document);
  if (error !== undefined) {
    const [issue] = error.issues;
    const place = issue?.path.map(String).join(' / ') ?? '';
    return { kind: 'damaged', problem: place === '' ? 'it holds no price data' : `${place}: ${issue?.message ?? ''}` };
  }
  const usable = data as PriceData;
  for (const [region, { prices }] of Object.entries(usable.regions)) {
    const unknown = Object.keys(prices).find(sourceId => !Object.hasOwn(usable.sources, sourceId));
    if (unknown !== undefined)
      return { kind: 'damaged', problem: `regions / ${region}: there is no source ${unknown}` };
  }
  return { kind: 'usable', data: usable };
}
