import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { mskContext, templateFor } from '../../synth.ts';

const root = join(import.meta.dirname, '../../../..');

interface AlarmProperties {
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
}

const alarms = (): readonly AlarmProperties[] =>
  Object.values(templateFor(mskContext).findResources('AWS::CloudWatch::Alarm')).map(
    ({ Properties }) => Properties as AlarmProperties,
  );

describe('the alarms of the lag check', () => {
  it('each end with a page of this repository', () => {
    expect(alarms().length).toBeGreaterThan(3);
    for (const { AlarmDescription } of alarms()) {
      const [page = ''] = /docs\/runbooks\/[\w-]+\.md$/.exec(AlarmDescription) ?? [];
      expect(AlarmDescription).toContain('shop: ');
      expect(existsSync(join(root, page)) ? page : `missing: ${AlarmDescription}`).toBe(page);
    }
  });

  it('tell when they begin and when they end', () => {
    for (const { AlarmActions, OKActions } of alarms()) expect([AlarmActions.length, OKActions.length]).toEqual([1, 1]);
  });

  it('sound when no sample comes at all', () => {
    templateFor(mskContext).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'KafkaSteward',
      MetricName: 'Groups',
      Dimensions: [{ Name: 'Cluster', Value: 'shop' }],
      Statistic: 'SampleCount',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 5,
      TreatMissingData: 'breaching',
    });
  });

  it('sound when the check fails in 3 of 5 minutes', () => {
    templateFor(mskContext).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      DatapointsToAlarm: 3,
      EvaluationPeriods: 5,
      AlarmDescription: Match.stringLikeRegexp('docs/runbooks/lag-check-failing\\.md$'),
    });
  });
});
