import { type Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type AlarmIdea, type AlarmRecipient, alarmWithPage } from './alarm-with-page.ts';
import { brokerMetric, controllerMetric, cpuPercent } from './cluster-metrics.ts';
import type { WatchedCluster } from './watched-cluster.ts';

export interface ClusterAlarmsProps extends Pick<AlarmRecipient, 'topic'> {
  readonly cluster: WatchedCluster;
}

/**
 * The alarms of one cluster. Thresholds are those AWS advises for MSK, so that both kinds are held to the same
 * (https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html). Serverless publishes nothing to set one on.
 */
export class ClusterAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { cluster, topic }: ClusterAlarmsProps) {
    super(scope, id);
    const ideas = {
      ...ofCluster(cluster),
      ...Object.assign({}, ...cluster.brokerIds.map(brokerId => ofBroker(cluster, brokerId))),
      ...Object.assign({}, ...cluster.controllerIds.map(nodeId => silence(cluster, nodeId))),
    } as Ideas;
    this.alarms = Object.entries(ideas).map(([name, idea]) =>
      alarmWithPage(this, name, idea, { cluster: cluster.name, topic }),
    );
  }
}

type Ideas = Readonly<Record<string, AlarmIdea>>;

const fromOne = { threshold: 1, treatMissingData: TreatMissingData.NOT_BREACHING } as const;

const ofCluster = (cluster: WatchedCluster): Ideas => {
  if (cluster.kind === 'msk-serverless') return {};
  const controller: Ideas = {
    NoController: {
      metric: controllerMetric(cluster, 'ActiveControllerCount'),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      minutes: 5,
      treatMissingData: TreatMissingData.BREACHING,
      sentence: 'no controller has been active for 5 minutes, nothing fails over and no topic can be made',
      page: 'cluster-no-controller',
    },
  };
  if (cluster.kind === 'msk-express') return controller;
  return {
    ...controller,
    OfflinePartitions: {
      ...fromOne,
      metric: controllerMetric(cluster, 'OfflinePartitionsCount'),
      minutes: 1,
      sentence: 'partitions have no leader, nobody can write to or read from them',
      page: 'cluster-offline-partitions',
    },
  };
};

const ofBroker = (cluster: WatchedCluster, brokerId: number): Ideas => ({
  [`Busy${brokerId}`]: {
    metric: cpuPercent(cluster, brokerId),
    threshold: 60,
    minutes: 5,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    sentence: `the processors of broker ${brokerId} are busy over 60 % for 5 minutes, the others could not take its load`,
    page: 'cluster-busy',
  },
  [`FewIdleThreads${brokerId}`]: {
    metric: brokerMetric(cluster, brokerId, 'RequestHandlerAvgIdlePercent'),
    threshold: 0.3,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    minutes: 5,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    sentence: `the request handlers of broker ${brokerId} are idle less than 30 % of the time for 5 minutes`,
    page: 'cluster-busy',
  },
  ...(cluster.kind === 'msk-express' ? throttled(cluster, brokerId) : replicated(cluster, brokerId)),
  ...silence(cluster, brokerId),
});

const replicated = (cluster: WatchedCluster, brokerId: number): Ideas => ({
  [`UnderMinIsr${brokerId}`]: {
    ...fromOne,
    metric: brokerMetric(cluster, brokerId, 'UnderMinIsrPartitionCount', Stats.MAXIMUM),
    minutes: 1,
    sentence: `partitions led by broker ${brokerId} have too few replicas in sync, writes with acks=all are refused`,
    page: 'cluster-under-replicated',
  },
  [`UnderReplicated${brokerId}`]: {
    ...fromOne,
    metric: brokerMetric(cluster, brokerId, 'UnderReplicatedPartitions', Stats.MAXIMUM),
    minutes: 15,
    sentence: `partitions led by broker ${brokerId} lack a replica for 15 minutes, the next failure may stop them`,
    page: 'cluster-under-replicated',
  },
  [`DiskFull${brokerId}`]: {
    metric: brokerMetric(cluster, brokerId, 'KafkaDataLogsDiskUsed', Stats.MAXIMUM),
    threshold: 85,
    minutes: 5,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    sentence: `the data disk of broker ${brokerId} is over 85 % full, a full one stops the broker`,
    page: 'cluster-disk-full',
  },
});

/** Express slows clients down where a Standard broker would be overrun. */
const throttled = (cluster: WatchedCluster, brokerId: number): Ideas =>
  Object.fromEntries(
    (['Produce', 'Fetch'] as const).map(request => [
      `${request}Throttled${brokerId}`,
      {
        metric: brokerMetric(cluster, brokerId, `${request}ThrottleTime`),
        threshold: 0,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        minutes: 5,
        treatMissingData: TreatMissingData.NOT_BREACHING,
        sentence: `broker ${brokerId} has slowed clients down for 5 minutes, they ask for more than its size carries`,
        page: 'cluster-throttled',
      },
    ]),
  );

/** MSK replaces a broker by itself; a node of ours that says nothing is ours to look at. */
const silence = (cluster: WatchedCluster, nodeId: number): Ideas =>
  cluster.kind === 'ec2'
    ? {
        [`Silent${nodeId}`]: {
          // Both roles publish it.
          metric: brokerMetric(cluster, nodeId, 'MetadataLagMs', Stats.SAMPLE_COUNT),
          threshold: 1,
          comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
          minutes: 10,
          treatMissingData: TreatMissingData.BREACHING,
          sentence: `node ${nodeId} has published nothing for 10 minutes, its Kafka, its agent or its instance is gone`,
          page: 'cluster-node-silent',
        },
      }
    : {};
