import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { deployFunction } from '../../aws/deployed-lambdas.ts';
import type { EmulatedAws } from '../../aws/emulated-aws.ts';
import type { NoticeInbox } from '../../aws/notice-inbox.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { templateFor } from '../../infra/synth.ts';
import { type Resource, resolveIn } from './resolve-template.ts';

export interface DeployedRunbooks {
  readonly stateMachineArn: string;
  readonly runTable: string;
  readonly reportBucket: string;
}

/** Functions by the beginning of their logical ids, and where their bundles are. */
const bundles = { RunbooksoffsetresetStages: 'offset-reset', RunbooksTracking: 'track-run' } as const;

/**
 * Makes what the template says of runbooks in the emulator: the functions with the variables that CDK gave them and the
 * state machine with the definition that CDK wrote, every reference replaced by what was really made.
 */
export const deployRunbooks = async (
  aws: EmulatedAws,
  context: Readonly<Record<string, string>>,
  inbox: NoticeInbox,
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
    [idOf('AWS::DynamoDB::GlobalTable'), { ref: tableName, arn: '' }],
    [idOf('AWS::S3::Bucket', 'RunbooksReports'), { ref: reportBucket, arn: '' }],
    [idOf('AWS::SNS::Topic'), { ref: inbox.topicArn, arn: inbox.topicArn }],
  ]);
  for (const [start, bundle] of Object.entries(bundles)) {
    const id = idOf('AWS::Lambda::Function', start);
    const { Environment, Timeout } = resources[id]!.Properties as {
      readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
      readonly Timeout: number;
    };
    const name = `${bundle}-${crypto.randomUUID()}`;
    const arn = await deployFunction(aws, {
      name,
      bundle,
      environment: resolveIn(made, Environment.Variables) as Readonly<Record<string, string>>,
      timeoutSeconds: Timeout,
      roleArn: 'arn:aws:iam::000000000000:role/any',
    });
    made.set(id, { ref: name, arn });
  }
  const { DefinitionString } = resources[idOf('AWS::StepFunctions::StateMachine')]!.Properties as {
    readonly DefinitionString: unknown;
  };
  const { stateMachineArn = '' } = await new SFNClient(aws.clientConfig).send(
    new CreateStateMachineCommand({
      name: `offset-reset-${crypto.randomUUID()}`,
      definition: resolveIn(made, DefinitionString) as string,
      roleArn: 'arn:aws:iam::000000000000:role/any',
    }),
  );
  return { stateMachineArn, runTable: tableName, reportBucket };
};
