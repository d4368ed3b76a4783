import { CfnOutput, Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import type { AgesEvent } from '../../lambdas/rotate-scram/contract.ts';
import { toNameText } from '../../src/domain/scram/secret-name.ts';
import type { FunctionNetwork } from './operation-function.ts';
import type { RunTable } from './run-table.ts';
import { type RotatedClusterConfig, ScramRotation } from './scram-rotation.ts';
import { ScramUser } from './scram-user.ts';

export interface ScramUsersProps {
  readonly config: RotatedClusterConfig;
  readonly network: FunctionNetwork;
  readonly table: RunTable;
  readonly bundleDirectory: string;
  /** Of their secrets. @default - one of their own */
  readonly key?: IKey;
  /** Of their secrets. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** The rotated users of one cluster, the key of their secrets, and the function that rotates them. */
export class ScramUsers extends Construct {
  readonly rotation: ScramRotation;
  readonly users: readonly ScramUser[];

  constructor(scope: Construct, id: string, props: ScramUsersProps) {
    super(scope, id);
    const { config, removalPolicy } = props;
    const key =
      props.key ?? new Key(this, 'Key', { description: `SCRAM users of ${config.name}`, enableKeyRotation: true });
    this.rotation = new ScramRotation(this, 'Rotation', { ...props, key });
    this.users = config.scram.users.map(
      base =>
        new ScramUser(this, `User-${toNameText(base)}`, {
          base,
          clusterName: config.name,
          isMsk: config.cluster.kind === 'msk',
          strategy: config.scram.strategy,
          key,
          rotateEvery: Duration.days(config.scram.rotationDays),
          rotation: this.rotation,
          removalPolicy,
        }),
    );
    this.tellAges();
    new CfnOutput(this, 'Secrets', {
      value: this.users.map(({ secretName }) => secretName).join(','),
      description: 'What applications read their logins from',
    });
  }

  /** Twice a day, so that each day has a figure whatever the hour of the first. */
  private tellAges(): void {
    const { handler } = this.rotation.operation;
    const input: AgesEvent = {
      tellAges: this.users.map(({ secretArn, base }) => ({ secretId: secretArn, user: toNameText(base) })),
    };
    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(handler.node.defaultChild as CfnFunction)}.Arn>:*]`,
      reason: 'The star stands for versions and aliases of this one function.',
    });
    new Schedule(this, 'Ages', {
      description: 'Publishes how old passwords are',
      schedule: ScheduleExpression.rate(Duration.hours(12)),
      target: new LambdaInvoke(handler, { role, input: ScheduleTargetInput.fromObject(input), retryAttempts: 2 }),
    });
  }
}
