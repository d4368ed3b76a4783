import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type ClusterKind, type ComparisonConfig, clusterNameOf } from '../config/comparison-config.ts';
import { clientPolicy, clusterPolicy } from '../constructs/msk/cluster-access.ts';
import { MskUsers } from '../constructs/msk/msk-users.ts';
import { type MskNetworkProps, ProvisionedCluster } from '../constructs/msk/provisioned-cluster.ts';
import { ServerlessCluster } from '../constructs/msk/serverless-cluster.ts';
import { StorageScaling } from '../constructs/msk/storage-scaling.ts';
import type { LoadAccess } from '../load/load-variables.ts';
import type { NetworkStack } from './network-stack.ts';

export type MskKind = Exclude<ClusterKind, 'ec2'>;

export interface MskStackProps extends StackProps {
  readonly config: ComparisonConfig;
  readonly kind: MskKind;
  readonly network: NetworkStack;
  /** Where `npm run build` puts the bundles. */
  readonly bundleDirectory: string;
}

/** One cluster of Amazon MSK, who may log in there, and what it is told. */
export class MskStack extends Stack {
  readonly clusterName: string;
  readonly clusterArn: string;
  /** By IAM, which all kinds have. */
  readonly loadAccess: LoadAccess;
  /** Serverless has no SCRAM users. */
  readonly users: MskUsers | undefined;

  constructor(scope: Construct, id: string, { config, kind, network, bundleDirectory, ...props }: MskStackProps) {
    super(scope, id, {
      stackName: `kafka-steward-${clusterNameOf(config, kind)}`,
      description: `Amazon MSK cluster ${clusterNameOf(config, kind)}`,
      ...props,
    });
    this.clusterName = clusterNameOf(config, kind);
    const { vpc, clients, monitoring, key, subnets } = network;
    const place: MskNetworkProps = { vpc, clients, monitoring, subnetIds: subnets.map(({ subnetId }) => subnetId) };
    if (kind === 'msk-serverless') {
      this.clusterArn = new ServerlessCluster(this, 'Serverless', { config, network: place }).arn;
    } else {
      this.clusterArn = new ProvisionedCluster(this, 'Provisioned', { config, kind, network: place, key }).arn;
      clusterPolicy(this, 'ClusterPolicy', this.clusterArn);
      this.users = new MskUsers(this, 'Scram', {
        config,
        clusterName: this.clusterName,
        clusterArn: this.clusterArn,
        network: { vpc, securityGroup: clients },
        key,
        bundleDirectory,
      });
    }
    if (kind === 'msk')
      new StorageScaling(this, 'Storage', {
        clusterArn: this.clusterArn,
        storageGibibytes: config.storageGibibytes,
      });
    this.loadAccess = {
      flags: ['--cluster', this.clusterArn, '--login', 'iam'],
      clientPolicy: clientPolicy(this, 'ClientPolicy', { clusterName: this.clusterName, clusterArn: this.clusterArn }),
    };
    new CfnOutput(this, 'ClusterArn', {
      value: this.clusterArn,
      description: 'kafka-steward … --cluster takes it',
    });
  }
}
