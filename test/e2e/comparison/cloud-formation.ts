import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { EmulatedAws } from '../../aws/emulated-aws.ts';
import { cloudFormation, textsIn } from '../../aws/unsigned-request.ts';
import { zipOf } from '../../aws/zip-of.ts';
import type { StackTemplate } from './played-part.ts';

export interface DeployedStack {
  readonly status: string;
  /** Why something was not made. */
  readonly reasons: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** Physical ids by logical ones. */
  readonly resources: Readonly<Record<string, string>>;
}

const bucket = 'cdk-hnb659fds-assets-000000000000-eu-west-1';

const imageParameter = '/images/node';

/** What `cdk bootstrap` leaves in an account, as far as a template asks for it, and an image for nodes to start from. */
export const bootstrap = async ({ clientConfig }: EmulatedAws): Promise<void> => {
  await new S3Client({ ...clientConfig, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: bucket }));
  const ssm = new SSMClient(clientConfig);
  const parameters = { '/cdk-bootstrap/hnb659fds/version': '30', [imageParameter]: 'ami-0123456789abcdef0' };
  for (const [Name, Value] of Object.entries(parameters))
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
};

/** AWS's own parameters cannot be written, so where a template asks for its image by one, it is given ours. */
const imageParametersOf = ({ Parameters = {} }: StackTemplate): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(Parameters)
      .filter(([, { Type }]) => Type === 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>')
      .flatMap(([name], index) => [
        [`Parameters.member.${index + 1}.ParameterKey`, name],
        [`Parameters.member.${index + 1}.ParameterValue`, imageParameter],
      ]),
  );

interface AssetManifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** Puts what a stack is made of beside its template where the CDK's command line would put it. */
export const uploadAssets = async (
  { clientConfig }: EmulatedAws,
  directory: string,
  stackId: string,
): Promise<void> => {
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
  const manifest = JSON.parse(readFileSync(join(directory, `${stackId}.assets.json`), 'utf8')) as AssetManifest;
  for (const { source, destinations } of Object.values(manifest.files)) {
    const path = join(directory, source.path);
    const body = statSync(path).isDirectory() ? zipOfFirst(path) : readFileSync(path);
    for (const { objectKey } of Object.values(destinations))
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key: objectKey, Body: body }));
  }
};

/** A function of CDK's own has more files; none of these is called. */
const zipOfFirst = (directory: string): Buffer => {
  const [name = ''] = readdirSync(directory).toSorted();
  return zipOf(name, readFileSync(join(directory, name), 'utf8'));
};

/** For a minute. What CloudFormation would wait for longer, such as a function of its own, the emulator does not play. */
const mostTries = 600;

/** A refusal is an error with CloudFormation's own words. */
export const createStack = async (aws: EmulatedAws, name: string, template: StackTemplate): Promise<DeployedStack> => {
  const s3 = new S3Client({ ...aws.clientConfig, forcePathStyle: true });
  const key = `${name}.template.json`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(template) }));
  await cloudFormation(aws.endpoint, {
    Action: 'CreateStack',
    StackName: name,
    TemplateURL: `${aws.endpoint}/${bucket}/${key}`,
    'Capabilities.member.1': 'CAPABILITY_NAMED_IAM',
    ...imageParametersOf(template),
  });
  for (let tries = 0; ; tries += 1) {
    const described = await cloudFormation(aws.endpoint, { Action: 'DescribeStacks', StackName: name });
    const status = textsIn(described, 'StackStatus')[0] ?? 'GONE';
    if (!status.endsWith('_IN_PROGRESS') || tries === mostTries) return await readStack(aws, name, status, described);
    await sleep(100);
  }
};

const readStack = async (aws: EmulatedAws, name: string, status: string, described: string): Promise<DeployedStack> => {
  const events = await cloudFormation(aws.endpoint, { Action: 'DescribeStackEvents', StackName: name });
  const resources = await cloudFormation(aws.endpoint, { Action: 'DescribeStackResources', StackName: name });
  return {
    status,
    reasons: textsIn(events, 'ResourceStatusReason'),
    outputs: pairsIn(described, 'OutputKey', 'OutputValue'),
    resources: pairsIn(resources, 'LogicalResourceId', 'PhysicalResourceId'),
  };
};

const pairsIn = (xml: string, name: string, value: string): Readonly<Record<string, string>> => {
  const names = textsIn(xml, name);
  const values = textsIn(xml, value);
  return Object.fromEntries(names.map((each, index) => [each, values[index] ?? '']));
};
