import { Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface NodeBasicsProps {
  readonly clusterName: string;
  /** The artifact in its bucket. */
  readonly artifactArn: string;
  readonly logGroup: ILogGroup;
  readonly metricNamespace: string;
  readonly documentName: string;
}

/** What every node of a cluster may do. What only one of them may is in its own role. */
export class NodeBasics extends Construct {
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: NodeBasicsProps) {
    super(scope, id);
    const { clusterName, artifactArn, logGroup, metricNamespace, documentName } = props;
    const document = Stack.of(this).formatArn({ service: 'ssm', resource: 'document', resourceName: documentName });
    const statement = (actions: readonly string[], resource: string, conditions?: Record<string, unknown>) =>
      new PolicyStatement({ actions: [...actions], resources: [resource], conditions });
    this.policy = new ManagedPolicy(this, 'Policy', {
      description: `What every node of ${clusterName} may do`,
      statements: [
        statement(['s3:GetObject'], artifactArn),
        statement(['ec2:DescribeVolumes', 'ec2:DescribeInstances'], '*'),
        statement(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], logGroup.logGroupArn),
        statement(['cloudwatch:PutMetricData'], '*', { StringEquals: { 'cloudwatch:namespace': metricNamespace } }),
        statement(['ssm:GetDocument', 'ssm:DescribeDocument'], document),
        statement(agentActions, '*'),
      ],
    });
    Validations.of(this.policy).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'EC2 lists, the agent of Systems Manager and CloudWatch know no narrower resource for these calls.',
    });
  }
}

/** What AmazonSSMManagedInstanceCore has, without its right to read every parameter and document of the account. */
const agentActions = [
  'ssm:UpdateInstanceInformation',
  'ssm:ListAssociations',
  'ssm:ListInstanceAssociations',
  'ssm:DescribeAssociation',
  'ssm:UpdateAssociationStatus',
  'ssm:UpdateInstanceAssociationStatus',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
  'ec2messages:AcknowledgeMessage',
  'ec2messages:DeleteMessage',
  'ec2messages:FailMessage',
  'ec2messages:GetEndpoint',
  'ec2messages:GetMessages',
  'ec2messages:SendReply',
];
