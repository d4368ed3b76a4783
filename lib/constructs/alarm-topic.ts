import { Stack } from 'aws-cdk-lib';
import type { IRule } from 'aws-cdk-lib/aws-events';
import { Effect, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  /** @default - nobody is subscribed */
  readonly email?: string;
}

/**
 * Where incidents and alarms go. Encrypted under a key of its own: CloudWatch cannot publish to a topic under the key
 * that AWS manages for SNS, and says so nowhere but in the alarm's history.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  private readonly key: Key;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', { description: 'Incidents and alarms of kafka-steward', enableKeyRotation: true });
    this.topic = new Topic(this, 'Topic', { masterKey: this.key, enforceSSL: true });
    this.allowAlarms();
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  get topicArn(): string {
    return this.topic.topicArn;
  }

  /** The right to publish and to use the key, in the caller's own policy only. */
  grantPublish(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topicArn] }),
    );
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: keyActions, resources: [this.key.keyArn] }),
    );
  }

  /** Lets one rule of EventBridge publish here. */
  allowRule({ ruleArn }: IRule): void {
    const events = new ServicePrincipal('events.amazonaws.com');
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [events],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      }),
    );
    // EventBridge tells KMS neither rule nor account; the topic lets in this one rule only.
    this.key.addToResourcePolicy(new PolicyStatement({ principals: [events], actions: keyActions, resources: ['*'] }));
  }

  private allowAlarms(): void {
    const fromThisAccount = {
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    };
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...fromThisAccount, actions: ['sns:Publish'], resources: [this.topicArn] }),
    );
    this.key.addToResourcePolicy(new PolicyStatement({ ...fromThisAccount, actions: keyActions, resources: ['*'] }));
  }
}

const keyActions = ['kms:Decrypt', 'kms:GenerateDataKey'];
