import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mskBootstrapBrokers } from '../../src/adapters/aws/msk-bootstrap-brokers.ts';
import { mskIamTokens } from '../../src/adapters/aws/msk-iam-tokens.ts';
import { secretsManagerScramSecrets } from '../../src/adapters/aws/scram-secret.ts';
import { openCluster } from '../../src/adapters/kafka/open-cluster.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { KafkaConnection } from '../../src/domain/kafka/connection.ts';
import { resolveConnection } from '../../src/operations/resolve-connection.ts';
import type { ConnectionSources } from '../../src/ports/connection-sources.ts';
import type { ClusterSettings } from './settings.ts';

/** By its name brokers log the requests of a function. */
interface FunctionClient {
  readonly functionName: string;
  readonly region: string | undefined;
}

/** Logs in to the cluster of a function. */
export const openFunctionCluster = async (settings: ClusterSettings, client: FunctionClient) =>
  await openConnection(await functionConnection(settings, client), client);

/** Where the cluster of a function is and how it logs in there. */
export const functionConnection = async (
  { connection: request, trustedCertificates }: ClusterSettings,
  { region }: Pick<FunctionClient, 'region'>,
): Promise<KafkaConnection> =>
  trusting(await resolveConnection(request, { environment: { AWS_REGION: region } }, sources()), trustedCertificates);

export const openConnection = async (
  connection: KafkaConnection,
  { functionName }: Pick<FunctionClient, 'functionName'>,
) =>
  await openCluster(connection, {
    clientId: `kafka-steward-${functionName}`,
    nowMs: Date.now,
    sleep,
    ...patience,
  });

// A broker that is frozen, not dead, costs a request time-out and one more in each of two phases: that has to fit into
// the function's time, so that the others are judged and this one is told as unread.
const patience = { connectTimeoutMs: 5000, requestTimeoutMs: 8000, retryWindowMs: 8000 } as const;

const trusting = (connection: KafkaConnection, trustedCertificates: readonly string[] | undefined): KafkaConnection =>
  connection.tls === undefined || trustedCertificates === undefined
    ? connection
    : { ...connection, tls: { ...connection.tls, trustedCertificates } };

const sources = (): ConnectionSources => ({
  msk: mskBootstrapBrokers(region => new KafkaClient({ region })),
  secrets: secretsManagerScramSecrets(region => new SecretsManagerClient({ region })),
  iam: mskIamTokens({ credentialsOf: region => new KafkaClient({ region }).config.credentials(), nowMs: Date.now }),
  profiles: {
    readProperties: () => Promise.resolve(undefined),
    readTrustStore: () => Promise.reject(noFiles()),
    readKeyStore: () => Promise.reject(noFiles()),
  },
});

const noFiles = () => new OperationError('InternalError', 'a function has no client.properties to read a store from');
