import { Annotations, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type IVpc,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type ComparisonConfig, type ComparisonNetwork, comparisonZones } from '../config/comparison-config.ts';
import { logGroupName } from './comparison-key.ts';

export interface ComparisonVpcProps {
  readonly cidr: string;
  /** Of its logs. */
  readonly key: IKey;
  readonly config: ComparisonConfig;
}

/** Private subnets in three zones, each with its own way out, so that a zone that is gone takes no other with it. */
export class ComparisonVpc extends Construct {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, { cidr, key, config }: ComparisonVpcProps) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      maxAzs: comparisonZones,
      // Nodes and functions call half a dozen services of AWS, and Route 53 has no endpoint in a VPC: three NAT gateways
      // cost less than endpoints for all of them in three zones.
      natGateways: comparisonZones,
      subnetConfiguration: [
        { name: 'Out', subnetType: SubnetType.PUBLIC, cidrMask: 26, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
      ],
      // Free, and no byte of a repository, an artifact or a journal goes through NAT.
      gatewayEndpoints: {
        S3: { service: GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
      // Its rules are taken away by a function that runs at deployment; nothing here is in that group.
      restrictDefaultSecurityGroup: false,
    });
    Validations.of(this.vpc).acknowledge({
      id: 'CloudFormation-Validate::W3010',
      reason: 'Whoever names zones means these: not every zone has every type of broker.',
    });
    // Who was turned away tells why a client cannot reach a broker; what was let in would be every byte of Kafka.
    this.vpc.addFlowLog('TurnedAway', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(
        new LogGroup(this, 'TurnedAwayLogs', {
          logGroupName: logGroupName(config.name, 'turned-away'),
          encryptionKey: key,
          retention: config.logRetentionDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      ),
    });
  }
}

/** By attributes: a look-up would need the account at synth. Route tables are not used. */
export const existingVpc = (
  scope: Construct,
  network: ComparisonNetwork & { readonly kind: 'existing' },
  zones: readonly string[],
): IVpc => {
  const vpc = Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: network.vpcId,
    availabilityZones: [...zones],
    privateSubnetIds: [...network.subnetIds],
  });
  for (const subnet of vpc.privateSubnets)
    Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'no route is made here');
  return vpc;
};
