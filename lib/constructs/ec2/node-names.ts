import { Duration, Stack, Validations } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { AwsCustomResource, AwsCustomResourcePolicy } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { type NodeSlot, nodeDomain } from '../../ec2/node-slots.ts';

export interface NodeNamesProps {
  readonly clusterName: string;
  readonly slots: readonly NodeSlot[];
  readonly vpc: IVpc;
  readonly logGroup: ILogGroup;
}

/**
 * The zone with a name for each node, known in the VPC only. Nodes write their own records, which CloudFormation knows
 * nothing of, and a zone that has records cannot be deleted: so the records are pointed at one address and then deleted
 * when the stack goes, after the nodes and before the zone.
 */
export class NodeNames extends Construct {
  readonly hostedZoneId: string;
  /** What writes records depends on it, and so is gone before they are. */
  readonly cleanUp: Construct;

  constructor(scope: Construct, id: string, props: NodeNamesProps) {
    super(scope, id);
    const { clusterName, vpc } = props;
    const zone = new PrivateHostedZone(this, 'Zone', { zoneName: nodeDomain(clusterName), vpc });
    this.hostedZoneId = zone.hostedZoneId;
    const removed = this.atTheEnd('Removed', 'DELETE', props);
    this.cleanUp = this.atTheEnd('Known', 'UPSERT', props);
    this.cleanUp.node.addDependency(removed);
    this.answerFindings();
  }

  /** A record is deleted by its value, which only an instance that is gone by then knows. */
  private atTheEnd(id: string, action: 'UPSERT' | 'DELETE', { slots, logGroup }: NodeNamesProps): AwsCustomResource {
    const changes = slots.map(({ host }) => ({
      Action: action,
      // Of a network that is nobody's, as RFC 5737 has it.
      ResourceRecordSet: { Name: host, Type: 'A', TTL: 10, ResourceRecords: [{ Value: '192.0.2.1' }] },
    }));
    const zoneArn = Stack.of(this).formatArn({
      service: 'route53',
      region: '',
      account: '',
      resource: 'hostedzone',
      resourceName: this.hostedZoneId,
    });
    return new AwsCustomResource(this, id, {
      onDelete: {
        service: 'Route53',
        action: 'changeResourceRecordSets',
        parameters: { HostedZoneId: this.hostedZoneId, ChangeBatch: { Changes: changes } },
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['route53:ChangeResourceRecordSets'], resources: [zoneArn] }),
      ]),
      installLatestAwsSdk: false,
      timeout: Duration.minutes(2),
      logGroup,
    });
  }

  /** The function is the CDK's own, one for all such resources of a stack. */
  private answerFindings(): void {
    const singleton = Stack.of(this).node.tryFindChild('AWS679f53fac002430cb0da5b7982bd2287');
    if (singleton === undefined) return;
    Validations.of(singleton).acknowledge(
      {
        id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
        reason: 'The CDK gives its own function this policy.',
      },
      { id: 'AwsSolutions-L1', reason: 'The CDK chooses the runtime of its own function.' },
    );
  }
}
