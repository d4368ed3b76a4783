import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { CheckLagEnvironment } from '../../../../lambdas/check-lag/contract.ts';
import { readDueAtMs } from '../../../../lambdas/check-lag/request.ts';
import { readSettings } from '../../../../lambdas/check-lag/settings.ts';
import { mskContext, selfManagedContext, templateFor } from '../../synth.ts';

/** The variables as the function would get them, references replaced by text. */
const environmentOf = (context: Readonly<Record<string, string>>): Record<string, string> => {
  const [resource] = Object.values(templateFor(context).findResources('AWS::Lambda::Function'));
  const { Variables } = (resource as { Properties: { Environment: { Variables: Record<string, unknown> } } }).Properties
    .Environment;
  return Object.fromEntries(
    Object.entries(Variables).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
};

describe('the lag check', () => {
  it.each([
    ['an MSK cluster', mskContext],
    ['a cluster of its own', selfManagedContext],
  ])('gives the function an environment that its settings take, for %s', (_name, context) => {
    const settings = readSettings(environmentOf(context));
    expect(settings.clusterName).toBe('shop');
    expect(settings.window.key).toBe('lag-windows/shop');
  });

  it('passes thresholds and patterns on', () => {
    const environment: Partial<CheckLagEnvironment> = environmentOf(selfManagedContext);
    expect(environment).toMatchObject({ STANDSTILL_SECONDS: '120', METRIC_GROUPS: '["billing","orders-*"]' });
    expect(readSettings({ ...environment })).toMatchObject({ rules: { standstillMs: 120_000 } });
  });

  it('runs each minute, with an event the function takes', () => {
    const [schedule] = Object.values(templateFor(mskContext).findResources('AWS::Scheduler::Schedule'));
    const { Properties } = schedule as { Properties: { ScheduleExpression: string; Target: { Input: string } } };
    expect(Properties.ScheduleExpression).toBe('rate(1 minute)');
    const event = Properties.Target.Input.replace('<aws.scheduler.scheduled-time>', '2026-01-31T10:00:00Z');
    expect(readDueAtMs(JSON.parse(event))).toBe(Date.UTC(2026, 0, 31, 10));
  });

  it('runs on Node 24 and arm64, logs with an end, and leaves a failed minute to the next one', () => {
    const template = templateFor(mskContext);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 55,
      VpcConfig: { SubnetIds: mskContext.subnetIds.split(',') },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
  });

  it('keeps its window private, encrypted and for as long as it is written', () => {
    templateFor(mskContext).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 30, Status: 'Enabled' })] },
      },
    });
  });

  it('may read and write its one object, and see that it is not there yet', () => {
    templateFor(mskContext).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['s3:GetObject', 's3:PutObject'],
            Resource: { 'Fn::Join': ['', Match.arrayWith(['/lag-windows/shop'])] },
          }),
          Match.objectLike({ Action: 's3:ListBucket' }),
        ]),
      },
    });
  });
});
