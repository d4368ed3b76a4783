import { Arn, ArnFormat, Duration, Stack, Validations } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { rotateScramTimeoutSeconds } from '../../lambdas/rotate-scram/contract.ts';
import type { ClusterAccess } from '../../src/domain/change/runbook-declaration.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import { bindCluster, type ReachedCluster } from './cluster-access.ts';
import { type FunctionNetwork, OperationFunction } from './operation-function.ts';
import type { RunTable } from './run-table.ts';

/** A cluster that is there already, or one that a stack of ours makes. */
export type RotatedClusterConfig = ReachedCluster & Pick<OperationsConfig, 'logRetentionDays' | 'scram'>;

export interface ScramRotationProps {
  /** Its login is a SCRAM one: new logins are proven on the listener that the function itself uses. */
  readonly config: RotatedClusterConfig;
  readonly network: FunctionNetwork;
  /** Keeps the run of each rotation, and lets one change at a time work on the cluster. */
  readonly table: RunTable;
  /** Of the secrets of all users. */
  readonly key: IKey;
  readonly bundleDirectory: string;
}

/** With a SCRAM login the brokers ask their ACLs, not IAM. */
const nothingOfIam: ClusterAccess = { cluster: [], topic: [], group: [], reason: 'The login is a SCRAM one.' };

/** The function that Secrets Manager rotates SCRAM users with, and its role: each user adds its own secrets, no other. */
export class ScramRotation extends Construct {
  readonly operation: OperationFunction;
  private readonly permission: CfnPermission;

  constructor(scope: Construct, id: string, props: ScramRotationProps) {
    super(scope, id);
    const { config, network, table, key, bundleDirectory } = props;
    this.operation = new OperationFunction(this, 'Rotate', {
      name: 'rotate-scram',
      description: `Rotates SCRAM users of ${config.name}: proves each new login on every broker before clients are told`,
      bundleDirectory,
      network,
      timeout: Duration.seconds(rotateScramTimeoutSeconds),
      memoryMegabytes: 512,
      logRetention: config.logRetentionDays,
    });
    bindCluster(this.operation, config, nothingOfIam);
    table.bindRuns(this.operation);
    this.allowPasswords(key);
    if (config.cluster.kind === 'msk') this.allowAssociations(config.cluster.arn, key);
    // By L1, since L2 makes a permission for any account.
    this.permission = new CfnPermission(this, 'SecretsManager', {
      action: 'lambda:InvokeFunction',
      functionName: this.operation.handler.functionArn,
      principal: new ServicePrincipal('secretsmanager.amazonaws.com').service,
      sourceAccount: Stack.of(this).account,
    });
  }

  /** The rights to rotate a user with these secrets, which have to be there before its schedule begins. */
  bindSecrets(secretArns: readonly string[], schedule: Construct): void {
    this.operation.grant({
      actions: [
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'secretsmanager:PutSecretValue',
        'secretsmanager:UpdateSecretVersionStage',
      ],
      resources: secretArns,
    });
    schedule.node.addDependency(this.permission, this.operation.role);
  }

  private allowPasswords(key: IKey): void {
    const { region, urlSuffix } = Stack.of(this);
    this.operation.grant({ actions: ['secretsmanager:GetRandomPassword'], resources: ['*'] });
    Validations.of(this.operation.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'GetRandomPassword is about no resource; and Lambda makes network interfaces, which have no narrower one.',
    });
    this.operation.grant({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.${urlSuffix}` } },
    });
  }

  /** MSK wants a grant on the key from whoever associates a secret. */
  private allowAssociations(clusterArn: string, key: IKey): void {
    this.operation.grant({
      actions: ['kafka:BatchAssociateScramSecret', 'kafka:ListScramSecrets'],
      resources: [clusterArn],
    });
    const { region = '' } = Arn.split(clusterArn, ArnFormat.SLASH_RESOURCE_NAME);
    this.operation.grant({
      actions: ['kms:CreateGrant'],
      resources: [key.keyArn],
      conditions: {
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
        StringEquals: { 'kms:ViaService': `kafka.${region}.${Stack.of(this).urlSuffix}` },
      },
    });
  }
}
