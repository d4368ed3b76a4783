import { Annotations, CfnOutput, CfnParameter, CfnRule, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { type IVpc, Peer, Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { runCostSentence, usualRun } from '../../src/domain/change/run-cost.ts';
import { monthlyCost, monthlyCostSentence } from '../../src/domain/lag/monthly-cost.ts';
import { usernamesOf } from '../../src/domain/scram/rotated-user.ts';
import { rotationCostSentence } from '../../src/domain/scram/rotation-cost.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { EstimateCost } from '../constructs/estimate-cost.ts';
import { LagCheck, lagCheckInterval } from '../constructs/lag-check.ts';
import type { RunTable } from '../constructs/run-table.ts';
import { ScramUsers } from '../constructs/scram-users.ts';
import { LagAlarms } from '../monitoring/lag-alarms.ts';
import { RunbookAlarms } from '../monitoring/runbook-alarms.ts';
import { ScramAlarms } from '../monitoring/scram-alarms.ts';
import { Runbooks, type RunbooksProps } from '../runbooks/runbooks.ts';

export interface OperationsStackProps extends StackProps {
  readonly config: OperationsConfig;
  /** Where `npm run build` puts the bundles. */
  readonly bundleDirectory: string;
}

/**
 * Everything that watches one existing cluster, and the runbooks that may change it. Deploying changes nothing on the
 * cluster; where it is told the security group of the brokers, it adds the rule there that lets the functions in.
 */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { config, bundleDirectory, ...props }: OperationsStackProps) {
    super(scope, id, {
      stackName: `kafka-steward-${config.name}`,
      description: `Watches the consumer groups of ${config.name}, and runs its runbooks`,
      ...props,
    });
    const vpc = existingVpc(this, config);
    const topic = new AlarmTopic(this, 'Alarms', { email: config.alarmEmail });
    const network = { vpc, securityGroup: functionSecurityGroup(this, vpc, config) };
    const check = new LagCheck(this, 'LagCheck', { config, network, topic, bundleDirectory });
    const { alarms } = new LagAlarms(this, 'LagAlarms', { cluster: config.name, check, topic: topic.topic });
    this.tellCost(config, alarms.length + this.addRunbooks({ config, network, topic, bundleDirectory }));
    new EstimateCost(this, 'EstimateCost', { config, bundleDirectory });
    new CfnOutput(this, 'AlarmTopicArn', {
      value: topic.topicArn,
      description: 'Subscribe here for incidents and alarms',
    });
    if (config.isExample) this.refuseDeployment();
  }

  /** How many alarms they brought. */
  private addRunbooks(props: RunbooksProps): number {
    const { config, topic } = props;
    if (config.runbooks.kinds.length === 0) return 0;
    const runbooks = new Runbooks(this, 'Runbooks', props);
    const { alarms } = new RunbookAlarms(this, 'RunbookAlarms', { cluster: config.name, topic: topic.topic, runbooks });
    return alarms.length + this.addScramUsers(props, runbooks.table);
  }

  /** The same. */
  private addScramUsers({ config, topic, ...props }: RunbooksProps, table: RunTable): number {
    const { users: names, rotationDays } = config.scram;
    if (names.length === 0) return 0;
    const users = new ScramUsers(this, 'ScramUsers', { ...props, config, table });
    return new ScramAlarms(this, 'ScramAlarms', { cluster: config.name, topic, users, rotationDays }).alarms.length;
  }

  private tellCost(config: OperationsConfig, alarms: number): void {
    const month = monthlyCostSentence(monthlyCost({ ...usageOf(config), alarms }));
    const { users, strategy } = config.scram;
    const slotsPerUser = config.cluster.kind === 'msk' ? usernamesOf({ base: '', strategy }).length : 0;
    const sentence = [
      month,
      ...(config.runbooks.kinds.length === 0 ? [] : [runCostSentence(usualRun)]),
      ...(users.length === 0 ? [] : [rotationCostSentence({ users: users.length, secretsPerUser: 1 + slotsPerUser })]),
    ].join('; ');
    Annotations.of(this).addInfo(`${this.stackName} costs ${sentence}`);
    new CfnOutput(this, 'MonthlyCost', { value: sentence });
  }

  private refuseDeployment(): void {
    const advice = 'this is an example; name a cluster with -c cluster=<MSK ARN> -c vpcId=… -c subnetIds=…';
    Annotations.of(this).addInfo(advice);
    const named = new CfnParameter(this, 'ClusterIsNamed', {
      default: 'no',
      allowedValues: ['no'],
      description: advice,
    });
    const assert = Fn.conditionEquals(named.valueAsString, 'yes');
    new CfnRule(this, 'NamesACluster', { assertions: [{ assert, assertDescription: advice }] });
  }
}

// Measured with brokers and emulated AWS on one machine: a warm check takes 30 to 75 ms and logs 1.6 KB, to which Lambda
// adds its own lines. The rest is for the way to a real S3; a large fleet takes longer.
const usageOf = ({ memoryMegabytes }: OperationsConfig) => ({
  checksPerHour: 60 / lagCheckInterval.toMinutes(),
  memoryMegabytes,
  averageDurationMs: 200,
  logBytesPerCheck: 2500,
});

// By attributes: a look-up would need the account at synth. Zone names and route tables are not used.
const existingVpc = (scope: Construct, { network }: OperationsConfig): IVpc => {
  const vpc = Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: network.vpcId,
    availabilityZones: network.subnetIds.map((_, index) => `zone-${index + 1}`),
    privateSubnetIds: [...network.subnetIds],
  });
  for (const subnet of vpc.privateSubnets)
    Annotations.of(subnet).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId', 'no route is made here');
  return vpc;
};

/** Out to the brokers' ports and to AWS over HTTPS, nothing else; nothing in. */
const functionSecurityGroup = (scope: Construct, vpc: IVpc, { network, name }: OperationsConfig): SecurityGroup => {
  const group = new SecurityGroup(scope, 'FunctionSecurityGroup', {
    vpc,
    description: `kafka-steward functions that read ${name}`,
    allowAllOutbound: false,
  });
  const { clusterSecurityGroupId } = network;
  const brokers =
    clusterSecurityGroupId === undefined
      ? undefined
      : SecurityGroup.fromSecurityGroupId(scope, 'ClusterSecurityGroup', clusterSecurityGroupId);
  group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS APIs');
  for (const { from, to } of network.brokerPorts) {
    group.addEgressRule(brokers ?? Peer.anyIpv4(), Port.tcpRange(from, to), 'Kafka brokers');
    brokers?.addIngressRule(group, Port.tcpRange(from, to), 'kafka-steward');
  }
  return group;
};
