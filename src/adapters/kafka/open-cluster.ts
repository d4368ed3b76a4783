import { randomBytes } from 'node:crypto';
import type { ChangeTarget } from '../../domain/change/plan.ts';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import type { AclCluster } from '../../ports/acl-cluster.ts';
import type { BrokerSettingsReader } from '../../ports/broker-settings.ts';
import type { ClusterHealthPort } from '../../ports/cluster-health.ts';
import type { ClusterReader, GroupReader, SnapshotReader } from '../../ports/cluster-reader.ts';
import type { LoadProducers } from '../../ports/load-producer.ts';
import type { LoadReader } from '../../ports/load-reader.ts';
import type { LoginProver } from '../../ports/login-prover.ts';
import type { OffsetCluster } from '../../ports/offset-cluster.ts';
import type { ScramCredentials } from '../../ports/scram-credentials.ts';
import type { TopicAdmin } from '../../ports/topic-admin.ts';
import type { WorkloadMeter } from '../../ports/workload-meter.ts';
import { openAcls } from './acls/open-acls.ts';
import type { ClientOptions } from './client/client-options.ts';
import { defaultPatience } from './client/client-options.ts';
import { ClusterClient } from './client/cluster-client.ts';
import { describeCluster } from './cluster/describe-cluster.ts';
import { readSettings } from './cluster/read-settings.ts';
import { readTarget } from './cluster/read-target.ts';
import { describeGroups } from './groups/describe-groups.ts';
import { listGroups } from './groups/list-groups.ts';
import { openHealth } from './health/open-health.ts';
import { openMeter } from './meter/open-meter.ts';
import { openOffsets } from './offsets/open-offsets.ts';
import { openLoadProducer } from './produce/open-load-producer.ts';
import { openLoadReader } from './produce/open-load-reader.ts';
import { openLoginProver } from './scram/open-login-prover.ts';
import { openScramCredentials } from './scram/open-scram-credentials.ts';
import { readSnapshot } from './snapshot/read-snapshot.ts';
import { openTopicAdmin } from './topics/open-topic-admin.ts';

export interface OpenCluster extends SnapshotReader, GroupReader, ClusterReader, BrokerSettingsReader {
  /** Reads and writes the offsets of groups. */
  readonly offsets: OffsetCluster;
  /** Reads and writes ACLs. */
  readonly acls: AclCluster;
  /** Reads and writes SCRAM users. */
  readonly credentials: ScramCredentials;
  /** Reads how whole the cluster is, and elects preferred leaders. */
  readonly health: ClusterHealthPort;
  /** Tries logins of others. */
  readonly logins: LoginProver;
  /** Makes and removes topics. */
  readonly topics: TopicAdmin;
  /** Writes records, and reads them back. */
  readonly load: LoadProducers & LoadReader;
  /** Reads how much is written, held and read. */
  readonly meter: WorkloadMeter;
  /** The cluster and the login, as a plan names them. */
  readTarget(): Promise<ChangeTarget>;
  close(): void;
}

/**
 * Opens a cluster. Rejects with the reason of the first broker where none lets us in; from then on
 * connections come and go as they are needed, until `close`.
 */
export async function openCluster(
  connection: KafkaConnection,
  options: Pick<ClientOptions, 'clientId' | 'nowMs' | 'sleep'> & Partial<ClientOptions>,
): Promise<OpenCluster> {
  const client = new ClusterClient(connection, { ...defaultPatience, ...options });
  try {
    await client.toAnyBroker();
  } catch (error) {
    client.close();
    throw error;
  }
  const clocks = { monotonicMs: () => performance.now(), nowMs: options.nowMs };
  return {
    readSnapshot: request => readSnapshot(client, request),
    listGroups: async () => {
      const { groups, gaps } = await listGroups(client);
      return { groups, gaps };
    },
    describeGroups: groups => describeGroups(client, groups),
    describeCluster: () => describeCluster(client),
    offsets: openOffsets(client),
    acls: openAcls(client),
    credentials: openScramCredentials(client, { randomBytes }),
    health: openHealth(client),
    logins: openLoginProver(client),
    topics: openTopicAdmin(client),
    load: {
      openProducer: (request, events) => openLoadProducer(client, request, events, clocks),
      ...openLoadReader(client),
    },
    meter: openMeter(client),
    readSettings: () => readSettings(client),
    readTarget: () => readTarget(client),
    close: () => client.close(),
  };
}
