import { OperationError } from '../../../domain/errors.ts';
import type { ElectedLeader, PartitionId } from '../../../ports/cluster-health.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { inRounds } from '../client/rounds.ts';
import { electLeaders, type ReplicaElectionResult } from '../protocol/generated/elect-leaders.ts';
import { refusalOf, throwIfRefused } from './health-refusal.ts';

const preferred = 0;
const electionNotNeeded = 84;

/** So many leaders move at once; each move is a pause for its clients. */
const batchSize = 200;
const timeoutMs = 20_000;

export async function electPreferred(
  client: ClusterClient,
  partitions: readonly PartitionId[],
): Promise<readonly ElectedLeader[]> {
  const rows: ElectedLeader[] = [];
  for (let from = 0; from < partitions.length; from += batchSize) {
    const batch = partitions.slice(from, from + batchSize);
    const results = await askController(client, batch);
    rows.push(...batch.map(partition => rowOf(partition, results)));
  }
  return rows;
}

/** In ZooKeeper mode only the controller takes it; in KRaft every broker does, and metadata names some broker. */
async function askController(
  client: ClusterClient,
  partitions: readonly PartitionId[],
): Promise<readonly ReplicaElectionResult[]> {
  const topicPartitions = [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, rows]) => ({
    topic,
    partitions: rows.map(({ partition }) => partition),
  }));
  let last: { readonly results: readonly ReplicaElectionResult[] } | { readonly failure: OperationError } | undefined;
  await inRounds([topicPartitions], client.options, async left => {
    try {
      const { controllerId } = await client.metadata([]);
      const connection = await (controllerId === undefined ? client.toAnyBroker() : client.toBroker(controllerId));
      const answer = await connection.request(electLeaders, { electionType: preferred, topicPartitions, timeoutMs });
      throwIfRefused(answer, 'Alter');
      last = { results: answer.replicaElectionResults };
      return [];
    } catch (error) {
      if (!(error instanceof OperationError && error.retryable)) throw error;
      last = { failure: error };
      return left;
    }
  });
  if (last === undefined || 'failure' in last) throw last!.failure;
  return last.results;
}

function rowOf({ topic, partition }: PartitionId, results: readonly ReplicaElectionResult[]): ElectedLeader {
  const told = results
    .find(result => result.topic === topic)
    ?.partitionResult.find(({ partitionId }) => partitionId === partition);
  // A broker does not tell of a partition that is led already, where it was asked for others too.
  const isLed = told === undefined || told.errorCode === 0 || told.errorCode === electionNotNeeded;
  return { topic, partition, ...(isLed ? {} : { refusal: refusalOf(told) }) };
}
