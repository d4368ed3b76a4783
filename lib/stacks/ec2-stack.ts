import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { type ComparisonConfig, clusterNameOf, removalPolicyOf } from '../config/comparison-config.ts';
import { FirstUsers } from '../constructs/ec2/first-users.ts';
import { NodeCertificates } from '../constructs/ec2/node-certificates.ts';
import { NodeDocument } from '../constructs/ec2/node-document.ts';
import { NodeFleet, type NodeNetwork } from '../constructs/ec2/node-fleet.ts';
import { bootstrapServersOf, nodeSlots } from '../ec2/node-slots.ts';
import { clientPropertiesFlag, type LoadAccess } from '../load/load-variables.ts';

export interface Ec2StackProps extends StackProps {
  readonly config: ComparisonConfig;
  readonly network: NodeNetwork & Pick<Stack, 'availabilityZones'>;
  /** Where `npm run build` puts the bundles. */
  readonly bundleDirectory: string;
  /** Where `npm run build:nodes` puts the artifact. */
  readonly nodeDirectory: string;
}

/** A Kafka of our own: brokers and dedicated controllers in three zones, each with a volume that outlives its instance. */
export class Ec2Stack extends Stack {
  readonly certificates: NodeCertificates;
  readonly fleet: NodeFleet;
  readonly loadAccess: LoadAccess;
  private readonly zones: readonly string[];

  constructor(scope: Construct, id: string, props: Ec2StackProps) {
    const { config, network, bundleDirectory, nodeDirectory, ...rest } = props;
    const clusterName = clusterNameOf(config, 'ec2');
    super(scope, id, {
      stackName: `kafka-steward-${clusterName}`,
      description: `Kafka cluster ${clusterName} on EC2`,
      ...rest,
    });
    this.zones = network.availabilityZones;
    const slots = nodeSlots(config);
    const kept = { clusterName, key: network.key, removalPolicy: removalPolicyOf(config) };
    this.certificates = new NodeCertificates(this, 'Certificates', {
      ...kept,
      slots,
      logRetention: config.logRetentionDays,
      bundleDirectory,
    });
    const users = new FirstUsers(this, 'Users', { ...kept, bootstrapServers: bootstrapServersOf(slots) });
    const { name: documentName } = new NodeDocument(this, 'NodeDocument', { clusterName });
    const { certificates } = this;
    this.fleet = new NodeFleet(this, 'Fleet', {
      config,
      slots,
      network,
      certificates,
      users,
      documentName,
      nodeDirectory,
    });
    const { parameterName: authorityParameter } = this.tellClients(clusterName, bootstrapServersOf(slots), users);
    this.loadAccess = {
      flags: ['--command-config', clientPropertiesFlag],
      login: { secretArn: users.secretArns.load, authorityParameter },
    };
  }

  // Those of the network. Not looked up: that would need the account at synth.
  override get availabilityZones(): string[] {
    return [...this.zones];
  }

  private tellClients(clusterName: string, bootstrapServers: string, { secretArns }: FirstUsers): StringParameter {
    const authority = new StringParameter(this, 'AuthorityCertificate', {
      parameterName: `/kafka-steward/${clusterName}/authority`,
      description: `What clients of ${clusterName} have to trust, as PEM`,
      stringValue: this.certificates.authorityCertificate,
    });
    const clientProperties = [
      `bootstrap.servers=${bootstrapServers}`,
      'security.protocol=SASL_SSL',
      'sasl.mechanism=SCRAM-SHA-512',
      'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="…";',
      'ssl.truststore.type=PEM',
      'ssl.truststore.location=authority.pem',
    ];
    new CfnOutput(this, 'BootstrapServers', { value: bootstrapServers });
    new CfnOutput(this, 'AdminSecretArn', { value: secretArns.admin, description: 'The login that may do everything' });
    new CfnOutput(this, 'LoadSecretArn', { value: secretArns.load, description: 'The login of whoever sends loads' });
    new CfnOutput(this, 'AuthorityParameter', {
      value: authority.parameterName,
      description: 'Its value is authority.pem, what clients have to trust',
    });
    new CfnOutput(this, 'ClientProperties', {
      value: clientProperties.join('\n'),
      description: 'A client.properties; the password is in the secret',
    });
    return authority;
  }
}
