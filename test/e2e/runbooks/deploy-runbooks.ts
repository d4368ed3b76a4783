import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { deployFunction } from '../../aws/deployed-lambdas.ts';
import type { EmulatedAws } from '../../aws/emulated-aws.ts';
import { makeRole } from '../../aws/make-role.ts';
import type { NoticeInbox } from '../../aws/notice-inbox.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { gateVariable, type StageGate } from '../../aws/stage-gate.ts';
import { templateFor } from '../../infra/synth.ts';
import { type Resource, resolveIn } from './resolve-template.ts';

export interface DeployedRunbooks {
  readonly stateMachineArn: string;
  readonly runTable: string;
  readonly reportBucket: string;
}

/** What a test cannot wait for, or has to be in the way of. */
export interface DeploymentChanges {
  /** Time limits of tasks, by state. */
  readonly taskSeconds?: Readonly<Record<string, number>>;
  readonly functionSeconds?: number;
  readonly gate?: StageGate;
  /** A right that is taken from what CDK wrote; it is missed only where the emulator looks at rights. */
  readonly withoutAction?: string;
  /** The one runbook that the context has. @default - offset-reset */
  readonly kind?: string;
  /** What the function of the runbook is told beside. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Makes what the template says of runbooks in the emulator: the functions with the variables that CDK gave them and the
 * state machine with the definition that CDK wrote, every reference replaced by what was really made.
 */
export const deployRunbooks = async (
  aws: EmulatedAws,
  context: Readonly<Record<string, string>>,
  inbox: NoticeInbox,
  {
    taskSeconds = {},
    functionSeconds,
    gate,
    withoutAction,
    kind = 'offset-reset',
    environment,
  }: DeploymentChanges = {},
): Promise<DeployedRunbooks> => {
  const resources = (templateFor(context).toJSON() as { Resources: Readonly<Record<string, Resource>> }).Resources;
  const idOf = (type: string, start = ''): string => {
    const found = Object.entries(resources).find(([id, resource]) => resource.Type === type && id.startsWith(start));
    if (found === undefined) throw new Error(`the template has no ${type} ${start}`);
    return found[0];
  };
  const tableName = await makeRunTable(aws);
  const reportBucket = `reports-${crypto.randomUUID()}`;
  await new S3Client(aws.clientConfig).send(new CreateBucketCommand({ Bucket: reportBucket }));
  const made = new Map([
    [idOf('AWS::DynamoDB::GlobalTable'), { ref: tableName, arn: `${arnStart('dynamodb')}:table/${tableName}` }],
    [idOf('AWS::S3::Bucket', 'RunbooksReports'), { ref: reportBucket, arn: `arn:aws:s3:::${reportBucket}` }],
    [idOf('AWS::SNS::Topic'), { ref: inbox.topicArn, arn: inbox.topicArn }],
  ]);
  const runbookId = `Runbooks${kind.replaceAll('-', '')}`;
  // Functions by the beginning of their logical ids, and where their bundles are.
  const bundles = { [`${runbookId}Stages`]: kind, RunbooksTracking: 'track-run' };
  for (const [start, bundle] of Object.entries(bundles)) {
    const id = idOf('AWS::Lambda::Function', start);
    const policy = resolveIn(made, policyOf(resources, start));
    const roleArn = await makeRole(aws, { principal: 'lambda', policy, withoutAction });
    const { Environment, Timeout } = resources[id]!.Properties as {
      readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
      readonly Timeout: number;
    };
    const name = `${bundle}-${crypto.randomUUID()}`;
    const arn = await deployFunction(aws, {
      name,
      bundle,
      environment: {
        ...(resolveIn(made, Environment.Variables) as Readonly<Record<string, string>>),
        ...environment,
        ...(gate === undefined ? {} : { [gateVariable]: JSON.stringify(gate) }),
      },
      timeoutSeconds: functionSeconds ?? Timeout,
      roleArn,
    });
    made.set(id, { ref: name, arn });
  }
  const { DefinitionString } = resources[idOf('AWS::StepFunctions::StateMachine')]!.Properties as {
    readonly DefinitionString: unknown;
  };
  const machineRole = resources[idOf('AWS::IAM::Role', `${runbookId}RunRole`)]!;
  const { stateMachineArn = '' } = await new SFNClient(aws.clientConfig).send(
    new CreateStateMachineCommand({
      name: `${kind}-${crypto.randomUUID()}`,
      definition: withLimits(resolveIn(made, DefinitionString) as string, taskSeconds),
      roleArn: await makeRole(aws, { principal: 'states', policy: resolveIn(made, inlinePolicyOf(machineRole)) }),
    }),
  );
  return { stateMachineArn, runTable: tableName, reportBucket };
};

const withLimits = (definition: string, taskSeconds: Readonly<Record<string, number>>): string => {
  const machine = JSON.parse(definition) as { readonly States: Record<string, { TimeoutSeconds?: number }> };
  for (const [state, seconds] of Object.entries(taskSeconds)) machine.States[state]!.TimeoutSeconds = seconds;
  return JSON.stringify(machine);
};

const arnStart = (service: string): string => `arn:aws:${service}:eu-west-1:000000000000`;

/** What CDK allows the role of a function. */
const policyOf = (resources: Readonly<Record<string, Resource>>, functionId: string): unknown => {
  const policies = Object.entries(resources).filter(
    ([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(functionId),
  );
  if (policies.length !== 1) throw new Error(`${functionId} has ${policies.length} policies`);
  return (policies[0]![1].Properties as { readonly PolicyDocument: unknown }).PolicyDocument;
};

const inlinePolicyOf = ({ Properties }: Resource): unknown => {
  const { Policies } = Properties as {
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly unknown[] } }[];
  };
  return { Version: '2012-10-17', Statement: Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) };
};
