import type { Capability } from '../../../domain/kafka/cluster.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import type { Api } from '../protocol/api.ts';
import { consumerGroupDescribe } from '../protocol/generated/consumer-group-describe.ts';
import { describeShareGroupOffsets } from '../protocol/generated/describe-share-group-offsets.ts';
import { listGroups } from '../protocol/generated/list-groups.ts';
import { offsetFetch } from '../protocol/generated/offset-fetch.ts';
import { shareGroupDescribe } from '../protocol/generated/share-group-describe.ts';
import { streamsGroupDescribe } from '../protocol/generated/streams-group-describe.ts';

interface Job {
  readonly name: string;
  readonly api: Api<unknown, unknown>;
  readonly fromVersion: number;
  /** Brokers can offer an API whose kind of group is switched off on the cluster. */
  readonly feature?: string;
  readonly otherwise: string;
}

const jobs: readonly Job[] = [
  {
    name: 'tell the kinds of groups apart',
    api: listGroups,
    fromVersion: 5,
    otherwise: 'brokers tell the type of a group from Kafka 3.8 on',
  },
  {
    name: 'read many groups in one request',
    api: offsetFetch,
    fromVersion: 8,
    otherwise: 'brokers before Kafka 3.0 answer for one group at a time; a lag check sends more requests',
  },
  {
    name: 'describe consumer groups of the new protocol (KIP-848)',
    api: consumerGroupDescribe,
    fromVersion: 0,
    feature: 'group.version',
    otherwise: 'the protocol came with Kafka 3.7 and is on from 4.0; this cluster has none of these groups',
  },
  {
    name: 'describe share groups (KIP-932)',
    api: shareGroupDescribe,
    fromVersion: 0,
    feature: 'share.version',
    otherwise: 'share groups came with Kafka 4.0 and are switched on by the feature share.version',
  },
  {
    name: 'read the offsets of share groups',
    api: describeShareGroupOffsets,
    fromVersion: 0,
    feature: 'share.version',
    otherwise: 'brokers tell the offsets of share groups from Kafka 4.1 on, where the feature share.version is on',
  },
  {
    name: 'describe streams groups (KIP-1071)',
    api: streamsGroupDescribe,
    fromVersion: 0,
    feature: 'streams.version',
    otherwise: 'streams groups came with Kafka 4.1 and are switched on by the feature streams.version',
  },
];

/** What one broker's API versions and the cluster's features allow. */
export function capabilities(connection: BrokerConnection): readonly Capability[] {
  return jobs.map(({ name, api, fromVersion, feature, otherwise }) =>
    (connection.versionOf(api) ?? -1) >= fromVersion && isOn(connection, feature)
      ? { name, supported: true }
      : { name, supported: false, reason: otherwise },
  );
}

function isOn({ offer }: BrokerConnection, feature: string | undefined): boolean {
  return feature === undefined || offer.finalizedFeatures.some(({ name, level }) => name === feature && level > 0);
}
