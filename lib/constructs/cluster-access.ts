import { Arn, ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CheckLagEnvironment } from '../../lambdas/check-lag/contract.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import type { OperationFunction } from './operation-function.ts';

type ClusterEnvironment = Pick<
  CheckLagEnvironment,
  'CLUSTER_NAME' | 'CLUSTER_ARN' | 'BOOTSTRAP_SERVERS' | 'LOGIN' | 'NETWORK' | 'TRUSTED_CERTIFICATES'
>;

/** Tells a function which cluster to read and gives it exactly the rights that reading it takes. */
export const bindCluster = (operation: OperationFunction, config: OperationsConfig): void => {
  const { cluster, login } = config;
  const variables: ClusterEnvironment = {
    CLUSTER_NAME: config.name,
    ...(cluster.kind === 'msk'
      ? { CLUSTER_ARN: cluster.arn, NETWORK: cluster.network }
      : { BOOTSTRAP_SERVERS: cluster.servers }),
    LOGIN: login.kind === 'scram' ? `scram:${login.secretArn}` : login.kind,
    TRUSTED_CERTIFICATES: config.trustedCertificates,
  };
  operation.addEnvironment({ ...variables });
  if (cluster.kind === 'msk') operation.grant({ actions: ['kafka:GetBootstrapBrokers'], resources: [cluster.arn] });
  if (cluster.kind === 'msk' && login.kind === 'iam') allowReading(operation, cluster.arn);
  if (login.kind === 'scram') allowSecret(operation, login.secretArn, login.secretKeyArn);
};

/** With IAM login the brokers ask IAM: describe the cluster, every topic and every group, and nothing that writes. */
const allowReading = (operation: OperationFunction, clusterArn: string): void => {
  operation.grant({ actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'], resources: [clusterArn] });
  const everyTopic = everyOf('topic', clusterArn);
  const everyGroup = everyOf('group', clusterArn);
  operation.grant({ actions: ['kafka-cluster:DescribeTopic'], resources: [everyTopic] });
  operation.grant({ actions: ['kafka-cluster:DescribeGroup'], resources: [everyGroup] });
  for (const arn of [everyTopic, everyGroup])
    Validations.of(operation.role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${arn}]`,
      reason:
        'The check reads every group and topic of this one cluster, also those made later; Describe is all it may do.',
    });
};

/** arn:…:cluster/NAME/UUID → arn:…:topic/NAME/UUID/*, as MSK names what is in a cluster. */
const everyOf = (type: 'topic' | 'group', clusterArn: string): string => {
  const { resourceName, ...parts } = Arn.split(clusterArn, ArnFormat.SLASH_RESOURCE_NAME);
  return Arn.format({ ...parts, resource: type, resourceName: `${resourceName!}/*` });
};

const allowSecret = (operation: OperationFunction, secretArn: string, keyArn: string | undefined): void => {
  operation.grant({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] });
  if (keyArn === undefined) return;
  const { region } = Arn.split(secretArn, ArnFormat.COLON_RESOURCE_NAME);
  const { urlSuffix } = Stack.of(operation);
  operation.role.addToPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${region!}.${urlSuffix}` } },
    }),
  );
};
