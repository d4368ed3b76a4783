/**
 * Everything that can be on a bill, by name, with the unit AWS charges it in. The list is closed: price files are
 * checked against it. `gb` is 2^30 or 10^9 bytes, as the estimate is told.
 */
export const meters = {
  'msk-standard-broker-hour': 'hour',
  'msk-standard-storage-gb-month': 'GB-month',
  'msk-provisioned-throughput-mibps-month': 'MiB/s-month',
  'msk-tiered-storage-gb-month': 'GB-month',
  'msk-tiered-read-gb': 'GB',
  'msk-express-broker-hour': 'hour',
  'msk-express-storage-gb-month': 'GB-month',
  'msk-express-data-in-gb': 'GB',
  'msk-serverless-cluster-hour': 'hour',
  'msk-serverless-partition-hour': 'hour',
  'msk-serverless-storage-gb-month': 'GB-month',
  'msk-serverless-data-in-gb': 'GB',
  'msk-serverless-data-out-gb': 'GB',
  'msk-private-connectivity-hour': 'hour',
  'msk-private-connectivity-gb': 'GB',
  'ec2-instance-hour': 'hour',
  'ec2-instance-hour-1-year': 'hour',
  'ec2-instance-hour-3-year': 'hour',
  'ebs-gp3-gb-month': 'GB-month',
  'ebs-gp3-iops-month': 'IOPS-month',
  'ebs-gp3-mibps-month': 'MiB/s-month',
  'ebs-snapshot-gb-month': 'GB-month',
  /** One side of a crossing: AWS charges the sender and the receiver. */
  'inter-az-gb': 'GB',
  'cloudwatch-metric-month': 'metric-month',
  'cloudwatch-logs-ingested-gb': 'GB',
  'cloudwatch-logs-stored-gb-month': 'GB-month',
  'kms-key-month': 'key-month',
  'nlb-hour': 'hour',
  'nlb-lcu-hour': 'LCU-hour',
} as const;

export type Meter = keyof typeof meters;

export type MeterUnit = (typeof meters)[Meter];

/** Meters with a price for each type of machine. The others have one price a region. */
export const metersByType = [
  'msk-standard-broker-hour',
  'msk-express-broker-hour',
  'ec2-instance-hour',
  'ec2-instance-hour-1-year',
  'ec2-instance-hour-3-year',
] as const satisfies readonly Meter[];
