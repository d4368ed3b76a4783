import type { Api } from '../../src/adapters/kafka/protocol/api.ts';
import { alterShareGroupOffsets } from '../../src/adapters/kafka/protocol/generated/alter-share-group-offsets.ts';
import { alterUserScramCredentials } from '../../src/adapters/kafka/protocol/generated/alter-user-scram-credentials.ts';
import { apiVersions } from '../../src/adapters/kafka/protocol/generated/api-versions.ts';
import { consumerGroupDescribe } from '../../src/adapters/kafka/protocol/generated/consumer-group-describe.ts';
import { describeGroups } from '../../src/adapters/kafka/protocol/generated/describe-groups.ts';
import { describeShareGroupOffsets } from '../../src/adapters/kafka/protocol/generated/describe-share-group-offsets.ts';
import { describeUserScramCredentials } from '../../src/adapters/kafka/protocol/generated/describe-user-scram-credentials.ts';
import { findCoordinator } from '../../src/adapters/kafka/protocol/generated/find-coordinator.ts';
import { listGroups } from '../../src/adapters/kafka/protocol/generated/list-groups.ts';
import { listOffsets } from '../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import { metadata } from '../../src/adapters/kafka/protocol/generated/metadata.ts';
import { offsetCommit } from '../../src/adapters/kafka/protocol/generated/offset-commit.ts';
import { offsetDelete } from '../../src/adapters/kafka/protocol/generated/offset-delete.ts';
import { offsetFetch } from '../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { saslAuthenticate } from '../../src/adapters/kafka/protocol/generated/sasl-authenticate.ts';
import { saslHandshake } from '../../src/adapters/kafka/protocol/generated/sasl-handshake.ts';
import type { HostPort, KafkaConnection } from '../../src/domain/kafka/connection.ts';
import { type FakeBroker, fakeBroker, type Incoming } from '../unit/adapters/kafka/connection/fake-broker.ts';

/** A topic: the broker that leads each partition, and where its log is. */
export interface FakePartition {
  leader: number;
  inSync?: readonly number[];
  start?: bigint;
  stable?: bigint;
  end: bigint;
}

export interface FakeGroup {
  coordinator: number;
  readonly protocolType?: string;
  readonly groupType?: string;
  readonly groupState?: string;
  /** Topic → committed offset by partition. */
  readonly commits: Readonly<Record<string, readonly bigint[]>>;
}

/** What the brokers know; a test changes it as it goes. Brokers are numbered from 1. */
export interface FakeState {
  readonly topics: Record<string, FakePartition[]>;
  readonly groups: Record<string, FakeGroup>;
  /** Brokers that metadata leaves out. */
  readonly unregistered: Set<number>;
}

export interface FakeCluster extends AsyncDisposable {
  readonly state: FakeState;
  readonly connection: KafkaConnection;
  /** The brokers' addresses, that of broker 1 first. */
  readonly servers: readonly HostPort[];
  /** API names with the broker asked, in order: `ListGroups 2`. */
  readonly asked: string[];
  /** Answers an API in another way; a handler that returns false leaves the request to those before it. */
  answer(api: Api<unknown, unknown>, handler: (request: Incoming, brokerId: number) => unknown): void;
  /** Closes a broker's port and connections. */
  stop(brokerId: number): Promise<void>;
}

export interface FakeClusterOptions {
  readonly brokers?: number;
  readonly topics: FakeState['topics'];
  readonly groups: FakeState['groups'];
  /** The highest version offered, by API name; absent: the newest we know; −1: not offered. */
  readonly highest?: Readonly<Record<string, number>>;
}

const served: readonly Api<unknown, unknown>[] = [
  apiVersions,
  metadata,
  findCoordinator,
  listGroups,
  describeGroups,
  consumerGroupDescribe,
  offsetFetch,
  offsetCommit,
  offsetDelete,
  describeShareGroupOffsets,
  alterShareGroupOffsets,
  listOffsets,
  saslHandshake,
  saslAuthenticate,
  describeUserScramCredentials,
  alterUserScramCredentials,
];

/** Brokers on this machine's loopback that answer reads about a small cluster as Kafka's do. */
export async function fakeCluster(options: FakeClusterOptions): Promise<FakeCluster> {
  const state: FakeState = { topics: options.topics, groups: options.groups, unregistered: new Set() };
  const handlers = new Map<number, ((request: Incoming, brokerId: number) => unknown)[]>();
  const asked: string[] = [];
  const brokers: FakeBroker[] = [];
  const offered = served.flatMap(api => {
    const maxVersion = options.highest?.[api.name] ?? api.maxVersion;
    return maxVersion < 0 ? [] : [{ apiKey: api.key, minVersion: api.minVersion, maxVersion }];
  });
  const serve = (brokerId: number) => (request: Incoming) => {
    asked.push(`${served.find(({ key }) => key === request.apiKey)?.name} ${brokerId}`);
    for (const handler of handlers.get(request.apiKey) ?? []) if (handler(request, brokerId) !== false) return;
    if (request.apiKey === apiVersions.key) request.reply(apiVersions, { apiKeys: offered });
    else answerFrom(state, servers(), request, brokerId);
  };
  const servers = (): readonly HostPort[] => brokers.map(({ target }) => target);
  for (let brokerId = 1; brokerId <= (options.brokers ?? 1); brokerId += 1)
    brokers.push(await fakeBroker(serve(brokerId)));
  return {
    state,
    asked,
    servers: servers(),
    connection: { name: 'fake', bootstrapServers: servers() },
    answer: (api, handler) => handlers.set(api.key, [handler, ...(handlers.get(api.key) ?? [])]),
    stop: async brokerId => await brokers[brokerId - 1]![Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(brokers.map(async broker => await broker[Symbol.asyncDispose]()));
    },
  };
}

