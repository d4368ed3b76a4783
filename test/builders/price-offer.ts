import { embeddedPrices } from '../../src/adapters/prices/embedded-prices.ts';
import type { Meter } from '../../src/domain/cost/meter.ts';
import { listedPrices, type MeterPrices } from '../../src/domain/cost/price-data.ts';
import { isMeterOf, type PriceService } from '../../src/domain/cost/price-service.ts';

/** One price of a product, as the Price List has it. */
export interface OfferProduct {
  readonly sku: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly usd: string;
  readonly currency?: string;
  readonly beginRange?: string;
  /** Of a commitment without anything upfront. */
  readonly lease?: '1yr' | '3yr';
}

type Shape = readonly [tail: string, operation: string, unit: string];

const shapes: Readonly<Partial<Record<Meter, Shape>>> = {
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
  'ebs-gp3-gb-month': ['EBS:VolumeUsage.gp3', 'CreateVolume-Gp3', 'GB-Mo'],
  'ebs-gp3-iops-month': ['EBS:VolumeP-IOPS.gp3', '', 'IOPS-Mo'],
  'ebs-gp3-mibps-month': ['EBS:VolumeP-Throughput.gp3', '', 'GiBps-mo'],
  'ebs-snapshot-gb-month': ['EBS:SnapshotUsage', 'CreateSnapshot', 'GB-Mo'],
  'inter-az-gb': ['DataTransfer-Regional-Bytes', '', 'GB'],
  'cloudwatch-metric-month': ['CW:MetricMonitorUsage', 'MetricStorage', 'Metrics'],
  'cloudwatch-logs-ingested-gb': ['DataProcessing-Bytes', 'PutLogEvents', 'GB'],
  'cloudwatch-logs-stored-gb-month': ['TimedStorage-ByteHrs', 'HourlyStorageMetering', 'GB-Mo'],
  'kms-key-month': ['KMS-Keys', '', 'Keys'],
  'nlb-hour': ['LoadBalancerUsage', 'LoadBalancing:Network', 'Hrs'],
  'nlb-lcu-hour': ['LCUUsage', 'LoadBalancing:Network', 'LCU-Hrs'],
};

/** What the Price List has of a service in a region, with the prices that came with the product. */
export function offerProducts(region: string, service: PriceService = 'msk'): OfferProduct[] {
  return productsOf(region, service, Object.values(embeddedPrices.regions[region]!.prices));
}

/** The same with any prices. */
export function productsOf(region: string, service: PriceService, prices: readonly MeterPrices[]): OfferProduct[] {
  const prefix = embeddedPrices.regions[region]?.usageTypePrefix ?? '';
  return prices
    .flatMap(part => [...listedPrices(part)])
    .filter(({ meter }) => isMeterOf(service, meter))
    .map(({ meter, item = '', usd }) => {
      const [tail, operation, unit] = shapes[meter] ?? shapeOfType(item);
      const lease = /-(\d)-year$/.exec(meter)?.[1];
      return {
        sku: item === '' ? `SKU.${meter}` : `SKU.${item}`,
        unit,
        usd: (Number(usd) * (unit === 'GiBps-mo' ? 1_024 : 1)).toFixed(10),
        ...(lease === undefined ? {} : { lease: `${lease}yr` as '1yr' | '3yr' }),
        attributes: {
          ...placeOf(service, region),
          usagetype: service === 'kms' ? `${region}-${tail}` : `${prefix}${tail}`,
          operation,
          ...(service === 'msk' && item !== '' ? { computeFamily: item.replace('kafka.', '') } : {}),
          ...(service === 'ec2' ? ec2Attributes(meter, item) : {}),
        },
      };
    });
}

function shapeOfType(item: string): Shape {
  if (item.startsWith('express.')) return [item.replace('express.', 'Express.'), 'RunBroker', 'hours'];
  return item.startsWith('kafka.')
    ? [item.replace('kafka.', 'Kafka.'), 'RunBroker', 'hours']
    : [`BoxUsage:${item}`, 'RunInstances', 'Hrs'];
}

function placeOf(service: PriceService, region: string): Record<string, string> {
  return service === 'data-transfer'
    ? { fromRegionCode: region, fromLocationType: 'AWS Region', toRegionCode: region, transferType: 'IntraRegion' }
    : { regionCode: region, locationType: 'AWS Region' };
}

function ec2Attributes(meter: Meter, item: string): Record<string, string> {
  if (meter === 'ebs-snapshot-gb-month') return { productFamily: 'Storage Snapshot' };
  if (item === '') return { volumeApiName: 'gp3' };
  const shared = { tenancy: 'Shared', capacitystatus: 'Used', preInstalledSw: 'NA' };
  return { instanceType: item, operatingSystem: 'Linux', ...shared };
}
