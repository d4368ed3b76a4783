import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import type { ISecurityGroup, ISubnet } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { type ComparisonConfig, removalPolicyOf } from '../config/comparison-config.ts';
import { CheckedAsset } from '../constructs/checked-asset.ts';
import { LoadMachine } from '../constructs/load/load-machine.ts';
import { LoadRuns } from '../constructs/load/load-runs.ts';
import { readLoadSoftware } from '../load/load-software.ts';
import type { LoadTarget } from '../load/load-variables.ts';

/** Where instances that send stand, and whose key their reports are under. */
export interface LoadNetwork {
  readonly subnets: readonly ISubnet[];
  /** It may talk to brokers. */
  readonly clients: ISecurityGroup;
  readonly key: IKey;
}

export interface LoadStackProps extends StackProps {
  readonly config: ComparisonConfig;
  readonly network: LoadNetwork;
  readonly targets: readonly LoadTarget[];
  /** The command line in one file, as `npm run build` writes it. */
  readonly softwarePath: string;
  /** An instance that sends ends itself after so long. @default 180 */
  readonly longestMinutes?: number;
}

/** With a baseline of its network card far above what the smallest brokers carry, so that it is not what is measured. */
const loadMachineType = 'c7gn.xlarge';

/** Sends the same load to each cluster of a comparison, and keeps the reports. Between loads it costs nothing but its bucket. */
export class LoadStack extends Stack {
  constructor(scope: Construct, id: string, props: LoadStackProps) {
    const { config, network, targets, softwarePath, longestMinutes = 180, ...rest } = props;
    super(scope, id, {
      stackName: `kafka-steward-${config.name}-load`,
      description: `Sends loads to the clusters of comparison ${config.name}`,
      ...rest,
    });
    const { key, clients: group, subnets } = network;
    const bucket = new Bucket(this, 'Reports', {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: removalPolicyOf(config),
      // One load is enough for a bucket that cannot be deleted as it is.
      autoDeleteObjects: !config.keepsData,
      lifecycleRules: [{ expiration: Duration.days(400), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'One instance and one state machine write here, and the history of an execution tells when.',
    });
    const stateMachineName = `kafka-steward-${config.name}-load`;
    const machine = new LoadMachine(this, 'Machine', {
      name: config.name,
      stateMachineName,
      type: loadMachineType,
      subnet: subnets[0]!,
      group,
      key,
      bucket,
      software: new CheckedAsset(this, 'Software', readLoadSoftware(softwarePath)),
      targets,
      longestMinutes,
    });
    const runs = new LoadRuns(this, 'Runs', {
      name: stateMachineName,
      machine,
      bucket,
      key,
      longestMinutes,
      logRetention: config.logRetentionDays,
    });
    new CfnOutput(this, 'StateMachineArn', {
      value: runs.machine.stateMachineArn,
      description: 'aws stepfunctions start-execution --input \'{"rate": "20MB/s", "duration": "10m"}\'',
    });
    new CfnOutput(this, 'ReportBucket', { value: bucket.bucketName });
  }
}
