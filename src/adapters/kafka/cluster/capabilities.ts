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
    otherwise: 'the protocol came with Kafka 3.7; this cluster has none of these groups',
  },
  {
    name: 'describe share groups (KIP-932)',
    api: shareGroupDescribe,
    fromVersion: 0,
    otherwise: 'share groups came with Kafka 4.0',
  },
  {
    name: 'read the offsets of share groups',
    api: describeShareGroupOffsets,
    fromVersion: 0,
    otherwise: 'brokers tell the offsets of share groups from Kafka 4.1 on',
  },
  {
    name: 'describe streams groups (KIP-1071)',
    api: streamsGroupDescribe,
    fromVersion: 0,
    otherwise: 'streams groups came with Kafka 4.1',
  },
];

/** What one broker's API versions allow. */
export function capabilities(connection: BrokerConnection): readonly Capability[] {
  return jobs.map(({ name, api, fromVersion, otherwise }) =>
    (connection.versionOf(api) ?? -1) >= fromVersion
      ? { name, supported: true }
      : { name, supported: false, reason: otherwise },
  );
}