const ok = 0;
const unknownTopic = 3;
const notLeader = 6;
const leaderNotAvailable = 5;
const notCoordinator = 16;

function answerFrom(state: FakeState, servers: readonly HostPort[], request: Incoming, brokerId: number): void {
  switch (request.apiKey) {
    case metadata.key:
      answerMetadata(state, servers, request);
      break;
    case findCoordinator.key:
      answerCoordinators(state, request);
      break;
    case listGroups.key:
      answerGroups(state, request, brokerId);
      break;
    case describeGroups.key:
      request.reply(describeGroups, {
        groups: request.body(describeGroups).groups.map(groupId => ({ groupId, groupState: 'Empty' })),
      });
      break;
    case offsetFetch.key:
      answerCommits(state, request, brokerId);
      break;
    case listOffsets.key:
      answerPositions(state, request, brokerId);
      break;
    default:
      request.socket.destroy();
  }
}

function answerGroups(state: FakeState, request: Incoming, brokerId: number): void {
  const here = Object.entries(state.groups).filter(([, group]) => group.coordinator === brokerId);
  request.reply(listGroups, {
    groups: here.map(([groupId, { protocolType = 'consumer', groupType = 'Classic', groupState = 'Empty' }]) => ({
      groupId,
      protocolType,
      ...(request.version >= 4 ? { groupState } : {}),
      ...(request.version >= 5 ? { groupType } : {}),
    })),
  });
}

function answerMetadata(state: FakeState, servers: readonly HostPort[], request: Incoming): void {
  const { topics } = request.body(metadata);
  const names = topics === null ? Object.keys(state.topics) : topics.map(({ name }) => name ?? '');
  request.reply(metadata, {
    clusterId: 'fake-cluster',
    controllerId: 1,
    brokers: servers
      .map(({ host, port }, index) => ({ nodeId: index + 1, host, port }))
      .filter(({ nodeId }) => !state.unregistered.has(nodeId)),
    topics: names.map(name => ({
      name,
      errorCode: name in state.topics ? ok : unknownTopic,
      partitions: (state.topics[name] ?? []).map(({ leader, inSync = [leader] }, partitionIndex) => ({
        errorCode: leader < 0 ? leaderNotAvailable : ok,
        partitionIndex,
        leaderId: leader,
        replicaNodes: [...inSync],
        isrNodes: [...inSync],
      })),
    })),
  });
}

function answerCoordinators({ groups }: FakeState, request: Incoming): void {
  const { key, coordinatorKeys } = request.body(findCoordinator);
  const nodeIdOf = (group: string): number => groups[group]?.coordinator ?? 1;
  if (request.version < 4) request.reply(findCoordinator, { nodeId: nodeIdOf(key ?? '') });
  else {
    const coordinators = (coordinatorKeys ?? []).map(group => ({ key: group, nodeId: nodeIdOf(group) }));
    request.reply(findCoordinator, { coordinators });
  }
}

function answerCommits({ groups }: FakeState, request: Incoming, brokerId: number): void {
  const { groupId, groups: many } = request.body(offsetFetch);
  const commitsOf = (group: string) => {
    const known = groups[group];
    if (known !== undefined && known.coordinator !== brokerId) return { errorCode: notCoordinator, topics: [] };
    const topics = Object.entries(known?.commits ?? {}).map(([name, offsets]) => ({
      name,
      partitions: offsets.map((committedOffset, partitionIndex) => ({ partitionIndex, committedOffset, metadata: '' })),
    }));
    return { errorCode: ok, topics };
  };
  if (request.version < 8) request.reply(offsetFetch, commitsOf(groupId ?? ''));
  else
    request.reply(offsetFetch, { groups: (many ?? []).map(({ groupId: id }) => ({ groupId: id, ...commitsOf(id) })) });
}

function answerPositions({ topics }: FakeState, request: Incoming, brokerId: number): void {
  const { topics: asked, isolationLevel } = request.body(listOffsets);
  request.reply(listOffsets, {
    topics: asked.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, timestamp }) => {
        const log = topics[name]?.[partitionIndex];
        if (log === undefined) return { partitionIndex, errorCode: unknownTopic };
        if (log.leader !== brokerId) return { partitionIndex, errorCode: notLeader };
        const end = isolationLevel === 1 ? (log.stable ?? log.end) : log.end;
        return { partitionIndex, errorCode: ok, offset: timestamp === -2n ? (log.start ?? 0n) : end };
      }),
    })),
  });
}
