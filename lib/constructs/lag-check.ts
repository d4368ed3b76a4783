import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { ContextAttribute, Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  type CheckLagEnvironment,
  type CheckLagRequest,
  checkLagTimeoutSeconds,
} from '../../lambdas/check-lag/contract.ts';
import type { ClusterAccess } from '../../src/domain/change/runbook-declaration.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import type { AlarmTopic } from './alarm-topic.ts';
import { bindCluster } from './cluster-access.ts';
import { type FunctionNetwork, OperationFunction } from './operation-function.ts';

export interface LagCheckProps {
  readonly config: OperationsConfig;
  readonly network: FunctionNetwork;
  readonly topic: AlarmTopic;
  readonly bundleDirectory: string;
}

/** How often a cluster is looked at. The rules of the domain count on one sample a minute. */
export const lagCheckInterval = Duration.minutes(1);

const readingEverything: ClusterAccess = {
  cluster: ['Connect', 'DescribeCluster'],
  topic: ['DescribeTopic'],
  group: ['DescribeGroup'],
  reason:
    'The check reads every group and topic of this one cluster, also those made later; Describe is all it may do.',
};

/** The lag check of one cluster: its function, the schedule that runs it, and the bucket that holds its window. */
export class LagCheck extends Construct {
  readonly operation: OperationFunction;
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string, props: LagCheckProps) {
    super(scope, id);
    const { config, topic } = props;
    this.operation = new OperationFunction(this, 'Check', {
      name: 'check-lag',
      description: `Lag check of ${config.name}: reads offsets, judges groups, tells of incidents; changes nothing`,
      bundleDirectory: props.bundleDirectory,
      network: props.network,
      timeout: Duration.seconds(checkLagTimeoutSeconds),
      memoryMegabytes: config.memoryMegabytes,
      logRetention: config.logRetentionDays,
    });
    bindCluster(this.operation, config, readingEverything);
    this.bindWindow(this.windowBucket(), `lag-windows/${config.name}`);
    topic.grantPublish(this.operation.role);
    const own: Partial<CheckLagEnvironment> = {
      TOPIC_ARN: topic.topicArn,
      ALLOWED_LAG_RECORDS: numeral(config.lag.allowedLagRecords),
      MINIMUM_SAMPLES: numeral(config.lag.minimumSamples),
      STANDSTILL_SECONDS: numeral(config.lag.standstillSeconds),
      INCLUDED_GROUPS: jsonArray(config.lag.includedGroups),
      EXCLUDED_GROUPS: jsonArray(config.lag.excludedGroups),
      METRIC_GROUPS: jsonArray(config.lag.metricGroups),
    };
    this.operation.addEnvironment({ ...own });
    this.undelivered = this.deadLetterQueue();
    this.schedule();
  }

  private windowBucket(): Bucket {
    const bucket = new Bucket(this, 'Windows', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // A window is worth minutes: older versions would be 43,800 objects a month that nobody reads.
      versioned: false,
      // It holds the open incidents, so a stack that is deleted by mistake finds them again; then it empties itself.
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'One function reads and writes one object a minute here; its own log has each of these calls, an access log would repeat them.',
    });
    return bucket;
  }

  private bindWindow(bucket: Bucket, key: string): void {
    const variables: Partial<CheckLagEnvironment> = { WINDOW_BUCKET: bucket.bucketName, WINDOW_KEY: key };
    this.operation.addEnvironment({ ...variables });
    this.operation.grant({ actions: ['s3:GetObject', 's3:PutObject'], resources: [bucket.arnForObjects(key)] });
    // Without this right S3 answers 403 instead of 404 for a window that is not there yet.
    this.operation.grant({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] });
  }

  private deadLetterQueue(): Queue {
    const queue = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is the dead-letter queue of the schedule; an alarm tells when it holds something.',
    });
    return queue;
  }

  private schedule(): void {
    const input: CheckLagRequest = {
      scheduledTime: ContextAttribute.scheduledTime,
      executionId: ContextAttribute.executionId,
    };
    const { handler } = this.operation;
    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(handler.node.defaultChild as CfnFunction)}.Arn>:*]`,
      reason: 'The star stands for versions and aliases of this one function.',
    });
    new Schedule(this, 'EachMinute', {
      description: 'Runs the lag check',
      schedule: ScheduleExpression.rate(lagCheckInterval),
      target: new LambdaInvoke(handler, {
        role,
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue: this.undelivered,
        // A minute that could not be delivered in a minute is over.
        maxEventAge: lagCheckInterval,
        retryAttempts: 2,
      }),
    });
  }
}

const numeral = (value: number | undefined): string | undefined => value?.toString();

const jsonArray = (values: readonly string[]): string | undefined =>
  values.length === 0 ? undefined : JSON.stringify(values);
