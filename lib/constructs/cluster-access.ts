import { Arn, ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import type { ClusterEnvironment } from '../../lambdas/kafka-cluster/contract.ts';
import type { ClusterAccess } from '../../src/domain/change/runbook-declaration.ts';
import type { OperationsConfig } from '../config/operations-config.ts';
import type { OperationFunction } from './operation-function.ts';

/** What a function has to know of its cluster. */
export type ReachedCluster = Pick<OperationsConfig, 'name' | 'cluster' | 'login' | 'trustedCertificates'>;

/** Tells a function which cluster is its own, and gives it the rights to reach it and to do there what it is for. */
export const bindCluster = (operation: OperationFunction, config: ReachedCluster, access: ClusterAccess): void => {
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
  if (cluster.kind === 'msk' && login.kind === 'iam') allowOnCluster(operation, cluster.arn, access);
  if (login.kind === 'scram') allowSecret(operation, login.secretArn, login.secretKeyArn);
};

/** With IAM login the brokers ask IAM. With any other one they have ACLs, which are not ours to give. */
const allowOnCluster = (operation: OperationFunction, clusterArn: string, access: ClusterAccess): void => {
  const actionsOf = (names: readonly string[]) => names.map(name => `kafka-cluster:${name}`);
  operation.grant({ actions: actionsOf(access.cluster), resources: [clusterArn] });
  for (const type of ['topic', 'group'] as const) {
    const every = everyOf(type, clusterArn);
    operation.grant({ actions: actionsOf(access[type]), resources: [every] });
    Validations.of(operation.role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${every}]`, reason: access.reason });
  }
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
  const viaService = `secretsmanager.${region!}.${Stack.of(operation).urlSuffix}`;
  operation.grant({
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': viaService } },
  });
};
