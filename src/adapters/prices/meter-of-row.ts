import type { Meter } from '../../domain/cost/meter.ts';
import type { PriceService } from '../../domain/cost/price-service.ts';
import type { PriceRow } from './price-row.ts';

export interface Meant {
  readonly meter: Meter;
  /** For meters by type. */
  readonly item?: string;
}

interface Usage {
  readonly meter: Meter;
  /** Where one usage type stands for several things. */
  readonly operation?: string;
}

/** Usage types behind the prefix of their region, and what they are on a bill. */
const usages: Readonly<Record<PriceService, Readonly<Record<string, Usage>>>> = {
  msk: {
    'Kafka.Storage.GP2': { meter: 'msk-standard-storage-gb-month' },
    'Kafka.Throughput': { meter: 'msk-provisioned-throughput-mibps-month' },
    'Kafka.Storage.Tiered': { meter: 'msk-tiered-storage-gb-month' },
    'Kafka.DataRetrieval.Tiered': { meter: 'msk-tiered-read-gb' },
    'Express.Storage': { meter: 'msk-express-storage-gb-month' },
    'Express.In-Bytes': { meter: 'msk-express-data-in-gb' },
    'KafkaServerless-ClusterHours': { meter: 'msk-serverless-cluster-hour' },
    'KafkaServerless-PartitionHours': { meter: 'msk-serverless-partition-hour' },
    // Named hours, billed by the month: the unit says so.
    'KafkaServerless-StorageHours': { meter: 'msk-serverless-storage-gb-month' },
    'KafkaServerless-In-Bytes': { meter: 'msk-serverless-data-in-gb' },
    'KafkaServerless-Out-Bytes': { meter: 'msk-serverless-data-out-gb' },
    'Kafka.PrivateConnectivityHours': { meter: 'msk-private-connectivity-hour' },
    'Kafka.PrivateConnectivity.BytesProcessed': { meter: 'msk-private-connectivity-gb' },
  },
  ec2: {
    'EBS:VolumeUsage.gp3': { meter: 'ebs-gp3-gb-month' },
    'EBS:VolumeP-IOPS.gp3': { meter: 'ebs-gp3-iops-month' },
    'EBS:VolumeP-Throughput.gp3': { meter: 'ebs-gp3-mibps-month' },
    'EBS:SnapshotUsage': { meter: 'ebs-snapshot-gb-month' },
  },
  // `DataTransfer-xAZ-In-Bytes` and its like are listed at 0 USD and charge nobody; crossings still are this one.
  'data-transfer': { 'DataTransfer-Regional-Bytes': { meter: 'inter-az-gb' } },
  cloudwatch: {
    'CW:MetricMonitorUsage': { meter: 'cloudwatch-metric-month' },
    'DataProcessing-Bytes': { meter: 'cloudwatch-logs-ingested-gb', operation: 'PutLogEvents' },
    'TimedStorage-ByteHrs': { meter: 'cloudwatch-logs-stored-gb-month' },
  },
  kms: { 'KMS-Keys': { meter: 'kms-key-month' } },
  'load-balancers': {
    LoadBalancerUsage: { meter: 'nlb-hour', operation: 'LoadBalancing:Network' },
    LCUUsage: { meter: 'nlb-lcu-hour', operation: 'LoadBalancing:Network' },
    NLCUUsage: { meter: 'nlb-lcu-hour', operation: 'LoadBalancing:Network' },
  },
};

/** What a row prices; undefined where it is on no bill of ours. */
export function meterOfRow(service: PriceService, row: PriceRow, types: ReadonlySet<string>): Meant | undefined {
  // Local Zones, Wavelength and Outposts have prices of their own in the list of their region.
  if (row.locationType !== '' && row.locationType !== 'AWS Region') return undefined;
  const tail = tailOf(row.usageType);
  if (service === 'ec2' && tail.startsWith('BoxUsage:')) return machineOf(row, tail.slice('BoxUsage:'.length), types);
  if (row.term !== 'OnDemand') return undefined;
  if (service === 'msk' && row.operation === 'RunBroker') return brokerOf(row, tail);
  const known = Object.hasOwn(usages[service], tail) ? usages[service][tail] : undefined;
  if (known === undefined || (known.operation !== undefined && known.operation !== row.operation)) return undefined;
  return { meter: known.meter };
}

/** `USE1-`, `EU-` or, of keys, `eu-west-1-`. Some usage types of us-east-1 have none. */
function tailOf(usageType: string): string {
  if (usageType.startsWith('KMS-')) return usageType;
  return usageType.replace(/^([A-Z]+\d*|[a-z]{2}(-[a-z]+)+-\d)-/, '');
}

/** Brokers have their size in `computeFamily` and in the usage type, and no instance type at all. */
function brokerOf({ computeFamily }: PriceRow, tail: string): Meant | undefined {
  if (computeFamily === '') return undefined;
  if (tail === `Kafka.${computeFamily}`) return { meter: 'msk-standard-broker-hour', item: `kafka.${computeFamily}` };
  const isExpress = computeFamily.startsWith('express.') && tail.toLowerCase() === computeFamily;
  return isExpress ? { meter: 'msk-express-broker-hour', item: computeFamily } : undefined;
}

const meterOfLease: Readonly<Record<string, Meter>> = {
  '1yr': 'ec2-instance-hour-1-year',
  '3yr': 'ec2-instance-hour-3-year',
};

/** `BoxUsage` is shared hardware that is used, `RunInstances` without a number Linux without a licence. */
function machineOf(row: PriceRow, item: string, types: ReadonlySet<string>): Meant | undefined {
  if (row.operation !== 'RunInstances' || !types.has(item)) return undefined;
  if (row.term === 'OnDemand') return { meter: 'ec2-instance-hour', item };
  const isPlain = row.purchaseOption === 'No Upfront' && row.offeringClass === 'standard' && row.unit !== 'Quantity';
  const meter = isPlain && row.term === 'Reserved' ? meterOfLease[row.lease] : undefined;
  return meter === undefined ? undefined : { meter, item };
}
