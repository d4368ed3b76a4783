import {
  CfnSecurityGroupEgress,
  CfnSecurityGroupIngress,
  type ISecurityGroup,
  type IVpc,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

/** Where brokers stand, and who may come to them. */
export interface BrokerNetwork {
  readonly vpc: IVpc;
  readonly clients: ISecurityGroup;
  readonly monitoring: ISecurityGroup;
}

export interface BrokerGroupProps {
  readonly network: BrokerNetwork;
  readonly description: string;
  /** What clients may reach, such as 9096. */
  readonly clientPorts: readonly number[];
  /** What readers of metrics may reach, such as 11001. */
  readonly monitoringPorts: readonly number[];
}

/**
 * The security group of brokers: in from the clients and the monitoring of the network, and from nobody else. Both sides
 * of each rule are here, so that the network knows no cluster.
 */
export class BrokerGroup extends Construct {
  readonly group: SecurityGroup;

  constructor(scope: Construct, id: string, props: BrokerGroupProps) {
    super(scope, id);
    const { network, description, clientPorts, monitoringPorts } = props;
    this.group = new SecurityGroup(this, 'Group', { vpc: network.vpc, description, allowAllOutbound: false });
    for (const port of clientPorts) this.open(`Clients${port}`, network.clients, port, 'Kafka clients');
    for (const port of monitoringPorts) this.open(`Monitoring${port}`, network.monitoring, port, 'Metrics');
  }

  /** Lets one more group in. */
  open(id: string, from: ISecurityGroup, port: number, description: string): void {
    const rule = { ipProtocol: 'tcp', fromPort: port, toPort: port, description };
    const [groupId, peerId] = [this.group.securityGroupId, from.securityGroupId];
    new CfnSecurityGroupIngress(this, `${id}In`, { ...rule, groupId, sourceSecurityGroupId: peerId });
    new CfnSecurityGroupEgress(this, `${id}Out`, { ...rule, groupId: peerId, destinationSecurityGroupId: groupId });
  }
}
