import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnCluster } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { brokersOf, type ComparisonConfig, clusterNameOf, removalPolicyOf } from '../../config/comparison-config.ts';
import { BrokerGroup, type BrokerNetwork } from '../broker-group.ts';
import { logGroupName } from '../comparison-key.ts';
import { brokersOfKind, type ProvisionedKind } from './brokers-of-kind.ts';
import { MskConfiguration } from './msk-configuration.ts';

export interface MskNetworkProps extends BrokerNetwork {
  /** One a zone. */
  readonly subnetIds: readonly string[];
}

export interface ProvisionedClusterProps {
  readonly config: ComparisonConfig;
  readonly kind: ProvisionedKind;
  readonly network: MskNetworkProps;
  readonly key: IKey;
}

/** SCRAM and IAM; metrics of brokers by JMX and of their machines. */
const ports = { clients: [9096, 9098], monitoring: [11_001, 11_002] } as const;

/** An MSK cluster of Standard or of Express brokers: logins by SCRAM and IAM over TLS, everything under one key. */
export class ProvisionedCluster extends Construct {
  readonly cluster: CfnCluster;
  readonly clusterName: string;

  constructor(scope: Construct, id: string, { config, kind, network, key }: ProvisionedClusterProps) {
    super(scope, id);
    this.clusterName = clusterNameOf(config, kind);
    const removalPolicy = removalPolicyOf(config);
    const brokers = brokersOfKind(config, kind);
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: logGroupName(config.name, kind),
      encryptionKey: key,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const configuration = new MskConfiguration(this, 'Configuration', {
      name: this.clusterName,
      settings: brokers.settings,
      removalPolicy,
    });
    const { group } = new BrokerGroup(this, 'Brokers', {
      network,
      description: `Brokers of MSK cluster ${this.clusterName}`,
      clientPorts: ports.clients,
      monitoringPorts: ports.monitoring,
    });
    group.applyRemovalPolicy(removalPolicy);
    this.cluster = new CfnCluster(this, 'Cluster', {
      clusterName: this.clusterName,
      kafkaVersion: brokers.kafkaVersion,
      numberOfBrokerNodes: brokersOf(config),
      brokerNodeGroupInfo: {
        instanceType: brokers.instanceType,
        clientSubnets: [...network.subnetIds],
        securityGroups: [group.securityGroupId],
        storageInfo: brokers.storageInfo,
      },
      configurationInfo: configuration.reference,
      clientAuthentication: {
        sasl: { scram: { enabled: true }, iam: { enabled: true } },
        unauthenticated: { enabled: false },
      },
      encryptionInfo: {
        encryptionAtRest: { dataVolumeKmsKeyId: key.keyArn },
        encryptionInTransit: { clientBroker: 'TLS', inCluster: true },
      },
      // Free levels know neither the time of requests nor how idle threads are.
      enhancedMonitoring: 'PER_BROKER',
      openMonitoring: {
        prometheus: { jmxExporter: { enabledInBroker: true }, nodeExporter: { enabledInBroker: true } },
      },
      loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: logs.logGroupName } } },
      rebalancing: brokers.rebalancing,
      tags: { 'kafka-steward:cluster': this.clusterName },
    });
    this.cluster.applyRemovalPolicy(removalPolicy);
  }

  get arn(): string {
    return this.cluster.attrArn;
  }
}
