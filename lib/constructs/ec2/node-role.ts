import { Stack, Validations } from 'aws-cdk-lib';
import { type IManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { nodeTags } from '../../../src/domain/nodes/node-tags.ts';
import type { NodeSlot } from '../../ec2/node-slots.ts';
import { throughService } from './through-service.ts';

export interface NodeRoleProps {
  readonly slot: NodeSlot;
  readonly clusterName: string;
  readonly basics: IManagedPolicy;
  /** Of its volume and its secrets. */
  readonly key: IKey;
  /** Its own certificate, and the first users for a controller. */
  readonly secretArns: readonly string[];
  readonly volumeId: string;
  readonly hostedZoneId: string;
}

/** What one node may do: read its own secrets, take its own volume, point its own name at itself. */
export class NodeRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    const { slot, clusterName, key, volumeId, hostedZoneId } = props;
    const stack = Stack.of(this);
    this.role = new Role(this, 'Role', {
      description: `Node ${slot.nodeId} of ${clusterName}`,
      assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [props.basics],
    });
    const volume = stack.formatArn({ service: 'ec2', resource: 'volume', resourceName: volumeId });
    const instances = stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' });
    const zone = stack.formatArn({
      service: 'route53',
      region: '',
      account: '',
      resource: 'hostedzone',
      resourceName: hostedZoneId,
    });
    // The instance it runs on, and the one before, which may still hold the volume.
    const ofThisSlot = {
      StringEquals: {
        [`aws:ResourceTag/${nodeTags.cluster}`]: clusterName,
        [`aws:ResourceTag/${nodeTags.nodeId}`]: String(slot.nodeId),
      },
    };
    this.allow(['secretsmanager:GetSecretValue'], props.secretArns);
    this.allow(['kms:Decrypt'], [key.keyArn], throughService(this, 'secretsmanager', 'ec2'));
    // EC2 keeps the key of an attached volume by a grant.
    this.allow(['kms:CreateGrant'], [key.keyArn], {
      ...throughService(this, 'ec2'),
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    });
    this.allow(['ec2:AttachVolume', 'ec2:DetachVolume'], [volume]);
    this.allow(['ec2:AttachVolume', 'ec2:DetachVolume'], [instances], ofThisSlot);
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*]',
      reason: 'The instance of a node changes; which one it is, its tags say.',
    });
    this.allow(['ec2:CreateTags'], [volume], onlyTag('kafka-steward:formatted'));
    this.allow(['ec2:DeleteTags'], [volume], onlyTag('kafka-steward:may-be-empty'));
    this.allow(['route53:ChangeResourceRecordSets'], [zone], {
      'ForAllValues:StringEquals': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': slot.host,
        'route53:ChangeResourceRecordSetsRecordTypes': 'A',
        'route53:ChangeResourceRecordSetsActions': 'UPSERT',
      },
    });
  }

  private allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }));
  }
}

const onlyTag = (key: string) => ({
  'ForAllValues:StringEquals': { 'aws:TagKeys': key },
  Null: { 'aws:TagKeys': 'false' },
});
