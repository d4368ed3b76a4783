import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Where CloudWatch keeps the logs of a comparison: the key takes no others. */
export const logGroupName = (comparison: string, part: string): string => `/kafka-steward/${comparison}/${part}`;

/** One customer managed key for all that a comparison stores. Whoever uses it has the right in its own policy. */
export const comparisonKey = (
  scope: Construct,
  id: string,
  comparison: string,
  { removalPolicy }: { readonly removalPolicy: RemovalPolicy },
): Key => {
  const key = new Key(scope, id, {
    description: `Disks, secrets and logs of the Kafka clusters of ${comparison}`,
    enableKeyRotation: true,
    removalPolicy,
  });
  const { partition, region, account, urlSuffix } = Stack.of(scope);
  const logGroups = `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName(comparison, '*')}`;
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${region}.${urlSuffix}`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    }),
  );
  return key;
};
