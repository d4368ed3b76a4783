/* eslint-disable @typescript-eslint/no-confusing-void-expression -- complain hands back the undefined that stands for a wrong value */
import { parseBootstrapServers } from '../../src/domain/kafka/bootstrap.ts';
import { parseMskArn } from '../../src/domain/kafka/msk-arn.ts';
import { mskNetworks } from '../../src/domain/kafka/msk-bootstrap.ts';
import { regionOfSecretArn } from '../../src/domain/kafka/requested-login.ts';
import { comparisonChoiceNames } from './comparison-keys.ts';
import { contextKeys } from './context-keys.ts';
import type { Complain, ContextValues } from './context-values.ts';
import type { ClusterSource, LoginConfig } from './operations-config.ts';

export const parseCluster = (values: ContextValues, complain: Complain): ClusterSource | undefined => {
  const { cluster, bootstrapServers, network } = values;
  if (cluster !== undefined && bootstrapServers !== undefined)
    return complain('bootstrapServers', 'is given beside cluster; give one of them');
  if (bootstrapServers !== undefined) {
    if (network !== undefined) complain('network', 'is for an MSK cluster; the servers are what bootstrapServers says');
    const parsed = parseBootstrapServers(bootstrapServers);
    if (parsed.kind === 'wrong') return complain('bootstrapServers', `is no list of brokers: ${parsed.problem}`);
    return { kind: 'bootstrap', servers: bootstrapServers };
  }
  if (cluster === undefined)
    return complain(
      'cluster',
      'is missing; give the ARN of an MSK cluster, or -c bootstrapServers=host:port,host:port',
    );
  const parsed = parseMskArn(cluster);
  if (parsed.kind === 'wrong') return complain('cluster', `is wrong: ${parsed.problem}${orAComparison(cluster)}`);
  const chosen = mskNetworks.find(name => name === (network ?? 'private'));
  if (chosen === undefined) return complain('network', `is none of ${mskNetworks.join(', ')}`);
  return { kind: 'msk', arn: cluster, network: chosen };
};

/** Who has no ARN in mind meant to stand clusters up. */
const orAComparison = (cluster: string): string =>
  cluster.includes(':') ? '' : `; to stand clusters up, give one of ${comparisonChoiceNames.join(', ')}`;

const plainLogins = ['iam', 'tls', 'none'] as const;

export const parseLogin = (values: ContextValues, complain: Complain): LoginConfig | undefined => {
  const { login, secretArn, secretKeyArn, cluster } = values;
  if (secretArn !== undefined) return parseScram(values, secretArn, complain);
  if (secretKeyArn !== undefined) complain('secretKeyArn', 'is given without secretArn');
  const kind = plainLogins.find(name => name === (login ?? (cluster === undefined ? undefined : 'iam')));
  if (kind === undefined)
    return complain('login', `${login === undefined ? 'is missing' : 'is not known'}; give ${contextKeys.login}`);
  if (kind === 'iam' && cluster === undefined)
    return complain(
      'login',
      'needs the ARN of the cluster, because the rights are given for it; name it by -c cluster=<ARN>',
    );
  return { kind };
};

const parseScram = (values: ContextValues, secretArn: string, complain: Complain): LoginConfig | undefined => {
  const { login, secretKeyArn, cluster } = values;
  if (login !== undefined) return complain('login', 'is given beside secretArn, which says scram; leave one out');
  // A partial ARN, without the six letters at its end, names no resource a policy could allow.
  if (regionOfSecretArn(secretArn) === undefined || !/-[a-zA-Z0-9]{6}$/.test(secretArn))
    return complain(
      'secretArn',
      'is not the whole ARN of a secret, arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 letters>',
    );
  if (secretKeyArn !== undefined && !/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(secretKeyArn))
    return complain(
      'secretKeyArn',
      'is not the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>; an alias does not do',
    );
  if (secretKeyArn === undefined && cluster !== undefined)
    return complain(
      'secretKeyArn',
      'is missing; MSK takes only secrets under a key of your own: aws secretsmanager describe-secret --query KmsKeyId',
    );
  return { kind: 'scram', secretArn, secretKeyArn };
};
