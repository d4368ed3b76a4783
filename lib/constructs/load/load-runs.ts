import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { DefinitionBody, LogLevel, QueryLanguage, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { loadRunDefinition, loadRunTag } from '../../load/load-run-definition.ts';
import { logDelivery } from '../../runbooks/runbook-state-machine.ts';
import type { LoadMachine } from './load-machine.ts';

export interface LoadRunsProps {
  readonly name: string;
  readonly machine: LoadMachine;
  readonly bucket: Bucket;
  readonly key: IKey;
  readonly longestMinutes: number;
  readonly logRetention: RetentionDays;
}

/** The state machine of a load. It starts instances of one template, ends those it started, and reads what they came to. */
export class LoadRuns extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: LoadRunsProps) {
    super(scope, id);
    const { machine, bucket, longestMinutes, logRetention } = props;
    const start = loadRunDefinition(this, {
      bucketName: bucket.bucketName,
      launchTemplateId: machine.template.launchTemplateId!,
      launchTemplateVersion: machine.template.latestVersionNumber,
      longestMinutes,
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: props.name,
      comment: 'Sends a load to the clusters of a comparison and reports how they bore it',
      definitionBody: DefinitionBody.fromChainable(start),
      queryLanguage: QueryLanguage.JSONATA,
      timeout: Duration.minutes(longestMinutes + 30),
      role: this.roleFor(props).withoutPolicyUpdates(),
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}`,
          retention: logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
      },
      tracingEnabled: false,
    });
    Validations.of(this.machine).acknowledge(
      { id: 'AwsSolutions-SF1', reason: 'The history of an execution has every event; the log is for what failed.' },
      { id: 'AwsSolutions-SF2', reason: 'One instance that is waited for has no trace worth its price.' },
    );
  }

  private roleFor({ machine, bucket, key }: LoadRunsProps): Role {
    const { partition, region, account } = Stack.of(this);
    const ec2 = (resource: string): string => `arn:${partition}:ec2:${region}:${account}:${resource}`;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const allow = (
      actions: string[],
      resources: string[],
      conditions?: Record<string, Record<string, string>>,
    ): void => {
      role.addToPolicy(new PolicyStatement({ actions, resources, conditions }));
    };
    const template = ec2(`launch-template/${machine.template.launchTemplateId!}`);
    allow(['s3:GetObject'], [bucket.arnForObjects('runs/*/status.json')]);
    allow(['s3:ListBucket'], [bucket.bucketArn]);
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn]);
    allow(
      ['ec2:RunInstances'],
      [
        template,
        ec2('instance/*'),
        ec2('volume/*'),
        ec2('network-interface/*'),
        ec2(`subnet/${machine.subnetId}`),
        ec2(`security-group/${machine.groupId}`),
        `arn:${partition}:ec2:${region}::image/*`,
      ],
      // What the template says cannot be replaced by something else.
      { ArnLike: { 'ec2:LaunchTemplate': template }, Bool: { 'ec2:IsLaunchTemplateResource': 'true' } },
    );
    allow(['ec2:CreateTags'], [ec2('instance/*'), ec2('volume/*')], {
      StringEquals: { 'ec2:CreateAction': 'RunInstances' },
    });
    allow(['ec2:TerminateInstances'], [ec2('instance/*')], { StringLike: { [`aws:ResourceTag/${loadRunTag}`]: '*' } });
    allow(['iam:PassRole'], [machine.role.roleArn], { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
    allow([...logDelivery], ['*']);
    this.answer(role, bucket);
    return role;
  }

  private answer(role: Role, bucket: Bucket): void {
    const bucketId = Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnBucket);
    const unnamed = [`<${bucketId}.Arn>/runs/*/status.json`];
    const ofThisAccount = 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:';
    const started = ['instance/*', 'volume/*', 'network-interface/*'].map(resource => `${ofThisAccount}${resource}`);
    for (const resource of [...unnamed, ...started, 'arn:<AWS::Partition>:ec2:<AWS::Region>::image/*'])
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${resource}]`,
        reason:
          'Loads and their instances have no names before they are started; conditions hold instances to one template and to our tag.',
      });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'CloudWatch Logs knows no resource for the calls by which Step Functions sets up where it logs to.',
    });
  }
}
