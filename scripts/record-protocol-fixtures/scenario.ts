import type { Api } from '../../src/adapters/kafka/protocol/api.ts';
import { apiVersions } from '../../src/adapters/kafka/protocol/generated/api-versions.ts';
import { consumerGroupDescribe } from '../../src/adapters/kafka/protocol/generated/consumer-group-describe.ts';
import { createTopics } from '../../src/adapters/kafka/protocol/generated/create-topics.ts';
import { deleteGroups } from '../../src/adapters/kafka/protocol/generated/delete-groups.ts';
import { deleteRecords } from '../../src/adapters/kafka/protocol/generated/delete-records.ts';
import { deleteTopics } from '../../src/adapters/kafka/protocol/generated/delete-topics.ts';
import { describeCluster } from '../../src/adapters/kafka/protocol/generated/describe-cluster.ts';
import { describeGroups } from '../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import { describeQuorum } from '../../src/adapters/kafka/protocol/generated/describe-quorum.ts';
import { describeShareGroupOffsets } from '../../src/adapters/kafka/protocol/generated/describe-share-group-offsets.ts';
import { fetch } from '../../src/adapters/kafka/protocol/generated/fetch.ts';
import { findCoordinator } from '../../src/adapters/kafka/protocol/generated/find-coordinator.ts';
import { incrementalAlterConfigs } from '../../src/adapters/kafka/protocol/generated/incremental-alter-configs.ts';
import { initProducerId } from '../../src/adapters/kafka/protocol/generated/init-producer-id.ts';
import { listGroups } from '../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { listOffsets } from '../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import { metadata } from '../../src/adapters/kafka/protocol/generated/metadata.ts';
import { offsetCommit } from '../../src/adapters/kafka/protocol/generated/offset-commit.ts';
import { offsetDelete } from '../../src/adapters/kafka/protocol/generated/offset-delete.ts';
import { offsetFetch } from '../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { saslHandshake } from '../../src/adapters/kafka/protocol/generated/sasl-handshake.ts';
import { shareGroupDescribe } from '../../src/adapters/kafka/protocol/generated/share-group-describe.ts';
import { streamsGroupDescribe } from '../../src/adapters/kafka/protocol/generated/streams-group-describe.ts';

export interface Step {
  readonly api: Api<unknown, unknown>;
  readonly bodyAt: (version: number) => unknown;
}

/** `bodyAt` gives what the version can carry: a field it lacks is refused by the encoder. */
const step = <Request>(api: Api<Request, unknown>, bodyAt: (version: number) => Request): Step => ({ api, bodyAt });

const timeoutMs = 10_000;
const zeroUuid = 'AAAAAAAAAAAAAAAAAAAAAA';
const includeAuthorizedOperations = true;

export const topic = 'fixture-orders';
const offlineGroup = 'fixture offline: заказы';
const groups = [
  'fixture-classic',
  offlineGroup,
  'fixture-consumer',
  'fixture-share',
  'fixture-streams',
  'fixture-unknown',
];

/** Makes the topic that everything else reads. */
export const preparation: readonly Step[] = [
  step(createTopics, version => ({
    topics: [topic, `${topic}-v${version}`].map(name => ({
      name,
      numPartitions: 2,
      replicationFactor: 1,
      assignments: [],
      configs: [{ name: 'retention.ms', value: '3600000' }],
    })),
    timeoutMs,
  })),
];

