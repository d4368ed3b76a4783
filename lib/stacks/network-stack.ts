import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { type ISubnet, type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { type ComparisonConfig, comparisonZones, removalPolicyOf } from '../config/comparison-config.ts';
import { comparisonKey } from '../constructs/comparison-key.ts';
import { ComparisonVpc, existingVpc } from '../constructs/comparison-vpc.ts';

export interface NetworkStackProps extends StackProps {
  readonly config: ComparisonConfig;
}

/** What the clusters of a comparison share: three zones, who may reach them, and the key of all that they store. */
export class NetworkStack extends Stack {
  readonly vpc: IVpc;
  /** One a zone, in the order of the zones; with a way out, without a way in. */
  readonly subnets: readonly ISubnet[];
  /** Of disks, secrets and logs. */
  readonly key: Key;
  /** Whatever is in it may talk to brokers; the clusters let in nobody else. */
  readonly clients: SecurityGroup;
  /** Whatever is in it may read the brokers' metrics on their exporters. */
  readonly monitoring: SecurityGroup;
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, { config, ...props }: NetworkStackProps) {
    super(scope, id, {
      stackName: `kafka-steward-${config.name}-network`,
      description: `Network of the Kafka clusters of comparison ${config.name}`,
      // A cluster on MSK that is kept lives in it.
      terminationProtection: config.keepsData && config.clusters.some(kind => kind !== 'ec2'),
      ...props,
    });
    this.zones = config.zones ?? firstZones();
    this.key = comparisonKey(this, 'Key', config.name, { removalPolicy: removalPolicyOf(config) });
    this.vpc =
      config.network.kind === 'new'
        ? new ComparisonVpc(this, 'Network', { cidr: config.network.cidr, key: this.key, config }).vpc
        : existingVpc(this, config.network, this.zones);
    this.subnets = this.vpc.privateSubnets;
    this.clients = this.group('Clients', `Clients of the Kafka clusters of ${config.name}`);
    this.monitoring = this.group('Monitoring', `Readers of the metrics of the Kafka clusters of ${config.name}`);
  }

  // Not looked up: that would need the account at synth.
  override get availabilityZones(): string[] {
    return [...this.zones];
  }

  /** Out to AWS over HTTPS; where else it may go is for whoever it goes to. */
  private group(id: string, description: string): SecurityGroup {
    const group = new SecurityGroup(this, id, { vpc: this.vpc, description, allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'AWS APIs');
    return group;
  }
}

/** As the region gives them to this account. */
const firstZones = (): readonly string[] =>
  Array.from({ length: comparisonZones }, (_, index) => Fn.select(index, Fn.getAzs()));
