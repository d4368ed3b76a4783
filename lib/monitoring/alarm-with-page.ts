import { Alarm, type AlarmProps, ComparisonOperator, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The page under docs/runbooks that an alarm's description ends with. */
type Page =
  | 'cluster-busy'
  | 'cluster-disk-full'
  | 'cluster-no-controller'
  | 'cluster-node-silent'
  | 'cluster-offline-partitions'
  | 'cluster-throttled'
  | 'cluster-under-replicated'
  | 'lag-check-failing'
  | 'lag-groups-in-error'
  | 'lag-partly-unreadable'
  | 'node-certificates'
  | 'runbook-run-failed'
  | 'scram-rotation-failed';

export interface AlarmIdea extends Pick<AlarmProps, 'threshold' | 'comparisonOperator' | 'treatMissingData'> {
  readonly metric: IMetric;
  readonly sentence: string;
  readonly page: Page;
  readonly minutes: number;
  /** @default - all of `minutes` */
  readonly minutesThatCount?: number;
}

export interface AlarmRecipient {
  /** The cluster as metrics name it. */
  readonly cluster: string;
  readonly topic: ITopic;
}

/** An alarm that says which cluster it is about, what is wrong and what to do, when it begins and when it ends. */
export const alarmWithPage = (
  scope: Construct,
  id: string,
  idea: AlarmIdea,
  { cluster, topic }: AlarmRecipient,
): Alarm => {
  const { sentence, page, minutes, minutesThatCount, ...rest } = idea;
  const alarm = new Alarm(scope, id, {
    ...rest,
    comparisonOperator: rest.comparisonOperator ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    alarmDescription: `${cluster}: ${sentence}. What to do: docs/runbooks/${page}.md`,
    evaluationPeriods: minutes,
    datapointsToAlarm: minutesThatCount ?? minutes,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
};
