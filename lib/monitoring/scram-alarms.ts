import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { clusterDimension, metricNamespace } from '../../src/domain/lag/lag-metric-names.ts';
import { passwordAgeMetricName, userDimension } from '../../src/domain/scram/password-age.ts';
import { toNameText } from '../../src/domain/scram/secret-name.ts';
import type { AlarmTopic } from '../constructs/alarm-topic.ts';
import type { ScramUser } from '../constructs/scram-user.ts';
import type { ScramUsers } from '../constructs/scram-users.ts';
import { type AlarmIdea, alarmWithPage } from './alarm-with-page.ts';

export interface ScramAlarmsProps {
  readonly cluster: string;
  readonly topic: AlarmTopic;
  readonly users: ScramUsers;
  readonly rotationDays: number;
}

const page = 'scram-rotation-failed';

/** A rotation that failed is tried again on its next day: so much later somebody has to look. */
const graceDays = 3;

/** Tells when a rotation has failed, and when a password is older than it should be, whatever the reason. */
export class ScramAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { cluster, topic, users, rotationDays }: ScramAlarmsProps) {
    super(scope, id);
    const recipient = { cluster, topic: topic.topic };
    const ideas = [
      ['Failing', failing(users)] as const,
      ...users.users.map(user => [`${toNameText(user.base)}-too-old`, tooOld(user, cluster, rotationDays)] as const),
    ];
    this.alarms = ideas.map(([name, idea]) => alarmWithPage(this, name, idea, recipient));
    this.tellFailures(cluster, topic, users);
  }

  /** Secrets Manager says once that it has given up. CloudTrail hands that on only where a trail is set up. */
  private tellFailures(cluster: string, topic: AlarmTopic, { users }: ScramUsers): void {
    const rule = new Rule(this, 'GivenUp', {
      description: `Secrets Manager has given up a rotation of ${cluster}`,
      eventPattern: {
        source: ['aws.secretsmanager'],
        detailType: ['AWS Service Event via CloudTrail'],
        detail: {
          eventName: ['RotationFailed', 'RotationAbandoned'],
          additionalEventData: { SecretId: users.map(({ secretArn }) => secretArn) },
        },
      },
    });
    topic.allowRule(rule);
    const [what, secretId] = ['eventName', 'additionalEventData.SecretId'].map(path =>
      EventField.fromPath(`$.detail.${path}`),
    );
    const sentence = `${cluster}: ${what!} of secret ${secretId!}. What to do: docs/runbooks/${page}.md`;
    rule.addTarget({ bind: () => ({ arn: topic.topicArn, input: RuleTargetInput.fromText(sentence) }) });
  }
}

const failing = ({ rotation }: ScramUsers): AlarmIdea => ({
  metric: rotation.operation.handler.metricErrors({ statistic: Stats.SUM, period: Duration.minutes(1) }),
  threshold: 1,
  minutes: 60,
  // Secrets Manager repeats a rotation by itself: once or twice is a broker that was late.
  minutesThatCount: 3,
  treatMissingData: TreatMissingData.NOT_BREACHING,
  sentence:
    'the rotation of a SCRAM user failed in 3 of 60 minutes, the name of the error is in the log of rotate-scram',
  page,
});

const tooOld = ({ base }: ScramUser, cluster: string, rotationDays: number): AlarmIdea => ({
  metric: new Metric({
    namespace: metricNamespace,
    metricName: passwordAgeMetricName,
    dimensionsMap: { [clusterDimension]: cluster, [userDimension]: toNameText(base) },
    // The day of a rotation has figures of both passwords.
    statistic: Stats.MINIMUM,
    period: Duration.days(1),
  }),
  threshold: rotationDays + graceDays,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  // Of the metric's periods, which are days.
  minutes: 1,
  // Two figures come each day: without one nobody knows the age.
  treatMissingData: TreatMissingData.BREACHING,
  sentence: `the password of ${toNameText(base)} is older than ${rotationDays + graceDays} days, or nobody knows how old`,
  page,
});
