import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readRunbookSettings } from '../../../../lambdas/runbook/settings.ts';
import { readSettings } from '../../../../lambdas/track-run/settings.ts';
import { actionsOf, statementsIn } from '../../statements.ts';
import { mskContext, selfManagedContext, templateFor } from '../../synth.ts';

const template = templateFor(mskContext);

/** The variables of the function whose logical id begins so, references replaced by text. */
const environmentOf = (context: Readonly<Record<string, string>>, idStart: string): Record<string, string> => {
  const functions = Object.entries(templateFor(context).findResources('AWS::Lambda::Function'));
  const [, resource] = functions.find(([id]) => id.startsWith(idStart))!;
  const { Variables } = (resource as { Properties: { Environment: { Variables: Record<string, unknown> } } }).Properties
    .Environment;
  return Object.fromEntries(
    Object.entries(Variables).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
};

const actionsIn = (idStart: string, service: string): readonly string[] =>
  statementsIn(template, idStart)
    .flatMap(actionsOf)
    .filter(action => action.startsWith(`${service}:`))
    .toSorted();

/** The partitions that a policy lets its holder touch by an action. */
const partitionsFor = (idStart: string, action: string): readonly string[] =>
  statementsIn(template, idStart)
    .filter(statement => actionsOf(statement).includes(action))
    .flatMap(({ Condition }) => {
      const { 'ForAllValues:StringLike': like } = (Condition ?? {}) as {
        readonly 'ForAllValues:StringLike'?: { readonly 'dynamodb:LeadingKeys': string | readonly string[] };
      };
      return like === undefined ? [] : [like['dynamodb:LeadingKeys']].flat();
    });

const runbook = 'RunbooksoffsetresetStages';
const tracking = 'RunbooksTracking';
const machine = 'RunbooksoffsetresetRunRole';
const approvers = 'RunbooksoffsetresetApprovers';
const readers = 'RunbooksReaders';

describe('the runbooks of a cluster', () => {
  it.each([
    ['an MSK cluster', mskContext],
    ['a cluster of its own', selfManagedContext],
  ])('give their functions environments that the settings take, for %s', (_name, context) => {
    const told = { ...context, approvalSeconds: '600' };
    expect(readRunbookSettings(environmentOf(told, runbook))).toMatchObject({
      clusterName: 'shop',
      approval: 'always',
      approvalSeconds: 600,
    });
    expect(readSettings(environmentOf(told, tracking))).toMatchObject({ clusterName: 'shop' });
  });

  it('are not there where none is wanted', () => {
    const without = templateFor({ ...mskContext, runbooks: 'none' });
    without.resourceCountIs('AWS::StepFunctions::StateMachine', 0);
    without.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    // The lag check and the cost estimate.
    without.resourceCountIs('AWS::Lambda::Function', 2);
  });

  it('let an offset reset commit for groups and read topics, and change nothing else of the cluster', () => {
    expect(actionsIn(runbook, 'kafka-cluster')).toEqual([
      'kafka-cluster:AlterGroup',
      'kafka-cluster:Connect',
      'kafka-cluster:DeleteGroup',
      'kafka-cluster:DescribeCluster',
      'kafka-cluster:DescribeGroup',
      'kafka-cluster:DescribeTopic',
      'kafka-cluster:ReadData',
    ]);
    expect(actionsIn(runbook, 's3')).toEqual([]);
    expect(actionsIn(runbook, 'sns')).toEqual([]);
  });

  it('keep the function that tracks runs away from the brokers and their network', () => {
    expect(actionsIn(tracking, 'kafka-cluster')).toEqual([]);
    expect(actionsIn(tracking, 'ec2')).toEqual([]);
    const functions = Object.entries(template.findResources('AWS::Lambda::Function'));
    const [, { Properties }] = functions.find(([id]) => id.startsWith(tracking))! as [string, { Properties: object }];
    expect(Properties).not.toHaveProperty('VpcConfig');
  });

  it('let nobody delete a journal or a lock', () => {
    expect(partitionsFor(runbook, 'dynamodb:DeleteItem')).toEqual([]);
    expect(partitionsFor(tracking, 'dynamodb:DeleteItem')).toEqual(['approval#*']);
    for (const policy of [approvers, readers])
      expect(actionsIn(policy, 'dynamodb')).toEqual(
        expect.not.arrayContaining(['dynamodb:PutItem', 'dynamodb:DeleteItem']),
      );
  });

  it('show a task token to the function that keeps it and to approvers, and to nobody else', () => {
    const mayRead = (policy: string) =>
      ['dynamodb:GetItem', 'dynamodb:Query'].flatMap(action => partitionsFor(policy, action));
    expect(mayRead(tracking)).toContain('approval#*');
    expect(mayRead(approvers)).toContain('approval#*');
    for (const policy of [runbook, readers]) expect(mayRead(policy)).toEqual(['run#*', 'lock#*', 'run#*', 'lock#*']);
    for (const policy of [runbook, tracking, approvers, readers])
      expect(actionsIn(policy, 'states').filter(action => action.startsWith('states:Get'))).toEqual([]);
  });

  it('let approvers answer for their own state machine only', () => {
    expect(statementsIn(template, approvers)).toContainEqual(
      expect.objectContaining({
        Action: ['states:SendTaskFailure', 'states:SendTaskSuccess'],
        Resource: { Ref: expect.stringMatching(/^RunbooksoffsetresetRunMachine/) as string },
      }),
    );
    expect(actionsIn(readers, 'states')).toEqual([]);
  });

  it('let the state machine call its two functions and set up its log, and nothing else', () => {
    const [stages, logs, ...more] = statementsIn(template, machine);
    expect(stages).toMatchObject({ Action: 'lambda:InvokeFunction' });
    expect(stages?.Resource).toHaveLength(2);
    expect(JSON.stringify(stages?.Resource)).not.toContain('*');
    expect(actionsOf(logs!).filter(action => !action.startsWith('logs:'))).toEqual([]);
    expect(more).toEqual([]);
  });

  it('log errors of an execution without its data, which would have the task token', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { IncludeExecutionData: false, Level: 'ERROR' },
      TracingConfiguration: { Enabled: false },
    });
  });

  it('say where their runs are, and whom to give which policy', () => {
    const outputs = Object.keys(template.toJSON().Outputs as object).map(name => name.replace(/[0-9A-F]{8}$/, ''));
    expect(outputs).toEqual(
      expect.arrayContaining([
        'RunbooksRunsName',
        'RunbooksoffsetresetStateMachineArn',
        'RunbooksoffsetresetApproverPolicyArn',
        'RunbooksReaderPolicyArn',
      ]),
    );
    template.hasOutput('*', {
      Value: { 'Fn::Join': ['', ['export KAFKA_STEWARD_RUNS=dynamodb:', Match.anyValue()]] },
    });
  });

  it('sound an alarm when a run is not done, runs out of time or is stopped', () => {
    for (const MetricName of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'])
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/States',
        MetricName,
        Threshold: 1,
        TreatMissingData: 'notBreaching',
      });
  });
});
