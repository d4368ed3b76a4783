import { type RemovalPolicy, Stack, Tags, Validations } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  BlockDeviceVolume,
  CfnSubnet,
  CfnVolume,
  EbsDeviceVolumeType,
  type IMachineImage,
  InstanceType,
  type ISecurityGroup,
  type ISubnet,
  LaunchTemplate,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, type IDependable } from 'constructs';
import { nodeTags } from '../../../src/domain/nodes/node-tags.ts';
import type { KafkaSettings } from '../../config/kafka-settings.ts';
import type { NodeSlot } from '../../ec2/node-slots.ts';
import type { NodeVariables } from '../../ec2/node-variables.ts';
import { renderUserData } from '../../ec2/user-data.ts';
import { NodeRole } from './node-role.ts';

/** What all nodes of a cluster have in common. */
export interface NodeCluster {
  readonly variables: Pick<
    NodeVariables,
    | 'clusterName'
    | 'clusterId'
    | 'hostedZoneId'
    | 'voters'
    | 'ports'
    | 'artifact'
    | 'superUsers'
    | 'logGroup'
    | 'metricNamespace'
  >;
  readonly settings: KafkaSettings;
  /** What puts away behind the nodes, once they are gone. */
  readonly outlivedBy: IDependable;
  readonly image: IMachineImage;
  readonly basics: IManagedPolicy;
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
}

export interface NodeMachine {
  readonly type: string;
  readonly heapMegabytes: number;
  readonly volumeGibibytes: number;
  readonly volumeThroughputMebibytes: number;
}

export interface ClusterNodeProps {
  readonly cluster: NodeCluster;
  readonly slot: NodeSlot;
  readonly subnet: ISubnet;
  readonly group: ISecurityGroup;
  readonly machine: NodeMachine;
  readonly certificateSecretArn: string;
  /** Only of controllers. */
  readonly firstUserSecretArns: readonly string[];
  /** What a node has to find when it boots for the first time. */
  readonly after: readonly IDependable[];
}

/**
 * A node: its volume, which stays, and a group of one instance, which comes and goes. The group looks at the health of the
 * instance and never at Kafka's: what makes one broker look ill may do so to all of them, and to replace them all would
 * be the end of the cluster.
 */
export class ClusterNode extends Construct {
  readonly volumeId: string;

  constructor(scope: Construct, id: string, props: ClusterNodeProps) {
    super(scope, id);
    const { cluster, slot, subnet } = props;
    const { clusterName } = cluster.variables;
    this.volumeId = this.addVolume(props);
    const { role } = new NodeRole(this, 'Rights', {
      slot,
      clusterName,
      basics: cluster.basics,
      key: cluster.key,
      secretArns: [props.certificateSecretArn, ...props.firstUserSecretArns],
      volumeId: this.volumeId,
      hostedZoneId: cluster.variables.hostedZoneId,
    });
    const template = new LaunchTemplate(this, 'Template', {
      machineImage: cluster.image,
      instanceType: new InstanceType(props.machine.type),
      role,
      securityGroup: props.group,
      userData: UserData.custom(renderUserData(this.variablesOf(props), cluster.settings)),
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      detailedMonitoring: true,
      // Under the key of the account: one of ours would have to let in the service role of Auto Scaling.
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(20, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
    });
    const group = new CfnAutoScalingGroup(this, 'Group', {
      minSize: '1',
      maxSize: '1',
      desiredCapacity: '1',
      vpcZoneIdentifier: [subnet.subnetId],
      launchTemplate: { launchTemplateId: template.launchTemplateId, version: template.latestVersionNumber },
      healthCheckType: 'EC2',
      healthCheckGracePeriod: 300,
    });
    group.node.addDependency(role, cluster.outlivedBy, ...props.after);
    Validations.of(group).acknowledge({
      id: 'AwsSolutions-AS3',
      reason: 'It never scales. That a broker is away is seen by the metrics of the cluster, sooner than by its group.',
    });
    this.tag(props);
  }

  /** Instances, volumes and groups alike. */
  private tag({ cluster, slot }: ClusterNodeProps): void {
    const tags = Tags.of(this);
    tags.add('Name', `${cluster.variables.clusterName} node ${slot.nodeId}`);
    tags.add(nodeTags.cluster, cluster.variables.clusterName);
    tags.add(nodeTags.nodeId, String(slot.nodeId));
    tags.add(nodeTags.role, slot.role);
  }

  private addVolume({ cluster, subnet, machine }: ClusterNodeProps): string {
    const volume = new CfnVolume(this, 'Volume', {
      availabilityZone: zoneOf(subnet),
      volumeType: 'gp3',
      size: machine.volumeGibibytes,
      // What is included, or as many as so much throughput takes: a quarter of a MiB/s each.
      iops: Math.max(3000, 4 * machine.volumeThroughputMebibytes),
      throughput: machine.volumeThroughputMebibytes,
      encrypted: true,
      kmsKeyId: cluster.key.keyArn,
    });
    volume.applyRemovalPolicy(cluster.removalPolicy);
    Validations.of(volume).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'A volume cannot leave its zone, so whoever names the zones means these.',
    });
    return volume.ref;
  }

  private variablesOf(props: ClusterNodeProps): NodeVariables {
    const { nodeId, role, host } = props.slot;
    return {
      ...props.cluster.variables,
      nodeId,
      role,
      host,
      expectedZone: zoneOf(props.subnet),
      volumeId: this.volumeId,
      heapMegabytes: props.machine.heapMegabytes,
      certificateSecretArn: props.certificateSecretArn,
      firstUserSecretArns: props.firstUserSecretArns,
      region: Stack.of(this).region,
    };
  }
}

/**
 * Where the subnet is, not where one would be made now: which zones come first in a region may change, and a volume with
 * another zone would be a new one, without data.
 */
const zoneOf = ({ node, availabilityZone }: ISubnet): string =>
  node.defaultChild instanceof CfnSubnet ? node.defaultChild.attrAvailabilityZone : availabilityZone;
