import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { scramSelfManagedContext, templateFor } from '../../synth.ts';

const root = join(import.meta.dirname, '../../../..');
const template = templateFor(scramSelfManagedContext);

const alarms = (): readonly { readonly AlarmDescription: string; readonly AlarmActions: readonly unknown[] }[] =>
  Object.entries(template.findResources('AWS::CloudWatch::Alarm'))
    .filter(([id]) => id.startsWith('ScramAlarms'))
    .map(([, { Properties }]) => Properties as { AlarmDescription: string; AlarmActions: readonly unknown[] });

describe('the alarms of rotated users', () => {
  it('are one for the function and one a user, each with a page of this repository', () => {
    expect(alarms()).toHaveLength(3);
    for (const { AlarmDescription, AlarmActions } of alarms()) {
      const [page = ''] = /docs\/runbooks\/[\w-]+\.md$/.exec(AlarmDescription) ?? [];
      expect(page).toBe('docs/runbooks/scram-rotation-failed.md');
      expect(existsSync(join(root, page))).toBe(true);
      expect(AlarmActions).toHaveLength(1);
    }
  });

  it('sound when a password is older than its schedule and three days, or nobody knows', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'KafkaSteward',
      MetricName: 'PasswordAgeDays',
      Dimensions: [
        { Name: 'Cluster', Value: 'shop' },
        { Name: 'User', Value: 'bill=20ing' },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 10,
      Period: 86_400,
      EvaluationPeriods: 1,
      TreatMissingData: 'breaching',
    });
  });

  it('sound when the function fails again and again, not when a broker is late once', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      DatapointsToAlarm: 3,
      EvaluationPeriods: 60,
      AlarmDescription: Match.stringLikeRegexp('log of rotate-scram'),
    });
  });

  it('are beside a word for each rotation of these secrets that Secrets Manager gives up', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.secretsmanager'],
        detail: {
          eventName: ['RotationFailed', 'RotationAbandoned'],
          additionalEventData: { SecretId: [{ Ref: Match.anyValue() }, { Ref: Match.anyValue() }] },
        },
      },
      Targets: [Match.objectLike({ InputTransformer: Match.anyValue() })],
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });
});
