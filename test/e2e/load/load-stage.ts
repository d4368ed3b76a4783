import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App, Stack } from 'aws-cdk-lib';
import { SecurityGroup, Subnet } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { clientPropertiesFlag, type LoadTarget } from '../../../lib/load/load-variables.ts';
import { LoadStack } from '../../../lib/stacks/load-stack.ts';
import { build } from '../../aws/build-once.ts';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { type OwnCluster, startOwnCluster } from '../../broker/broker-fixture.ts';
import { ec2Config } from '../../infra/ec2-synth.ts';
import { bootstrap, createStack, uploadAssets } from '../comparison/cloud-formation.ts';
import { playedPart, type StackTemplate } from '../comparison/played-part.ts';
import { type PlayedInstances, playInstances } from './play-instances.ts';

export interface LoadStage {
  readonly aws: EmulatedAws;
  readonly s3: S3Client;
  readonly bucket: string;
  readonly instances: PlayedInstances;
  /** That nobody but the instance and the brokers may see. */
  readonly password: string;
  /** One that is open, which plays the cluster that asks for no password. */
  readonly open: OwnCluster;
  /** Starts a load and waits for its end. */
  readonly run: (request: object) => Promise<EndedRun>;
  readonly stop: () => Promise<void>;
}

export interface EndedRun {
  readonly name: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly output: string | undefined;
}

/** The stack that sends loads, deployed from its template, with two real clusters to send to. */
export const startLoadStage = async (): Promise<LoadStage> => {
  const [aws, open, secured] = await Promise.all([
    startEmulatedAws({ SFN_WAIT_SCALE: '0.02' }),
    startOwnCluster({ brokers: 1 }),
    startOwnCluster({ brokers: 1, security: 'scram' }),
    build(),
  ]);
  const { password, login } = await storeLogin(aws, secured);
  const targets: readonly LoadTarget[] = [
    { name: 'open', access: { flags: ['--bootstrap-servers', open.cluster.bootstrapServers] }, usdPerHour: 1.5 },
    { name: 'secured', access: { flags: ['--command-config', clientPropertiesFlag], login }, usdPerHour: 0.9 },
  ];
  const { bucket, stateMachineArn } = await deploy(aws, targets);
  const instances = await playInstances(aws);
  const sfn = new SFNClient(aws.clientConfig);
  const run = async (request: object): Promise<EndedRun> => {
    const name = `load-${crypto.randomUUID()}`;
    const { executionArn } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(request) }),
    );
    for (;;) {
      const { status = '', error, cause, output } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status !== 'RUNNING') return { name, status, error, cause, output };
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  };
  const stop = async (): Promise<void> => {
    await instances.stop();
    await Promise.all([aws.stop(), open.remove(), secured.remove()]);
  };
  const s3 = new S3Client({ ...aws.clientConfig, forcePathStyle: true });
  return { aws, s3, bucket, instances, password, open, run, stop };
};

const storeLogin = async ({ clientConfig }: EmulatedAws, { cluster }: OwnCluster) => {
  const { sasl } = cluster.connectionFor();
  if (sasl?.mechanism !== 'SCRAM-SHA-512') throw new Error('the secured cluster has no SCRAM login');
  const { username } = sasl;
  const password = sasl.password.reveal();
  const secret = { username, password, mechanism: 'SCRAM-SHA-512', bootstrapServers: cluster.bootstrapServers };
  const { ARN = '' } = await new SecretsManagerClient(clientConfig).send(
    new CreateSecretCommand({ Name: 'load', SecretString: JSON.stringify(secret) }),
  );
  const authorityParameter = '/kafka-steward/shop-ec2/authority';
  const authority = readFileSync(cluster.directory.caCertificate, 'utf8');
  await new SSMClient(clientConfig).send(
    new PutParameterCommand({ Name: authorityParameter, Value: authority, Type: 'String' }),
  );
  return { password, login: { secretArn: ARN, authorityParameter } };
};

/** The network is there already, as far as the template asks for it. Of what it makes, nothing is called by CloudFormation. */
const deploy = async (aws: EmulatedAws, targets: readonly LoadTarget[]) => {
  const outdir = await mkdtemp(join(tmpdir(), 'kafka-steward-load-'));
  const app = new App({ outdir });
  const there = new Stack(app, 'There');
  const load = new LoadStack(app, 'Load', {
    config: { ...ec2Config, keepsData: false },
    network: {
      subnets: [Subnet.fromSubnetId(there, 'Subnet', 'subnet-0123456789abcdef0')],
      clients: SecurityGroup.fromSecurityGroupId(there, 'Clients', 'sg-0123456789abcdef0'),
      key: Key.fromKeyArn(there, 'Key', 'arn:aws:kms:eu-west-1:000000000000:key/0a1b2c3d-0000-1111-2222-333344445555'),
    },
    targets,
    // The state machine looks every 20 s of these, each of which the emulator waits for 0.4 s.
    longestMinutes: 60,
    softwarePath: join(import.meta.dirname, '../../../dist/cli/kafka-steward.mjs'),
  });
  app.synth();
  await bootstrap(aws);
  await uploadAssets(aws, outdir, 'Load');
  const template = JSON.parse(readFileSync(join(outdir, load.templateFile), 'utf8')) as StackTemplate;
  const played = playedPart(template, new Set(['Custom::S3AutoDeleteObjects']));
  const { status, reasons, outputs } = await createStack(aws, load.stackName, played);
  await rm(outdir, { recursive: true });
  if (status !== 'CREATE_COMPLETE') throw new Error(`the stack is ${status}: ${reasons.join('; ')}`);
  return { bucket: outputs['ReportBucket'] ?? '', stateMachineArn: outputs['StateMachineArn'] ?? '' };
};
