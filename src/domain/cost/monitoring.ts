import { hasTier, type OptionKind } from './sizing.ts';
import { isTiered, type Workload } from './workload.ts';

/** Amazon MSK's own names (`EnhancedMonitoring`); each level has the metrics of those before it. DEFAULT is free. */
export const monitoringLevels = ['DEFAULT', 'PER_BROKER', 'PER_TOPIC_PER_BROKER', 'PER_TOPIC_PER_PARTITION'] as const;
export type MonitoringLevel = (typeof monitoringLevels)[number];

/** The CloudWatch metrics that are paid for. */
export interface MonitoringChoice {
  readonly monitoringLevel: MonitoringLevel;
  /** Beside those of the level. */
  readonly paidMetricsPerBroker: number;
}

const rankOf = (level: MonitoringLevel): number => monitoringLevels.indexOf(level);

export const isByTopic = (level: MonitoringLevel): boolean => rankOf(level) >= rankOf('PER_TOPIC_PER_BROKER');

/**
 * How many metrics a level adds to the one before it, by what they are counted. From the tables of the MSK Developer
 * Guide, metrics-details (Standard) and metrics-details-express. Those of tiered storage are there with a tier only.
 */
const added = {
  standard: { perBroker: 49, perBrokerTiered: 10, perTopic: 3, perTopicTiered: 5, perPartition: 3 },
  express: { perBroker: 34, perBrokerTiered: 0, perTopic: 1, perTopicTiered: 0, perPartition: 3 },
} as const;

export interface PaidMetrics {
  readonly count: number;
  /** How it comes to be, such as `3 × 49 metrics`. */
  readonly formula: string;
}

const none: PaidMetrics = { count: 0, formula: '' };

const isFree = ({ monitoringLevel, paidMetricsPerBroker }: MonitoringChoice): boolean =>
  monitoringLevel === 'DEFAULT' && paidMetricsPerBroker === 0;

/**
 * The metrics of a cluster that CloudWatch charges, all that a level has, as if each had a value all the time. On EC2
 * as many as on Standard: an agent that sends the same figures pays the same for each. Serverless has no levels.
 */
export function paidMetrics(
  option: OptionKind,
  brokers: number,
  workload: Workload,
  choice: MonitoringChoice,
): PaidMetrics {
  if (option === 'msk-serverless' || isFree(choice)) return none;
  const { partitions, consumerGroups, topics = partitions } = workload;
  const of = option === 'msk-express' ? added.express : added.standard;
  const rank = rankOf(choice.monitoringLevel);
  const tier = hasTier(option) && isTiered(workload) ? 1 : 0;
  const eachBroker = (rank >= 1 ? of.perBroker + tier * of.perBrokerTiered : 0) + choice.paidMetricsPerBroker;
  const eachTopic = rank >= 2 ? of.perTopic + tier * of.perTopicTiered : 0;
  const eachPartition = rank >= 3 ? of.perPartition : 0;
  // The broker that leads a partition has the metrics of its topic, once for all that it leads of it.
  const ledTopics = Math.min(partitions, topics * brokers);
  return {
    count: brokers * eachBroker + ledTopics * eachTopic + consumerGroups * partitions * eachPartition,
    formula: [
      `${brokers} × ${eachBroker} metrics`,
      ...(eachTopic === 0 ? [] : [`${ledTopics} topics on brokers × ${eachTopic}`]),
      ...(eachPartition === 0 ? [] : [`${consumerGroups} groups × ${partitions} partitions × ${eachPartition}`]),
    ].join(' + '),
  };
}
