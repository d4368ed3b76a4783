import { Stack, Validations } from 'aws-cdk-lib';
import type { NodesEnvironment } from '../../lambdas/nodes/contract.ts';
import type { NodeAction } from '../../src/domain/change/runbook-declaration.ts';
import { nodeDocumentName, nodeTags } from '../../src/domain/nodes/node-tags.ts';
import type { OperationFunction } from './operation-function.ts';

/** Tells a function whose nodes it looks after, and lets it do that to the machines that carry the cluster's tag. */
export const bindNodes = (operation: OperationFunction, cluster: string, actions: readonly NodeAction[]): void => {
  const variables: NodesEnvironment = { NODES: cluster };
  operation.addEnvironment({ ...variables });
  const { partition, region, account } = Stack.of(operation);
  const document = `arn:${partition}:ssm:${region}:${account}:document/${nodeDocumentName(cluster)}`;
  const instances = `arn:${partition}:ec2:${region}:${account}:instance/*`;
  operation.grant({ actions: ['ssm:SendCommand'], resources: [document] });
  operation.grant({
    actions: ['ssm:SendCommand'],
    resources: [instances],
    conditions: { StringEquals: { [`ssm:resourceTag/${nodeTags.cluster}`]: cluster } },
  });
  operation.grant({
    actions: ['autoscaling:DescribeAutoScalingGroups', 'ssm:ListCommandInvocations'],
    resources: ['*'],
  });
  acknowledge(operation, 'Resource::*', 'Neither listing groups nor listing commands has a resource to name.');
  const tagged = 'An instance is new after each replacement; what tells ours from others is the tag of the cluster.';
  acknowledge(operation, 'Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:instance/*', tagged);
  if (!actions.includes('replace')) return;
  operation.grant({
    actions: ['autoscaling:TerminateInstanceInAutoScalingGroup'],
    resources: [`arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*`],
    conditions: { StringEquals: { [`aws:ResourceTag/${nodeTags.cluster}`]: cluster } },
  });
  const groups = 'Resource::arn:<AWS::Partition>:autoscaling:<AWS::Region>:<AWS::AccountId>:autoScalingGroup:*';
  acknowledge(operation, groups, 'The ARN of a group holds an id that AWS makes; the tag of the cluster tells ours.');
};

const acknowledge = (operation: OperationFunction, finding: string, reason: string): void => {
  Validations.of(operation.role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason });
};
