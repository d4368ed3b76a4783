import { embeddedPrices } from '../../src/adapters/prices/embedded-prices.ts';
import type { Meter } from '../../src/domain/cost/meter.ts';
import { listedPrices } from '../../src/domain/cost/price-data.ts';
import { isMskMeter } from '../../src/domain/cost/price-refresh.ts';

export interface OfferProduct {
  readonly sku: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly usd: string;
}

const shapes: Readonly<Partial<Record<Meter, readonly [tail: string, operation: string, unit: string]>>> = {
  'msk-standard-storage-gb-month': ['Kafka.Storage.GP2', 'RunVolume', 'GB-Mo'],
  'msk-provisioned-throughput-mibps-month': ['Kafka.Throughput', 'RunVolume', 'MiBps-Mo'],
  'msk-tiered-storage-gb-month': ['Kafka.Storage.Tiered', 'TieredStorage', 'GB-Mo'],
  'msk-tiered-read-gb': ['Kafka.DataRetrieval.Tiered', 'TieredStorage', 'GB'],
  'msk-express-storage-gb-month': ['Express.Storage', 'Storage', 'GB-Mo'],
  'msk-express-data-in-gb': ['Express.In-Bytes', 'Data-In', 'GB'],
  'msk-serverless-cluster-hour': ['KafkaServerless-ClusterHours', 'Serverless', 'hours'],
  'msk-serverless-partition-hour': ['KafkaServerless-PartitionHours', 'Serverless', 'hours'],
  'msk-serverless-storage-gb-month': ['KafkaServerless-StorageHours', 'Serverless', 'GB-Mo'],
  'msk-serverless-data-in-gb': ['KafkaServerless-In-Bytes', 'Serverless', 'GB'],
  'msk-serverless-data-out-gb': ['KafkaServerless-Out-Bytes', 'Serverless', 'GB'],
  'msk-private-connectivity-hour': ['Kafka.PrivateConnectivityHours', 'PrivateConnectivity', 'hours'],
  'msk-private-connectivity-gb': ['Kafka.PrivateConnectivity.BytesProcessed', 'PrivateConnectivity', 'GB'],
};

/** The products of a region as the Price List has them, with the prices that came with the product. */
export function offerProducts(region: string): OfferProduct[] {
  const { usageTypePrefix: prefix = '', prices } = embeddedPrices.regions[region]!;
  const listed = Object.values(prices).flatMap(part => [...listedPrices(part)]);
  return listed
    .filter(({ meter }) => isMskMeter(meter))
    .map(({ meter, item, usd }, at) => {
      const isExpress = item?.startsWith('express.') === true;
      const family = isExpress ? item : item?.replace('kafka.', '');
      const tail = isExpress ? item.replace('express.', 'Express.') : `Kafka.${family ?? ''}`;
      const [usageType, operation, unit] = shapes[meter] ?? [tail, 'RunBroker', 'hours'];
      return {
        sku: `SKU${at}`,
        unit,
        usd: Number(usd).toFixed(10),
        attributes: {
          regionCode: region,
          servicecode: 'AmazonMSK',
          usagetype: `${prefix}${usageType}`,
          operation,
          ...(family === undefined ? {} : { computeFamily: family }),
        },
      };
    });
}

/** A bulk offer file: products and terms in two maps. */
export function offerFile(products: readonly OfferProduct[]): Record<string, unknown> {
  return {
    formatVersion: 'v1.0',
    disclaimer: 'This pricing list is for informational purposes only.',
    offerCode: 'AmazonMSK',
    version: '20260729211408',
    publicationDate: '2026-07-29T21:14:08Z',
    products: Object.fromEntries(
      products.map(({ sku, attributes }) => [
        sku,
        { sku, productFamily: 'Managed Streaming for Apache Kafka (MSK)', attributes },
      ]),
    ),
    terms: {
      OnDemand: Object.fromEntries(
        products.map(({ sku, unit, usd }) => {
          const rateCode = `${sku}.JRTCKXETXF.6YS6EN2CT7`;
          const dimension = {
            rateCode,
            unit,
            beginRange: '0',
            endRange: 'Inf',
            appliesTo: [],
            pricePerUnit: { USD: usd },
          };
          const term = {
            sku,
            offerTermCode: 'JRTCKXETXF',
            effectiveDate: '2026-07-01T00:00:00Z',
            priceDimensions: { [rateCode]: dimension },
            termAttributes: {},
          };
          return [sku, { [`${sku}.JRTCKXETXF`]: term }];
        }),
      ),
    },
  };
}