/** Asked at every version that the broker and the tables share; a later step sees what an earlier one did. */
export const scenario = (topicId: string): readonly Step[] => [
  step(apiVersions, version => (version < 3 ? {} : { clientSoftwareName: 'recorder', clientSoftwareVersion: '1' })),
  step(saslHandshake, () => ({ mechanism: 'SCRAM-SHA-512' })),
  step(metadata, version => ({
    topics: [{ name: topic }, { name: 'fixture-unknown' }],
    ...(version >= 4 && { allowAutoTopicCreation: false }),
    ...(version >= 8 && { includeTopicAuthorizedOperations: true }),
  })),
  step(metadata, version => ({ topics: version === 0 ? [] : null })),
  step(findCoordinator, version => ({
    ...(version < 4 ? { key: groups[0]! } : { coordinatorKeys: groups }),
    ...(version >= 1 && { keyType: 0 }),
  })),
  step(describeCluster, () => ({ includeClusterAuthorizedOperations: true })),
  step(describeQuorum, () => ({
    topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }],
  })),
  step(offsetCommit, version => ({
    groupId: offlineGroup,
    memberId: '',
    topics: [
      {
        ...(version < 10 ? { name: topic } : { topicId }),
        partitions: [
          { partitionIndex: 0, committedOffset: 1n, committedMetadata: 'note' },
          { partitionIndex: 1, committedOffset: 9_007_199_254_740_993n, committedMetadata: null },
        ],
      },
    ],
  })),
  step(listGroups, () => ({})),
  step(listGroups, version => (version < 4 ? {} : { statesFilter: ['Stable', 'Empty'] })),
  step(describeGroups, version => ({ groups, ...(version >= 3 && { includeAuthorizedOperations }) })),
  step(consumerGroupDescribe, () => ({ groupIds: groups, includeAuthorizedOperations })),
  step(shareGroupDescribe, () => ({ groupIds: groups, includeAuthorizedOperations })),
  step(streamsGroupDescribe, () => ({ groupIds: groups, includeAuthorizedOperations })),
  step(offsetFetch, version =>
    version < 8
      ? { groupId: offlineGroup, topics: version < 2 ? [{ name: topic, partitionIndexes: [0, 1, 7] }] : null }
      : { groups: groups.map(groupId => ({ groupId, topics: null })), requireStable: true },
  ),
  step(offsetFetch, version => {
    const named = { ...(version < 10 ? { name: topic } : { topicId }), partitionIndexes: [0, 1, 7] };
    if (version >= 8) return { groups: [{ groupId: offlineGroup, topics: [named] }] };
    return { groupId: offlineGroup, topics: [{ name: topic, partitionIndexes: [0, 1, 7] }] };
  }),
  ...[-2n, -1n, 0n].map(timestamp =>
    step(listOffsets, version => ({
      replicaId: -1,
      ...(version >= 2 && { isolationLevel: 1 }),
      topics: [{ name: topic, partitions: [0, 1, 7].map(partitionIndex => ({ partitionIndex, timestamp })) }],
      timeoutMs,
    })),
  ),
  step(fetch, version => ({
    maxWaitMs: 0,
    minBytes: 0,
    topics: [
      {
        ...(version < 13 ? { topic } : { topicId }),
        partitions: [0, 1, 7].map(partition => ({ partition, fetchOffset: 0n, partitionMaxBytes: 1024 })),
      },
    ],
  })),
  step(describeShareGroupOffsets, () => ({
    groups: [
      { groupId: 'fixture-share', topics: null },
      { groupId: 'fixture-unknown', topics: [{ topicName: topic, partitions: [0] }] },
    ],
  })),
  step(initProducerId, () => ({ transactionalId: null, transactionTimeoutMs: timeoutMs })),
  step(incrementalAlterConfigs, () => ({
    resources: [
      {
        resourceType: 2,
        resourceName: topic,
        configs: [
          { name: 'retention.ms', configOperation: 0, value: '7200000' },
          { name: 'max.message.bytes', configOperation: 1, value: null },
        ],
      },
    ],
    validateOnly: true,
  })),
  step(deleteRecords, () => ({
    topics: [
      {
        name: topic,
        partitions: [
          { partitionIndex: 0, offset: 1n },
          { partitionIndex: 7, offset: -1n },
        ],
      },
    ],
    timeoutMs,
  })),
  step(offsetDelete, () => ({
    groupId: offlineGroup,
    topics: [{ name: topic, partitions: [{ partitionIndex: 0 }, { partitionIndex: 7 }] }],
  })),
  step(deleteGroups, () => ({ groupsNames: ['fixture-classic', offlineGroup, 'fixture-unknown'] })),
];

/** Removes what the preparation made, except the topic itself. */
export const cleaning: readonly Step[] = [
  step(deleteTopics, version => {
    // Its versions are one behind those of CreateTopics.
    const name = `${topic}-v${version + 1}`;
    return { ...(version < 6 ? { topicNames: [name] } : { topics: [{ name, topicId: zeroUuid }] }), timeoutMs };
  }),
];
