import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { TrackRunEnvironment } from '../../lambdas/track-run/contract.ts';
import { runRetentionMs } from '../../src/domain/change/run-table.ts';
import type { OperationFunction } from './operation-function.ts';

/** The reports of runs, whole: a plan of a thousand partitions fits into no message. Kept as long as the journal is. */
export class ReportBucket extends Construct {
  private readonly bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Reports', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // A run that is resumed reports again, and what the first report said is part of the story.
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          expiration: Duration.millis(runRetentionMs),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'One function writes one report a run here, and the journal has a line for it.',
    });
  }

  /** To write reports, not to read or delete them. */
  bindReports(operation: OperationFunction): void {
    const variables: Partial<TrackRunEnvironment> = { REPORT_BUCKET: this.bucket.bucketName };
    operation.addEnvironment({ ...variables });
    operation.grant({ actions: ['s3:PutObject'], resources: [this.bucket.arnForObjects('*')] });
    const bucketId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    Validations.of(operation.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/*]`,
      reason: 'A report is named after its run, and there is nothing but reports in this bucket.',
    });
  }
}
