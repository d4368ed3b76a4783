import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { forgetAtAttribute, runIndexes, runTableKeys } from '../../../../src/domain/change/run-table.ts';
import { mskContext, templateFor } from '../../synth.ts';

const template = templateFor(mskContext);

describe('the table of runs', () => {
  it('outlives the stack, can be put back to any second, and cannot be deleted by mistake', () => {
    template.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ],
      },
    });
  });

  it('has the keys, the indexes and the time to live that its users know', () => {
    const keysOf = (partition: string, sort: string) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: keysOf(runTableKeys.partition, runTableKeys.sort),
      GlobalSecondaryIndexes: Object.values(runIndexes).map(({ name, partition, sort }) => ({
        IndexName: name,
        KeySchema: keysOf(partition, sort),
        Projection: { ProjectionType: 'ALL' },
      })),
      TimeToLiveSpecification: { AttributeName: forgetAtAttribute, Enabled: true },
    });
  });
});

describe('the bucket of reports', () => {
  it('is private, encrypted, versioned, and forgets reports with the runs they are of', () => {
    const buckets = template.findResources('AWS::S3::Bucket', {
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: Match.anyValue(),
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 400 })] },
      },
    });
    expect(Object.keys(buckets)).toHaveLength(1);
  });
});
