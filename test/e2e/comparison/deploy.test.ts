import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { appFor, comparisonVariants } from '../../infra/synth.ts';
import { bootstrap, createStack, type DeployedStack, uploadAssets } from './cloud-formation.ts';
import { alarmOfSeveral, playedPart, type StackTemplate } from './played-part.ts';

/** What the emulator cannot play. It is asked each time, so that a newer one makes this list shorter. */
const notPlayed = [
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::EC2::EIP',
  'AWS::EC2::FlowLog',
  'AWS::EC2::NatGateway',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Volume',
  'AWS::MSK::BatchScramSecret',
  'AWS::MSK::Cluster',
  'AWS::MSK::ClusterPolicy',
  'AWS::MSK::Configuration',
  'AWS::MSK::ServerlessCluster',
  'AWS::SSM::Association',
  'AWS::SSM::Document',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::RotationSchedule',
];

/** What it would take, and is tried elsewhere or not played as CloudFormation does. */
const notTried = [
  alarmOfSeveral,
  // Functions that CloudFormation calls. The one of the certificates is tried with its own bundle, the other is the CDK's.
  'Custom::NodeCertificates',
  'Custom::S3AutoDeleteObjects',
];

const typesIn = ({ Resources }: StackTemplate): ReadonlySet<string> =>
  new Set(Object.values(Resources).map(({ Type }) => Type));

const templatesIn = ({ directory, stacks }: CloudAssembly) =>
  stacks.map(({ id, stackName, templateFile }) => ({
    id,
    stackName,
    template: JSON.parse(readFileSync(join(directory, templateFile), 'utf8')) as StackTemplate,
  }));

const refusalOf = async (aws: EmulatedAws, name: string, template: StackTemplate): Promise<readonly string[]> => {
  try {
    await createStack(aws, name, template);
    return [];
  } catch (error) {
    const [, types] = /Unrecognized resource types: \[(.*)\]/.exec((error as Error).message) ?? [];
    if (types === undefined) throw error;
    return types.split(', ');
  }
};

describe('the comparison, deployed to emulated AWS', () => {
  let aws: EmulatedAws;
  beforeAll(async () => {
    aws = await startEmulatedAws();
    await bootstrap(aws);
  });
  afterAll(() => aws.stop());

  /** Each stack twice: whole, to be refused for what is not played, and without that. */
  const deploy = async (assembly: CloudAssembly): Promise<ReadonlyMap<string, DeployedStack>> => {
    const made = new Map<string, DeployedStack>();
    for (const { id, stackName, template } of templatesIn(assembly)) {
      await uploadAssets(aws, assembly.directory, id);
      const missing = notPlayed.filter(type => typesIn(template).has(type));
      if (missing.length > 0)
        expect(await refusalOf(aws, `whole-${stackName}`, template), `what is not played of ${id}`).toEqual(missing);
      made.set(id, await createStack(aws, stackName, playedPart(template, new Set([...notPlayed, ...notTried]))));
    }
    return made;
  };

  it.each(comparisonVariants.map(([name, context], at) => [name, { ...context, name: `shop-${at}` }] as const))(
    'is made as far as it is played: %s',
    async (_name, context) => {
      const made = await deploy(appFor(context).synth());
      for (const [id, { status, reasons }] of made)
        expect(status, `${id}: ${reasons.join('; ')}`).toBe('CREATE_COMPLETE');
      if (!made.has('Msk')) return;
      const secrets = new SecretsManagerClient(aws.clientConfig);
      const cluster = `${context.name}-msk`;
      for (const name of [
        `AmazonMSK_${cluster}_admin`,
        `AmazonMSK_${cluster}_load-a`,
        `kafka-steward/${cluster}/load`,
      ]) {
        const { KmsKeyId } = await secrets.send(new DescribeSecretCommand({ SecretId: name }));
        expect(KmsKeyId).toMatch(/^arn:aws:kms:/);
      }
    },
  );

  it('is told nothing that no stack has', () => {
    const types = new Set(
      comparisonVariants.flatMap(([, context]) =>
        templatesIn(appFor(context).synth()).flatMap(({ template }) => [...typesIn(template)]),
      ),
    );
    expect(notPlayed.filter(type => !types.has(type))).toEqual([]);
  });
});
