import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { templateFor } from '../../synth.ts';

const page = 'docs/runbooks/node-certificates.md';

describe('the alarm of certificates', () => {
  it('begins with the first failure of the weekly look and lasts until the next has had its turn', () => {
    templateFor({ cluster: 'ec2', name: 'shop' }, 'Monitoring').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp(`^shop-ec2: certificates of nodes were not renewed.*${page}$`),
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 6 * 3600,
      Threshold: 1,
      DatapointsToAlarm: 1,
      EvaluationPeriods: 28,
      TreatMissingData: 'notBreaching',
    });
    expect(existsSync(join(import.meta.dirname, '../../../..', page))).toBe(true);
  });

  it('is not there where no node has a certificate', () => {
    const alarms = templateFor({ cluster: 'msk' }, 'Monitoring').findResources('AWS::CloudWatch::Alarm');
    expect(JSON.stringify(alarms)).not.toContain(page);
  });
});
