import * as z from 'zod/mini';
import { type Meter, type MeterUnit, meters } from '../../domain/cost/meter.ts';
import type { ListedPrice, MeterPrices } from '../../domain/cost/price-data.ts';
import { isMeterByType } from '../../domain/cost/price-data.ts';
import type { RegionOffer } from '../../domain/cost/price-refresh.ts';
import { OperationError } from '../../domain/errors.ts';

const dimension = z.object({
  unit: z.string(),
  beginRange: z.optional(z.string()),
  pricePerUnit: z.object({ USD: z.string().check(z.regex(/^\d{1,9}(\.\d{1,12})?$/)) }),
});

/** The parts of a bulk offer file that matter: products, and their terms in a map beside them. */
const offerFile = z.object({
  offerCode: z.literal('AmazonMSK'),
  version: z.string().check(z.regex(/^\d{8,20}$/)),
  publicationDate: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T/)),
  products: z.record(
    z.string(),
    z.object({
      attributes: z.object({
        usagetype: z.string(),
        operation: z.optional(z.string()),
        regionCode: z.optional(z.string()),
        computeFamily: z.optional(z.string()),
      }),
    }),
  ),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(z.string(), z.object({ priceDimensions: z.record(z.string(), dimension) })),
    ),
  }),
});

type OfferFile = z.infer<typeof offerFile>;
type Attributes = OfferFile['products'][string]['attributes'];

/** Usage types behind the prefix of their region, and what they are on a bill. */
const meterOfTail: Readonly<Record<string, Meter>> = {
  'Kafka.Storage.GP2': 'msk-standard-storage-gb-month',
  'Kafka.Throughput': 'msk-provisioned-throughput-mibps-month',
  'Kafka.Storage.Tiered': 'msk-tiered-storage-gb-month',
  'Kafka.DataRetrieval.Tiered': 'msk-tiered-read-gb',
  'Express.Storage': 'msk-express-storage-gb-month',
  'Express.In-Bytes': 'msk-express-data-in-gb',
  'KafkaServerless-ClusterHours': 'msk-serverless-cluster-hour',
  'KafkaServerless-PartitionHours': 'msk-serverless-partition-hour',
  'KafkaServerless-StorageHours': 'msk-serverless-storage-gb-month',
  'KafkaServerless-In-Bytes': 'msk-serverless-data-in-gb',
  'KafkaServerless-Out-Bytes': 'msk-serverless-data-out-gb',
  'Kafka.PrivateConnectivityHours': 'msk-private-connectivity-hour',
  'Kafka.PrivateConnectivity.BytesProcessed': 'msk-private-connectivity-gb',
};

const listUnits: Readonly<Partial<Record<MeterUnit, RegExp>>> = {
  hour: /^(hours?|hrs)$/i,
  'GB-month': /^GB-Mo$/i,
  GB: /^(GB|gigabytes?)$/i,
  'MiB/s-month': /^MiBps-Mo$/i,
};

/** Reads the MSK offer of one region. `where` is its address, for messages and as its source. */
export function readOfferFile(document: unknown, region: string, where: string): RegionOffer {
  const { data, error } = offerFile.safeParse(document);
  if (error !== undefined) {
    throw unusable(where, `it is no MSK price list (${error.issues[0]?.path.map(String).join('.') ?? 'no object'})`);
  }
  const listed = new Map<string, Listed>();
  const unknown: string[] = [];
  for (const [sku, { attributes }] of Object.entries(data.products)) {
    const { usagetype, regionCode = region } = attributes;
    if (regionCode !== region) throw unusable(where, `it lists ${usagetype} of ${regionCode}, not of ${region}`);
    const meant = meantBy(attributes);
    if (meant === undefined) {
      unknown.push(usagetype);
      continue;
    }
    const price = { ...meant, usd: usdOf(data, sku, usagetype, meant.meter, where) };
    const name = `${meant.meter} ${meant.item ?? ''}`;
    const former = listed.get(name);
    if (former !== undefined && former.usd !== price.usd) throw unusable(where, `${usagetype} has two prices`);
    listed.set(name, price);
  }
  if (listed.size === 0) throw unusable(where, 'it lists no price that is known');
  return {
    region,
    sourceId: `price-list-${region}-${data.version}`,
    source: { title: `AWS Price List of Amazon MSK, ${region}`, date: data.publicationDate.slice(0, 10), where },
    prices: pricesOf([...listed.values()]),
    unknownUsageTypes: [...new Set(unknown)].toSorted(),
  };
}

interface Listed {
  readonly meter: Meter;
  readonly item?: string;
  readonly usd: string;
}

/** Brokers have their size in `computeFamily` and in the usage type, and no instance type at all. */
function meantBy({ usagetype, computeFamily, operation }: Attributes): Omit<Listed, 'usd'> | undefined {
  const tail = usagetype.replace(/^[A-Z]+\d*-/, '');
  if (operation === 'RunBroker' && computeFamily !== undefined) {
    if (tail === `Kafka.${computeFamily}`) return { meter: 'msk-standard-broker-hour', item: `kafka.${computeFamily}` };
    if (tail.toLowerCase() === computeFamily && computeFamily.startsWith('express.'))
      return { meter: 'msk-express-broker-hour', item: computeFamily };
  }
  const meter = Object.hasOwn(meterOfTail, tail) ? meterOfTail[tail] : undefined;
  return meter === undefined ? undefined : { meter };
}

function usdOf({ terms }: OfferFile, sku: string, usageType: string, meter: Meter, where: string): string {
  const dimensions = Object.values(terms.OnDemand[sku] ?? {}).flatMap(term => Object.values(term.priceDimensions));
  const [only] = dimensions;
  if (only === undefined || dimensions.length > 1 || Number(only.beginRange ?? 0) !== 0) {
    throw unusable(where, `${usageType} has ${dimensions.length} prices; one was expected`);
  }
  // Serverless storage is named hours and billed by the month; the unit says so.
  if (listUnits[meters[meter]]?.test(only.unit) !== true) {
    throw unusable(where, `${usageType} is in ${only.unit}; ${meters[meter]} was expected`);
  }
  const usd = only.pricePerUnit.USD.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  if (Number(usd) === 0) throw unusable(where, `${usageType} costs nothing`);
  return usd;
}

function pricesOf(listed: readonly Listed[]): MeterPrices {
  const prices: Partial<Record<Meter, ListedPrice>> = {};
  for (const { meter, item, usd } of listed) {
    if (!isMeterByType(meter)) prices[meter] = usd;
    else if (item !== undefined)
      prices[meter] = { ...(prices[meter] as Record<string, string> | undefined), [item]: usd };
  }
  return prices;
}

function unusable(where: string, problem: string): OperationError {
  return new OperationError(
    'PricesUnusable',
    `the price list ${where} cannot be used: ${problem}; the prices there are stay`,
  );
}
