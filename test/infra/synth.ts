import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { stewardApp } from '../../lib/steward-app.ts';

const root = join(import.meta.dirname, '../..');
const flags = (JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> })
  .context;

// A bundle that never changes: a template must not change with the code of the function.
const bundleDirectory = join(import.meta.dirname, 'bundles');
const nodeDirectory = join(import.meta.dirname, 'nodes');
const softwarePath = join(import.meta.dirname, 'software.mjs');

const assemblies = mkdtempSync(join(tmpdir(), 'kafka-steward-synth-'));
afterAll(() => {
  rmSync(assemblies, { recursive: true, force: true });
});

export const mskContext = {
  cluster: 'arn:aws:kafka:eu-west-1:111122223333:cluster/shop/0a1b2c3d-0000-1111-2222-333344445555-1',
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: 'subnet-0123456789abcdef0,subnet-0123456789abcdef1',
};

export const selfManagedContext = {
  bootstrapServers: 'b1.shop.internal:9096,b2.shop.internal:9096',
  name: 'shop',
  secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_lag-AbCdEf',
  secretKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555',
  vpcId: mskContext.vpcId,
  subnetIds: mskContext.subnetIds,
  clusterSecurityGroupId: 'sg-0123456789abcdef0',
  metricGroups: 'billing,orders-*',
  standstillSeconds: '120',
  alarmEmail: 'on-call@example.com',
};

/** Users that Secrets Manager rotates: on a cluster of its own one with a space in its name, and once a week. */
export const scramSelfManagedContext = {
  ...selfManagedContext,
  scramUsers: 'orders,bill ing',
  scramRotationDays: '7',
};

export const scramMskContext = {
  ...mskContext,
  secretArn: selfManagedContext.secretArn,
  secretKeyArn: selfManagedContext.secretKeyArn,
  scramUsers: 'orders,billing',
};

/** A cluster on EC2, whose nodes its runbooks may restart and replace. */
export const nodesContext = { ...selfManagedContext, nodes: 'shop-ec2' };

/** A VPC that is there already, for clusters that are to be stood up. */
export const existingNetwork = {
  vpcId: mskContext.vpcId,
  subnetIds: `${mskContext.subnetIds},subnet-0123456789abcdef2`,
  zones: 'eu-west-1a,eu-west-1b,eu-west-1c',
};

/** What can be stood up: each kind alone and the two that are compared, and the same with much else than what is usual. */
export const comparisonVariants = [
  ['MSK Standard', { cluster: 'msk' }],
  ['MSK Express', { cluster: 'msk-express' }],
  ['MSK Serverless', { cluster: 'msk-serverless' }],
  ['EC2', { cluster: 'ec2' }],
  ['both', { cluster: 'both' }],
  [
    'both in a VPC that is there, large, whose data goes with them',
    {
      ...existingNetwork,
      cluster: 'both',
      name: 'shop',
      brokersPerZone: '2',
      storageGibibytes: '1000',
      volumeThroughputMebibytes: '300',
      mskType: 'kafka.m7g.2xlarge',
      ec2BrokerType: 'r7g.2xlarge',
      keepData: 'no',
      alarmEmail: 'on-call@example.com',
    },
  ],
] as const;

/** The app for a context as `cdk synth -c …` would give it, in a folder of its own. */
export const appFor = (context: Readonly<Record<string, string>>): App => {
  const outdir = mkdtempSync(join(assemblies, 'cdk.out-'));
  const app = stewardApp({ context: { ...flags, ...context }, bundleDirectory, nodeDirectory, softwarePath, outdir });
  if (app instanceof App) return app;
  throw new Error(app.join('\n'));
};

export const templateFor = (context: Readonly<Record<string, string>>, stack = 'Operations'): Template =>
  Template.fromStack(Stack.of(appFor(context).node.findChild(stack)));
