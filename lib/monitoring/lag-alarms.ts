import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkLagTimeoutSeconds } from '../../lambdas/check-lag/contract.ts';
import { type ClusterMetricName, clusterDimension, metricNamespace } from '../../src/domain/lag/lag-metric-names.ts';
import type { LagCheck } from '../constructs/lag-check.ts';
import { type AlarmIdea, type AlarmRecipient, alarmWithPage } from './alarm-with-page.ts';

export interface LagAlarmsProps extends AlarmRecipient {
  readonly check: LagCheck;
}

/** The alarms of one lag check: does it run, is it right, and what does it see. */
export class LagAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { check, ...recipient }: LagAlarmsProps) {
    super(scope, id);
    const entries = Object.entries(ideas(check, recipient.cluster));
    this.alarms = entries.map(([name, idea]) => alarmWithPage(this, name, idea, recipient));
  }
}

const minute = Duration.minutes(1);

const ideas = (check: LagCheck, cluster: string): Readonly<Record<string, AlarmIdea>> => {
  const { handler } = check.operation;
  const ofCluster = (metricName: ClusterMetricName, statistic: string): Metric =>
    new Metric({
      namespace: metricNamespace,
      metricName,
      dimensionsMap: { [clusterDimension]: cluster },
      statistic,
      period: minute,
    });
  return {
    Failing: {
      metric: handler.metricErrors({ statistic: Stats.SUM, period: minute }),
      threshold: 1,
      minutes: 5,
      minutesThatCount: 3,
      // No run is the business of the next alarm.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      sentence: 'the lag check failed in 3 of 5 minutes, the name of the error is in its log',
      page: 'lag-check-failing',
    },
    NoSample: {
      metric: ofCluster('Groups', Stats.SAMPLE_COUNT),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      minutes: 5,
      // Whatever stops the check (no schedule, no rights, no brokers), what is left is that no figures come.
      treatMissingData: TreatMissingData.BREACHING,
      sentence: 'the newest sample is older than 5 minutes, nobody watches the lag',
      page: 'lag-check-failing',
    },
    Slow: {
      metric: handler.metricDuration({ statistic: Stats.MAXIMUM, period: minute }),
      threshold: checkLagTimeoutSeconds * 1000 * 0.8,
      minutes: 5,
      minutesThatCount: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      sentence: `the lag check takes over ${checkLagTimeoutSeconds * 0.8} s of its ${checkLagTimeoutSeconds} s`,
      page: 'lag-check-failing',
    },
    Undelivered: {
      metric: check.undelivered.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: minute }),
      threshold: 1,
      minutes: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      sentence: 'the schedule could not start the lag check',
      page: 'lag-check-failing',
    },
    GroupsInError: {
      metric: ofCluster('GroupsInError', Stats.MAXIMUM),
      threshold: 1,
      minutes: 3,
      treatMissingData: TreatMissingData.IGNORE,
      sentence: 'a consumer group is STALLED, STOPPED or REWOUND, a notice names each',
      page: 'lag-groups-in-error',
    },
    PartlyUnreadable: {
      metric: ofCluster('UnreadableItems', Stats.MAXIMUM),
      threshold: 1,
      minutes: 15,
      treatMissingData: TreatMissingData.IGNORE,
      sentence: 'part of the cluster could not be read for 15 minutes, its lag is not known',
      page: 'lag-partly-unreadable',
    },
  };
};
