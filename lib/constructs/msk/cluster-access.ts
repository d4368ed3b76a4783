import { Arn, ArnFormat, CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { AccountRootPrincipal, ManagedPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnClusterPolicy } from 'aws-cdk-lib/aws-msk';
import type { Construct } from 'constructs';

/** Lets identities of this account come in from other VPCs, as far as their own policies allow it; no other account. */
export const clusterPolicy = (scope: Construct, id: string, clusterArn: string): CfnClusterPolicy =>
  new CfnClusterPolicy(scope, id, {
    clusterArn,
    policy: new PolicyDocument({
      statements: [
        new PolicyStatement({
          principals: [new AccountRootPrincipal()],
          actions: [
            'kafka:CreateVpcConnection',
            'kafka:GetBootstrapBrokers',
            'kafka:DescribeCluster',
            'kafka:DescribeClusterV2',
          ],
          resources: [clusterArn],
        }),
      ],
    }),
  });

/** To attach to whatever logs in by IAM: makes topics, writes and reads them, commits as any group. */
export const clientPolicy = (
  scope: Construct,
  id: string,
  { clusterName, clusterArn }: { readonly clusterName: string; readonly clusterArn: string },
): ManagedPolicy => {
  const allow = (names: readonly string[], ...resources: readonly string[]) =>
    new PolicyStatement({ actions: names.map(name => `kafka-cluster:${name}`), resources: [...resources] });
  const every = (type: 'topic' | 'group' | 'transactional-id') => everyOf(scope, type, clusterName);
  const policy = new ManagedPolicy(scope, id, {
    description: `To work with topics of ${clusterName}`,
    statements: [
      new PolicyStatement({
        actions: ['kafka:GetBootstrapBrokers', 'kafka:DescribeClusterV2'],
        resources: [clusterArn],
      }),
      allow(['Connect', 'DescribeCluster', 'WriteDataIdempotently'], clusterArn),
      allow(topicActions, every('topic')),
      allow(['DescribeGroup', 'AlterGroup', 'DeleteGroup'], every('group')),
      allow(['DescribeTransactionalId', 'AlterTransactionalId'], every('transactional-id')),
    ],
  });
  for (const type of ['topic', 'group', 'transactional-id'] as const)
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:kafka:<AWS::Region>:<AWS::AccountId>:${type}/${clusterName}/*]`,
      reason: 'A comparison makes topics as it needs them, on this one cluster.',
    });
  new CfnOutput(scope, `${id}Arn`, { value: policy.managedPolicyArn, description: 'For clients that log in by IAM' });
  return policy;
};

const topicActions = [
  'CreateTopic',
  'DeleteTopic',
  'DescribeTopic',
  'AlterTopic',
  'DescribeTopicDynamicConfiguration',
  'AlterTopicDynamicConfiguration',
  'ReadData',
  'WriteData',
];

/** arn:…:topic/NAME/UUID/TOPIC, as MSK names what is in a cluster; the UUID is known only once there is one. */
const everyOf = (scope: Construct, type: string, clusterName: string): string =>
  Arn.format(
    { service: 'kafka', resource: type, resourceName: `${clusterName}/*`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME },
    Stack.of(scope),
  );
