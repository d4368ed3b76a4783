import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { afterAll } from 'vitest';
import type { ComparisonConfig } from '../../lib/config/comparison-config.ts';
import { Ec2Stack } from '../../lib/stacks/ec2-stack.ts';
import { NetworkStack } from '../../lib/stacks/network-stack.ts';

const root = join(import.meta.dirname, '../..');
const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };

const assemblies = mkdtempSync(join(tmpdir(), 'kafka-steward-ec2-'));
afterAll(() => {
  rmSync(assemblies, { recursive: true, force: true });
});

export const ec2Config: ComparisonConfig = {
  name: 'shop',
  clusters: ['ec2'],
  zones: undefined,
  brokersPerZone: 1,
  storageGibibytes: 100,
  volumeThroughputMebibytes: 125,
  kafkaVersion: { msk: '4.1.x.kraft', express: '3.9.x.kraft', ec2: '4.3.1' },
  types: {
    msk: 'kafka.m7g.large',
    express: 'express.m7g.large',
    ec2Broker: 'm7g.large',
    ec2Controller: 'm7g.large',
  },
  network: { kind: 'new', cidr: '10.42.0.0/16' },
  keepsData: true,
  alarmEmail: undefined,
  logRetentionDays: RetentionDays.ONE_MONTH,
};

/** The stack of a cluster on EC2 as a configuration makes it, of bundles and an artifact that never change. */
export const ec2TemplateFor = (changes: Partial<ComparisonConfig> = {}): Template => {
  const app = new App({ context, outdir: mkdtempSync(join(assemblies, 'cdk.out-')) });
  const config = { ...ec2Config, ...changes };
  const network = new NetworkStack(app, 'Network', { config });
  const stack = new Ec2Stack(app, 'Ec2', {
    config,
    network,
    bundleDirectory: join(import.meta.dirname, 'bundles'),
    nodeDirectory: join(import.meta.dirname, 'nodes'),
  });
  return Template.fromStack(stack);
};
