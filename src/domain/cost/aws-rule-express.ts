import { brokerQuota, brokersFrom, firstCheapest, isAllowed, refuse, usdOfMetrics, usdPerUnit } from './candidate.ts';
import { leastBrokers } from './demand.ts';
import { awsRule } from './factors.ts';
import { demand } from './load.ts';
import { expressReplicationFactor, expressTypes } from './msk-express-types.ts';
import type { EstimateOptions } from './options.ts';
import type { PriceBook } from './price-book.ts';
import { expressRefusals, expressSizing } from './size-express.ts';
import type { Sizing } from './sizing.ts';
import { mebibyte } from './units.ts';
import type { Workload } from './workload.ts';

const { source } = awsRule;
const partitionFigures = { unit: 'partitions', source } as const;
const rateFigures = { unit: 'bytes/s', source } as const;

/** AWS's published rule for Express brokers: a quarter of the ingress is kept back, nothing of the egress. */
export function sizeExpressByAwsRule(workload: Workload, book: PriceBook, options: EstimateOptions): Sizing {
  // The script does not look at single partitions: a note tells of them.
  const broken = expressRefusals(workload).filter(({ quota }) => quota === 'zones');
  if (broken.length > 0) return refuse('msk-express', broken);
  const utilization = options.awsFactors.utilizationExpress;
  const into = workload.peakInBytesPerSecond / workload.compressionRatio;
  const out = workload.peakOutBytesPerSecond / workload.compressionRatio;
  const all = expressTypes.flatMap(type => {
    const usdPerHour = usdPerUnit(book, 'msk-express-broker-hour', type.type, workload.region);
    if (usdPerHour === undefined || !isAllowed(type.type, options)) return [];
    const ingress = type.awsRuleIngressMib * mebibyte;
    const demands = [
      demand(
        'ingress',
        `written per broker at the peak, at ${Math.round(utilization * 100)} %`,
        into,
        ingress * utilization,
        rateFigures,
      ),
      demand('egress', 'read per broker at the peak', out, ingress * awsRule.expressEgressFactor, rateFigures),
      demand(
        'partitions',
        'replicas per broker, recommended',
        workload.partitions * expressReplicationFactor,
        type.partitionsRecommended,
        partitionFigures,
      ),
    ];
    const brokers = brokersFrom(leastBrokers(demands, awsRule.zones), options);
    const usdPerMonth =
      brokers * usdPerHour * options.hoursPerMonth + usdOfMetrics('msk-express', brokers, workload, book, options);
    return [{ brokers, usdPerMonth, choice: { type: type.type, demands } }];
  });
  const quota = brokerQuota(options.factors.brokersPerCluster, options);
  return expressSizing(all, quota, workload.region, options, firstCheapest);
}
