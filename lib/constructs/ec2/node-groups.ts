import { type ISecurityGroup, Peer, Port } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { type NodeRole, nodePorts } from '../../ec2/node-variables.ts';
import { BrokerGroup, type BrokerNetwork } from '../broker-group.ts';

export interface NodeGroupsProps {
  readonly network: BrokerNetwork;
  readonly clusterName: string;
}

/**
 * Who may talk to whom: clients and brokers to brokers, brokers and controllers to controllers, readers of metrics to all
 * of them. Nobody comes in by SSH. Out to AWS over HTTPS, which packages come by as well.
 */
export class NodeGroups extends Construct {
  readonly groups: Readonly<Record<NodeRole, ISecurityGroup>>;

  constructor(scope: Construct, id: string, { network, clusterName }: NodeGroupsProps) {
    super(scope, id);
    const monitoringPorts = [nodePorts.metrics];
    const brokers = new BrokerGroup(this, 'Brokers', {
      network,
      description: `Brokers of ${clusterName}`,
      clientPorts: [nodePorts.clients],
      monitoringPorts,
    });
    const controllers = new BrokerGroup(this, 'Controllers', {
      network,
      description: `Controllers of ${clusterName}`,
      clientPorts: [],
      monitoringPorts,
    });
    brokers.open('Brokers', brokers.group, nodePorts.brokers, 'Brokers among each other');
    controllers.open('Brokers', brokers.group, nodePorts.controllers, 'Brokers to controllers');
    controllers.open('Controllers', controllers.group, nodePorts.controllers, 'Controllers among each other');
    for (const { group } of [brokers, controllers]) group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS APIs');
    this.groups = { broker: brokers.group, controller: controllers.group };
  }
}
