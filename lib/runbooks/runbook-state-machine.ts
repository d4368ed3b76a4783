import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, QueryLanguage, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { type RunbookDefinitionProps, runbookDefinition } from './runbook-definition.ts';

export interface RunbookStateMachineProps extends RunbookDefinitionProps {
  readonly logRetention: RetentionDays;
}

/** The state machine of one runbook. It may call its two functions and nothing else. */
export class RunbookStateMachine extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: RunbookStateMachineProps) {
    super(scope, id);
    const { start, longestSeconds } = runbookDefinition(this, props);
    this.machine = new StateMachine(this, 'Machine', {
      comment: `${props.declaration.kind}: ${props.declaration.does}`,
      definitionBody: DefinitionBody.fromChainable(start),
      queryLanguage: QueryLanguage.JSONATA,
      // Standard: an execution is kept by its name, so that a run cannot be started twice, and may wait for people.
      stateMachineType: StateMachineType.STANDARD,
      // Nothing is caught when this ends a run, so it is more than all limits together.
      timeout: Duration.seconds(longestSeconds),
      // The CDK would add versions of the functions, and more: what the role may do is all there.
      role: this.roleFor(props).withoutPolicyUpdates(),
      logs: {
        destination: this.logGroup(props),
        level: LogLevel.ERROR,
        // It would have the task token.
        includeExecutionData: false,
      },
      tracingEnabled: false,
    });
    Validations.of(this.machine).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason: 'The journal has every step of a run, for longer; the log is for what kept a run from writing there.',
      },
      {
        id: 'AwsSolutions-SF2',
        reason:
          'Two functions that are called in turn have no trace worth its price; the history of an execution is one.',
      },
    );
  }

  // The prefix keeps the log delivery of many machines in one entry of the account's resource policy, which is limited.
  private logGroup({ declaration, logRetention }: RunbookStateMachineProps): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}/${declaration.kind}`,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private roleFor({ runbook, tracking }: RunbookDefinitionProps): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Stages: allow(['lambda:InvokeFunction'], [runbook.functionArn, tracking.functionArn]),
        Logs: allow(logDelivery, ['*']),
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'CloudWatch Logs knows no resource for the calls by which Step Functions sets up where it logs to.',
    });
    return role;
  }
}

const allow = (actions: string[], resources: string[]): PolicyDocument =>
  new PolicyDocument({ statements: [new PolicyStatement({ actions, resources })] });

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
export const logDelivery = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
