import { randomUUID } from 'node:crypto';
import type { BrokerConnection } from '../../../../src/adapters/kafka/connection/broker-connection.ts';
import { consumerGroupHeartbeat } from '../../../../src/adapters/kafka/protocol/generated/consumer-group-heartbeat.ts';
import { shareGroupHeartbeat } from '../../../../src/adapters/kafka/protocol/generated/share-group-heartbeat.ts';
import { streamsGroupHeartbeat } from '../../../../src/adapters/kafka/protocol/generated/streams-group-heartbeat.ts';
import { type CommittingMember, eventually, type Scene } from './scene.ts';

export interface GroupMember extends CommittingMember {
  /** Stops its heartbeats; the group drops it when its session ends. */
  readonly stop: () => void;
}

export interface LeavingMember extends GroupMember {
  /** Leaves the group, which is without it at once. */
  readonly leave: () => Promise<void>;
}

interface Beat {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly memberEpoch: number;
}

const leavingEpoch = -1;
const heartbeatIntervalMs = 5_000;
const rebalanceTimeoutMs = 300_000;

/** A member of a group of the new consumer protocol that owns partitions of the topic. */
export function joinConsumerGroup(scene: Scene, group: string, topic: string): Promise<GroupMember> {
  const joining = { rebalanceTimeoutMs, subscribedTopicNames: [topic], topicPartitions: [] };
  return stay(scene, group, async (connection, { memberId, epoch }) => {
    const answer = await connection.request(consumerGroupHeartbeat, {
      groupId: group,
      memberId,
      memberEpoch: epoch,
      ...(epoch === 0 ? joining : {}),
    });
    return { ...answer, ownsCount: answer.assignment?.topicPartitions.length };
  });
}

/** A member of a share group. It fetches nothing. */
export async function joinShareGroup(scene: Scene, group: string, topic: string): Promise<LeavingMember> {
  const member = await stay(scene, group, async (connection, { memberId, epoch }) => {
    const answer = await connection.request(shareGroupHeartbeat, {
      groupId: group,
      memberId,
      memberEpoch: epoch,
      ...(epoch === 0 ? { subscribedTopicNames: [topic] } : {}),
    });
    return { ...answer, ownsCount: answer.assignment?.topicPartitions.length };
  });
  return leaving(member, scene, group, async (connection, memberId) => {
    await connection.request(shareGroupHeartbeat, { groupId: group, memberId, memberEpoch: leavingEpoch });
  });
}

/** A member of a streams group whose one subtopology reads the topic. */
export async function joinStreamsGroup(scene: Scene, group: string, topic: string): Promise<LeavingMember> {
  const subtopology = {
    subtopologyId: '0',
    sourceTopics: [topic],
    sourceTopicRegex: [],
    stateChangelogTopics: [],
    repartitionSinkTopics: [],
    repartitionSourceTopics: [],
    copartitionGroups: [],
  };
  const joining = { topology: { epoch: 0, subtopologies: [subtopology] }, processId: 'process', clientTags: [] };
  let activeTasks: { readonly subtopologyId: string; readonly partitions: readonly number[] }[] = [];
  const member = await stay(scene, group, async (connection, { memberId, epoch }) => {
    const answer = await connection.request(streamsGroupHeartbeat, {
      groupId: group,
      memberId,
      memberEpoch: epoch,
      endpointInformationEpoch: 0,
      rebalanceTimeoutMs,
      activeTasks,
      standbyTasks: [],
      warmupTasks: [],
      ...(epoch === 0 ? joining : {}),
    });
    activeTasks = (answer.activeTasks ?? activeTasks).map(({ subtopologyId, partitions }) => ({
      subtopologyId,
      partitions,
    }));
    return { ...answer, ownsCount: activeTasks.length };
  });
  return leaving(member, scene, group, async (connection, memberId) => {
    await connection.request(streamsGroupHeartbeat, {
      groupId: group,
      memberId,
      memberEpoch: leavingEpoch,
      endpointInformationEpoch: 0,
      rebalanceTimeoutMs: -1,
      activeTasks: null,
      standbyTasks: null,
      warmupTasks: null,
    });
  });
}

/** Beats until the member owns something, then every few seconds so that its session does not end. */
async function stay(
  scene: Scene,
  group: string,
  beat: (
    connection: BrokerConnection,
    member: CommittingMember,
  ) => Promise<Beat & { readonly ownsCount: number | undefined }>,
): Promise<GroupMember> {
  const memberId = randomUUID();
  let epoch = 0;
  await eventually(async () => {
    const answer = await beat(await scene.toCoordinator(group), { memberId, epoch });
    if (answer.errorCode !== 0) throw new Error(`heartbeat of ${group}: ${answer.errorCode} ${answer.errorMessage}`);
    epoch = answer.memberEpoch;
    if ((answer.ownsCount ?? 0) === 0) throw new Error(`the member of ${group} owns nothing yet`);
  });
  const beating = setInterval(() => {
    void scene
      .toCoordinator(group)
      .then(connection => beat(connection, { memberId, epoch }))
      .catch(() => undefined);
  }, heartbeatIntervalMs);
  return { memberId, epoch, stop: () => clearInterval(beating) };
}

function leaving(
  member: GroupMember,
  scene: Scene,
  group: string,
  leave: (connection: BrokerConnection, memberId: string) => Promise<void>,
): LeavingMember {
  return {
    ...member,
    leave: async () => {
      member.stop();
      await leave(await scene.toCoordinator(group), member.memberId);
    },
  };
}
