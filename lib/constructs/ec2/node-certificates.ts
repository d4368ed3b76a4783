import { CustomResource, Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { CfnResourcePolicy, CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import {
  type NodeCertificatesAttributes,
  type NodeCertificatesEnvironment,
  type NodeCertificatesRequest,
  nodeCertificatesTimeoutSeconds,
} from '../../../lambdas/node-certificates/contract.ts';
import type { NodeSlot } from '../../ec2/node-slots.ts';
import { OperationFunction } from '../operation-function.ts';
import { throughService } from './through-service.ts';

export interface NodeCertificatesProps {
  readonly clusterName: string;
  readonly slots: readonly NodeSlot[];
  /** Of all the secrets. */
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: RetentionDays;
  readonly bundleDirectory: string;
}

/**
 * The authority of the cluster: a function, the secret that only it may read, and a secret with certificate and key for
 * each node. It issues what is missing when the stack is deployed, and every week what is about to end.
 */
export class NodeCertificates extends Construct {
  readonly operation: OperationFunction;
  /** Whatever needs a certificate in its secret depends on it. */
  readonly issued: CustomResource;
  /** PEM, public. */
  readonly authorityCertificate: string;
  private readonly secretArns: ReadonlyMap<number, string>;

  constructor(scope: Construct, id: string, props: NodeCertificatesProps) {
    super(scope, id);
    const { clusterName, slots, key, removalPolicy } = props;
    this.operation = new OperationFunction(this, 'Certify', {
      name: 'node-certificates',
      description: `The authority of the nodes of ${clusterName}: issues their certificates, and renews them in time`,
      bundleDirectory: props.bundleDirectory,
      timeout: Duration.seconds(nodeCertificatesTimeoutSeconds),
      // Of processor time, which making keys is about.
      memoryMegabytes: 1024,
      logRetention: props.logRetention,
    });
    const secretOf = (name: string, description: string): string => {
      const secret = new CfnSecret(this, name, { description, kmsKeyId: key.keyArn });
      secret.applyRemovalPolicy(removalPolicy);
      Validations.of(secret).acknowledge({
        id: 'AwsSolutions-SMG4',
        reason: 'The function renews certificates; an authority that changed would be trusted by nobody.',
      });
      return secret.ref;
    };
    const authority = secretOf('Authority', `The authority of the nodes of ${clusterName}; only its function reads it`);
    this.secretArns = new Map(
      slots.map(({ nodeId, host }) => [nodeId, secretOf(`Node${nodeId}`, `Certificate and key of ${host}`)]),
    );
    const environment = {
      CLUSTER_NAME: clusterName,
      AUTHORITY_SECRET_ID: authority,
    } satisfies NodeCertificatesEnvironment;
    this.operation.addEnvironment(environment);
    this.allowSecrets([authority, ...this.secretArns.values()], key);
    const guard = this.keepToItself(authority);
    const request: NodeCertificatesRequest = {
      nodes: slots.map(({ nodeId, host }) => ({ host, secretId: this.secretArnOf(nodeId) })),
    };
    this.issued = this.issue(request);
    this.issued.node.addDependency(this.operation, guard);
    this.authorityCertificate = this.issued.getAttString(
      'AuthorityCertificate' satisfies keyof NodeCertificatesAttributes,
    );
    this.renewEveryWeek(request);
  }

  secretArnOf(nodeId: number): string {
    const arn = this.secretArns.get(nodeId);
    if (arn === undefined) throw new Error(`node ${nodeId} is none of this cluster`);
    return arn;
  }

  private allowSecrets(secretArns: readonly string[], key: IKey): void {
    this.operation.grant({
      actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      resources: secretArns,
    });
    this.operation.grant({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [key.keyArn],
      conditions: throughService(this, 'secretsmanager'),
    });
  }

  /** Whoever may read every secret of the account may not read this one, unless they change this policy first. */
  private keepToItself(secretId: string): CfnResourcePolicy {
    const nobodyElse = new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      resources: ['*'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': this.operation.role.roleArn } },
    });
    return new CfnResourcePolicy(this, 'AuthorityPolicy', {
      secretId,
      blockPublicPolicy: true,
      resourcePolicy: new PolicyDocument({ statements: [nobodyElse] }),
    });
  }

  private issue(request: NodeCertificatesRequest): CustomResource {
    return new CustomResource(this, 'Issued', {
      resourceType: 'Custom::NodeCertificates',
      serviceToken: this.operation.handler.functionArn,
      // Where no answer comes, CloudFormation would wait for an hour.
      serviceTimeout: Duration.seconds(2 * nodeCertificatesTimeoutSeconds),
      properties: request,
    });
  }

  private renewEveryWeek(request: NodeCertificatesRequest): void {
    const { handler } = this.operation;
    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(handler.node.defaultChild as CfnFunction)}.Arn>:*]`,
      reason: 'The star stands for versions and aliases of this one function.',
    });
    new Schedule(this, 'Renewal', {
      description: 'Renews certificates of nodes; nodes take them a day later',
      schedule: ScheduleExpression.expression('cron(0 4 ? * SAT *)'),
      target: new LambdaInvoke(handler, { role, input: ScheduleTargetInput.fromObject(request), retryAttempts: 2 }),
    });
  }
}
