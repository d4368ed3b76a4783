import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaClient } from '@aws-sdk/client-kafka';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { emfLagMetrics } from '../../src/adapters/aws/emf-lag-metrics.ts';
import { mskBootstrapBrokers } from '../../src/adapters/aws/msk-bootstrap-brokers.ts';
import { mskIamTokens } from '../../src/adapters/aws/msk-iam-tokens.ts';
import { s3LagWindowStore } from '../../src/adapters/aws/s3-lag-window-store.ts';
import { secretsManagerScramSecrets } from '../../src/adapters/aws/scram-secret.ts';
import { snsIncidentNotifier } from '../../src/adapters/aws/sns-incident-notifier.ts';
import { sentenceOf } from '../../src/adapters/kafka/error-sentence.ts';
import { openCluster } from '../../src/adapters/kafka/open-cluster.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { KafkaConnection } from '../../src/domain/kafka/connection.ts';
import { matchesAny } from '../../src/domain/lag/group-patterns.ts';
import { chosenGroups } from '../../src/operations/read-chosen-groups.ts';
import { resolveConnection } from '../../src/operations/resolve-connection.ts';
import type { ScheduledLagCheckWorld } from '../../src/operations/run-scheduled-lag-check.ts';
import type { ConnectionSources } from '../../src/ports/connection-sources.ts';
import { keptOpen } from './kept-open.ts';
import type { Settings } from './settings.ts';

/** The world of the lag check. Clients live as long as the execution environment: a warm run does no handshake. */
export const wire = (settings: Settings, region: string | undefined): ScheduledLagCheckWorld => {
  const { clusterName: cluster, window, topicArn, metricGroups, groups } = settings;
  return {
    snapshots: chosenGroups(
      keptOpen(() => open(settings, region)),
      groups,
    ),
    windows: s3LagWindowStore(new S3Client(), window),
    metrics: emfLagMetrics({ cluster, isWatched: matchesAny(metricGroups) }),
    notifier: snsIncidentNotifier(new SNSClient(), { topicArn, cluster }),
    describeCode: sentenceOf,
  };
};

const open = async (settings: Settings, region: string | undefined) => {
  const connection = await resolveConnection(settings.connection, { environment: { AWS_REGION: region } }, sources());
  return await openCluster(trusting(connection, settings.trustedCertificates), {
    clientId: 'kafka-steward-check-lag',
    nowMs: Date.now,
    sleep,
    ...patience,
  });
};

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
