import { rowError } from '../../../domain/kafka/row-error.ts';
import { NO_OFFSET, type PartitionColumns } from '../../../domain/kafka/snapshot.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import type { TopicMetadata } from '../client/metadata.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import { listOffsets } from '../protocol/generated/list-offsets.ts';
import { decodeListOffsets, encodeListOffsets, listOffsetsVersions, type Position } from './list-offsets-frames.ts';
import type { PartitionDictionary } from './partition-dictionary.ts';

export interface LogPositions {
  readonly columns: PartitionColumns;
  readonly topicIds: readonly string[];
}

const partitionsARequest = 20_000;
const columnNames = ['logStart', 'lastStable', 'end'] as const satisfies readonly Position[];

/**
 * Reads log start, last stable and end offset of every partition of the dictionary from its leader. Leaders that moved
 * are looked up again; what stays unread has its code in the error column.
 */
export async function readPositions(
  client: ClusterClient,
  partitions: PartitionDictionary,
  known: Promise<readonly TopicMetadata[]> | undefined,
): Promise<LogPositions> {
  const { count } = partitions;
  const columns = {
    count,
    topic: partitions.topic.subarray(0, count),
    partition: partitions.partition.subarray(0, count),
    logStart: new Float64Array(count).fill(NO_OFFSET),
    lastStable: new Float64Array(count).fill(NO_OFFSET),
    end: new Float64Array(count).fill(NO_OFFSET),
    error: new Int16Array(count).fill(rowError.leaderUnknown),
  };
  const topicIds = new Array<string>(partitions.topics.names.length).fill('');
  const leaders = new Int32Array(count).fill(-1);
  const locate = (topics: readonly TopicMetadata[]): void =>
    placeLeaders(topics, partitions, { leaders, topicIds, error: columns.error });
  if (known !== undefined) locate(await known);
  await inRounds(rowsByTopic(partitions), client.options, async (left, round) => {
    const unplaced = round === 0 ? left.filter(row => leaders[row] === -1) : left;
    if (unplaced.length > 0) locate(await topicsOf(client, partitions, unplaced));
    const byLeader = Map.groupBy(
      left.filter(row => leaders[row]! >= 0),
      row => leaders[row]!,
    );
    await Promise.all([...byLeader].map(([brokerId, rows]) => readFrom(client, brokerId, rows, partitions, columns)));
    return left.filter(row => passes(columns.error[row]!));
  });
  for (const [row, code] of columns.error.entries())
    if (code !== 0) for (const name of columnNames) columns[name][row] = NO_OFFSET;
  return { columns, topicIds };
}

/** Rows in the order of topics and partitions, so that a request names each topic once. */
function rowsByTopic(partitions: PartitionDictionary): readonly number[] {
  const ordered: number[] = [];
  for (let topic = 0; topic < partitions.topics.names.length; topic += 1) {
    for (const row of partitions.rowsOf(topic)) if (row >= 0) ordered.push(row);
  }
  return ordered;
}

async function topicsOf(
  client: ClusterClient,
  partitions: PartitionDictionary,
  rows: readonly number[],
): Promise<readonly TopicMetadata[]> {
  try {
    const names = [...new Set(rows.map(row => partitions.topics.names[partitions.topic[row]!]!))];
    return (await client.metadata(names)).topics;
  } catch (error) {
    rowCodeOf(error); // rethrows what is not an OperationError
    return [];
  }
}

interface Placement {
  readonly leaders: Int32Array;
  readonly topicIds: string[];
  readonly error: Int16Array;
}

const unknownTopicOrPartition = 3;

function placeLeaders(
  topics: readonly TopicMetadata[],
  partitions: PartitionDictionary,
  { leaders, topicIds, error }: Placement,
): void {
  const indexOf = new Map(partitions.topics.names.map((name, index) => [name, index]));
  for (const { name, topicId, errorCode, partitions: told } of topics) {
    const topic = indexOf.get(name);
    if (topic === undefined) continue;
    topicIds[topic] = topicId;
    const rows = partitions.rowsOf(topic);
    for (const row of rows) {
      if (row < 0) continue;
      leaders[row] = -1;
      // Of a topic that exists, a partition it does not name is gone, as after re-creation with fewer partitions.
      error[row] = errorCode === 0 ? unknownTopicOrPartition : errorCode;
    }
    for (const { partition, leaderId } of told) {
      const row = rows[partition];
      if (row === undefined || row < 0) continue;
      leaders[row] = leaderId;
      error[row] = leaderId >= 0 ? 0 : rowError.leaderUnknown;
    }
  }
}

async function readFrom(
  client: ClusterClient,
  brokerId: number,
  rows: readonly number[],
  partitions: PartitionDictionary,
  columns: PartitionColumns,
): Promise<void> {
  const fail = (code: number): void => {
    for (const row of rows) columns.error[row] = code;
  };
  for (const row of rows) columns.error[row] = 0;
  try {
    const connection = await client.toBroker(brokerId);
    const version = Math.min(connection.versionOf(listOffsets) ?? 0, listOffsetsVersions.max);
    if (version < listOffsetsVersions.min) {
      fail(rowError.unsupportedByBroker);
      return;
    }
    const requests: Promise<void>[] = [];
    for (let from = 0; from < rows.length; from += partitionsARequest) {
      const chunk = Int32Array.from(rows.slice(from, from + partitionsARequest));
      for (const position of columnNames) {
        const body = encodeListOffsets(version, position, partitions, chunk);
        const store = (row: number, errorCode: number, offset: number): void => {
          columns[position][row] = offset;
          if (errorCode !== 0) columns.error[row] = errorCode;
        };
        requests.push(
          connection
            .requestFrame(listOffsets, version, body)
            .then(frame => decodeListOffsets(frame, version, partitions, store)),
        );
      }
    }
    const [failed] = (await Promise.allSettled(requests)).filter(result => result.status === 'rejected');
    if (failed !== undefined) fail(rowCodeOf(failed.reason));
  } catch (error) {
    fail(rowCodeOf(error));
  }
}
