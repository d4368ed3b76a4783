import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { OperationsConfig } from './operations-config.ts';

/**
 * What `cdk synth` shows to somebody who names no cluster. The account is the one AWS uses in its documentation, and
 * the stack made of this refuses to be deployed.
 */
export const exampleConfig: OperationsConfig = {
  name: 'example',
  cluster: {
    kind: 'msk',
    arn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/example/0a1b2c3d-0000-1111-2222-333344445555-1',
    network: 'private',
  },
  login: { kind: 'iam' },
  network: {
    vpcId: 'vpc-00000000000000000',
    subnetIds: ['subnet-00000000000000001', 'subnet-00000000000000002', 'subnet-00000000000000003'],
    brokerPorts: [{ from: 9098, to: 9098 }],
  },
  lag: { includedGroups: [], excludedGroups: [], metricGroups: [] },
  runbooks: { kinds: ['offset-reset'], approval: 'always', approvalSeconds: 3600 },
  scram: { users: [], strategy: 'alternating', rotationDays: 30 },
  logRetentionDays: RetentionDays.ONE_MONTH,
  memoryMegabytes: 512,
  isExample: true,
};
