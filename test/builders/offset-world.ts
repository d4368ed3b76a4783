import type { GroupDescription, GroupMember } from '../../src/domain/kafka/group.ts';
import { type Commit, keyOf, type TopicPartition } from '../../src/domain/offsets/commit.ts';
import type { LogRecord } from '../../src/domain/records/log-entry.ts';
import type { OffsetWorld } from '../../src/operations/offset-world.ts';
import type { AclCluster } from '../../src/ports/acl-cluster.ts';
import type { OffsetCluster, WrittenRow } from '../../src/ports/offset-cluster.ts';
import type { RecordPosition } from '../../src/ports/record-reader.ts';
import { inMemoryAcls } from '../contracts/fakes/in-memory-acls.ts';

/** A group as the test wants it; changed as the test goes. */
export interface FakeOffsets {
  readonly commits: Map<string, Commit>;
  readonly members: GroupMember[];
  /** Told instead of writing these partitions. */
  readonly refusals: Map<string, string>;
  topicId: string;
  /** What happens as a request to write arrives: before it is done. */
  onWrite: () => void;
  nowMs: number;
}

export const group = 'app';
const topic = 'orders';
const partitionCount = 3;
const planTimeMs = Date.parse('2026-03-01T12:00:00Z');

/** One empty group with commits for two of three partitions, each of which holds records 0 to 99. */
export function fakeOffsets(): FakeOffsets {
  return {
    commits: new Map([
      ['orders:0', { offset: 40, leaderEpoch: 2, metadata: 'mine' }],
      ['orders:1', { offset: 50, metadata: '' }],
    ]),
    members: [],
    refusals: new Map(),
    topicId: 'first',
    onWrite: () => undefined,
    nowMs: planTimeMs,
  };
}

/** One record a minute, the last of them a minute ago; what is in them must not be stored anywhere. */
function recordsFrom({ offset, count = 1 }: RecordPosition): readonly LogRecord[] {
  const content = { key: Buffer.from('customer-7'), value: Buffer.from('{"card":"SECRET-4711"}'), headers: [] };
  return Array.from({ length: count }, (_, at) => ({
    kind: 'record',
    offset: offset + at,
    timestampMs: planTimeMs - (100 - offset - at) * 60_000,
    timestampType: 'CreateTime',
    batch: { bytes: 1_000, offsets: 10 },
    sizeBytes: 512,
    keyBytes: content.key.length,
    valueBytes: content.value.length,
    headerCount: 0,
    isTransactional: false,
    content,
  }));
}

function offsetClusterOf(state: FakeOffsets): OffsetCluster {
  const write = (rows: readonly TopicPartition[], change: (row: TopicPartition, at: number) => void): WrittenRow[] => {
    state.onWrite();
    return rows.map(({ topic: name, partition }, at) => {
      const refusal = state.refusals.get(keyOf({ topic: name, partition }));
      if (refusal !== undefined) return { topic: name, partition, refusal };
      change({ topic: name, partition }, at);
      return { topic: name, partition };
    });
  };
  return {
    readCommits: async () => ({
      commits: [...state.commits].map(([key, commit]) => ({ topic, partition: Number(key.split(':')[1]), commit })),
      problems: [],
    }),
    listTopics: async () => [topic],
    readTopics: async names =>
      names.map(name =>
        name === topic
          ? {
              topic,
              topicId: state.topicId,
              partitions: Array.from({ length: partitionCount }, (_, at) => at),
              mayRead: true,
            }
          : { topic: name, topicId: '', partitions: [], error: 'it is not on the cluster' },
      ),
    readLog: async partitions => partitions.map(row => ({ ...row, log: { start: 0, lastStable: 100, end: 100 } })),
    readRecordsAt: async positions => positions.map(row => ({ ...row, entries: recordsFrom(row) })),
    readGroupRights: async () => ({ mayCommit: true, mayDelete: true }),
    writeCommits: async (_, commits) => write(commits, (row, at) => state.commits.set(keyOf(row), commits[at]!.commit)),
    deleteCommits: async (_, partitions) => write(partitions, row => state.commits.delete(keyOf(row))),
  };
}

export function offsetWorldOf(state: FakeOffsets, watchMs = 6_000, acls: AclCluster = inMemoryAcls()): OffsetWorld {
  const description = (): GroupDescription => ({
    group,
    kind: 'classic',
    state: state.members.length === 0 ? 'Empty' : 'Stable',
    coordinatorId: 1,
    members: state.members,
  });
  return {
    target: { clusterId: 'cluster-1', principal: 'User:admin' },
    offsets: offsetClusterOf(state),
    acls,
    groups: {
      listGroups: async () => ({ groups: [description()], gaps: [] }),
      describeGroups: async listings => listings.map(description),
    },
    nowMs: () => state.nowMs,
    sleep: async ms => {
      state.nowMs += ms;
    },
    emptyWithinMs: 0,
    onWaiting: () => undefined,
    watchMs,
    verifyWithinMs: 5_000,
  };
}
