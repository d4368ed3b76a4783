import { RemovalPolicy } from 'aws-cdk-lib';
import { AmazonLinuxCpuType, type ISubnet, type IVpc, MachineImage } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  type ComparisonConfig,
  clusterNameOf,
  controllerStorageGibibytes,
  removalPolicyOf,
} from '../../config/comparison-config.ts';
import { clusterSettings } from '../../config/kafka-settings.ts';
import { kafkaUuid } from '../../ec2/kafka-uuid.ts';
import { readNodeArtifact } from '../../ec2/node-artifact.ts';
import { type NodeSlot, votersOf } from '../../ec2/node-slots.ts';
import { type NodeRole, nodePorts } from '../../ec2/node-variables.ts';
import type { BrokerNetwork } from '../broker-group.ts';
import { CheckedAsset } from '../checked-asset.ts';
import { logGroupName } from '../comparison-key.ts';
import { ClusterNode, type NodeCluster, type NodeMachine } from './cluster-node.ts';
import { type FirstUsers, firstUsers } from './first-users.ts';
import { NodeBasics } from './node-basics.ts';
import type { NodeCertificates } from './node-certificates.ts';
import { NodeGroups } from './node-groups.ts';
import { NodeNames } from './node-names.ts';

export interface NodeNetwork extends BrokerNetwork {
  readonly vpc: IVpc;
  /** One a zone. */
  readonly subnets: readonly ISubnet[];
  readonly key: IKey;
}

export interface NodeFleetProps {
  readonly config: ComparisonConfig;
  readonly slots: readonly NodeSlot[];
  readonly network: NodeNetwork;
  readonly certificates: NodeCertificates;
  readonly users: FirstUsers;
  readonly documentName: string;
  /** Where `npm run build:nodes` puts the artifact. */
  readonly nodeDirectory: string;
}

/** Of what the agents of the nodes publish, under the names that Amazon MSK has for the same. */
export const nodeMetricNamespace = 'KafkaSteward/Nodes';

/** All nodes of a cluster, and what they share: the zone with their names, what they run, where they log. */
export class NodeFleet extends Construct {
  readonly nodes: readonly ClusterNode[];

  constructor(scope: Construct, id: string, props: NodeFleetProps) {
    super(scope, id);
    const { config, slots, network, certificates, users } = props;
    const cluster = this.addShared(props);
    const { groups } = new NodeGroups(this, 'Groups', { network, clusterName: cluster.variables.clusterName });
    this.nodes = slots.map(
      slot =>
        new ClusterNode(this, `Node${slot.nodeId}`, {
          cluster,
          slot,
          subnet: network.subnets[slot.zone]!,
          group: groups[slot.role],
          machine: machineOf(slot.role, config),
          certificateSecretArn: certificates.secretArnOf(slot.nodeId),
          firstUserSecretArns: slot.role === 'controller' ? Object.values(users.secretArns) : [],
          after: [certificates.issued],
        }),
    );
  }

  private addShared({ config, slots, network, documentName, nodeDirectory }: NodeFleetProps): NodeCluster {
    const clusterName = clusterNameOf(config, 'ec2');
    const asset = new CheckedAsset(this, 'Artifact', readNodeArtifact(nodeDirectory));
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: logGroupName(config.name, 'ec2'),
      encryptionKey: network.key,
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const names = new NodeNames(this, 'Names', { clusterName, slots, vpc: network.vpc, logGroup });
    const metricNamespace = nodeMetricNamespace;
    const { policy } = new NodeBasics(this, 'Basics', {
      clusterName,
      artifactArn: asset.objectArn,
      logGroup,
      metricNamespace,
      documentName,
    });
    return {
      variables: {
        clusterName,
        clusterId: kafkaUuid(clusterName),
        hostedZoneId: names.hostedZoneId,
        voters: votersOf(clusterName, slots),
        ports: nodePorts,
        artifact: asset.object,
        superUsers: [...firstUsers],
        logGroup: logGroup.logGroupName,
        metricNamespace,
      },
      settings: clusterSettings,
      outlivedBy: names.cleanUp,
      image: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      basics: policy,
      key: network.key,
      removalPolicy: removalPolicyOf(config),
    };
  }
}

/** Every type that may be chosen has 8 GiB of memory at least; what the heap leaves is the page cache, which serves consumers. */
const machineOf = (role: NodeRole, config: ComparisonConfig): NodeMachine =>
  role === 'broker'
    ? {
        type: config.types.ec2Broker,
        heapMegabytes: 5120,
        volumeGibibytes: config.storageGibibytes,
        volumeThroughputMebibytes: config.volumeThroughputMebibytes,
      }
    : {
        type: config.types.ec2Controller,
        heapMegabytes: 4096,
        volumeGibibytes: controllerStorageGibibytes,
        volumeThroughputMebibytes: 125,
      };
