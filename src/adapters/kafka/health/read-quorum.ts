import { OperationError } from '../../../domain/errors.ts';
import type { QuorumHealth, QuorumMember } from '../../../domain/nodes/cluster-health.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import {
  type DescribeQuorumResponsePartitionData,
  describeQuorum,
  type ReplicaState,
} from '../protocol/generated/describe-quorum.ts';
import { throwIfRefused } from './health-refusal.ts';

const topicName = '__cluster_metadata';
const theOnly = { topics: [{ topicName, partitions: [{ partitionIndex: 0 }] }] };

/** The quorum as its leader sees it, whom brokers pass the question on to; undefined in ZooKeeper mode. */
export async function readQuorum(client: ClusterClient): Promise<QuorumHealth | undefined> {
  try {
    return await client.askAny(async connection => {
      if (connection.versionOf(describeQuorum) === undefined) return undefined;
      const answer = await connection.request(describeQuorum, theOnly);
      throwIfRefused(answer, 'Describe');
      const partition = answer.topics[0]?.partitions[0];
      if (partition === undefined) throw new OperationError('ProtocolViolated', 'the broker tells of no quorum');
      throwIfRefused(partition, 'Describe');
      return quorumOf(partition);
    });
  } catch (error) {
    // Nobody can pass it on where there is nobody to pass it on to.
    if (error instanceof OperationError && error.retryable) return { voters: [], observers: [] };
    throw error;
  }
}

function quorumOf(quorum: DescribeQuorumResponsePartitionData): QuorumHealth {
  const { leaderId, currentVoters, observers } = quorum;
  const leader = currentVoters.find(({ replicaId }) => replicaId === leaderId);
  const memberOf = (state: ReplicaState): QuorumMember => behind(state, leader ?? state);
  return {
    ...(leaderId >= 0 ? { leaderId } : {}),
    voters: currentVoters.map(memberOf),
    observers: observers.map(memberOf),
  };
}

/** By the leader's own clock: nobody else's has to agree with it. Times are Kafka's −1 before 3.3, and until a first fetch. */
function behind(state: ReplicaState, leader: ReplicaState): QuorumMember {
  const [caughtUpMs, leaderMs] = [state, leader].map(each => Number(each.lastCaughtUpTimestamp)) as [number, number];
  return {
    nodeId: state.replicaId,
    lagRecords: Math.max(0, Number(leader.logEndOffset - state.logEndOffset)),
    ...(caughtUpMs >= 0 && leaderMs >= 0 ? { lagMs: Math.max(0, leaderMs - caughtUpMs) } : {}),
  };
}
