import { CfnServerlessCluster } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { type ComparisonConfig, clusterNameOf, removalPolicyOf } from '../../config/comparison-config.ts';
import { BrokerGroup } from '../broker-group.ts';
import type { MskNetworkProps } from './provisioned-cluster.ts';

export interface ServerlessClusterProps {
  readonly config: ComparisonConfig;
  readonly network: MskNetworkProps;
}

/**
 * MSK Serverless: logins by IAM only; brokers, disks, settings, keys, logs and exporters are AWS's own and cannot be
 * chosen. It has three replicas in three zones.
 */
export class ServerlessCluster extends Construct {
  readonly clusterName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { config, network }: ServerlessClusterProps) {
    super(scope, id);
    this.clusterName = clusterNameOf(config, 'msk-serverless');
    const removalPolicy = removalPolicyOf(config);
    const { group } = new BrokerGroup(this, 'Brokers', {
      network,
      description: `Endpoints of MSK cluster ${this.clusterName}`,
      clientPorts: [9098],
      monitoringPorts: [],
    });
    group.applyRemovalPolicy(removalPolicy);
    const cluster = new CfnServerlessCluster(this, 'Cluster', {
      clusterName: this.clusterName,
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ subnetIds: [...network.subnetIds], securityGroups: [group.securityGroupId] }],
      tags: { 'kafka-steward:cluster': this.clusterName },
    });
    cluster.applyRemovalPolicy(removalPolicy);
    this.arn = cluster.attrArn;
  }
}
