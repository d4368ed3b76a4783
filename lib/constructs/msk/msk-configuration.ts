import type { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { type KafkaSettings, propertiesOf } from '../../config/kafka-settings.ts';

export interface MskConfigurationProps {
  readonly name: string;
  readonly settings: KafkaSettings;
  /** Of the cluster that is made with it, which cannot be without it. */
  readonly removalPolicy: RemovalPolicy;
}

/** The settings of a cluster; a changed one is a new revision, which MSK brings to one broker after another. */
export class MskConfiguration extends Construct {
  readonly reference: CfnCluster.ConfigurationInfoProperty;

  constructor(scope: Construct, id: string, { name, settings, removalPolicy }: MskConfigurationProps) {
    super(scope, id);
    // Of any version: a list of versions could only be changed by a second configuration of the same name.
    const configuration = new CfnConfiguration(this, 'Configuration', {
      name,
      description: 'What the brokers of every kind of cluster are told, so that they can be compared',
      serverProperties: propertiesOf(settings),
    });
    configuration.applyRemovalPolicy(removalPolicy);
    this.reference = { arn: configuration.attrArn, revision: configuration.attrLatestRevisionRevision };
  }
}
