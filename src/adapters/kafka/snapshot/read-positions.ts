import { rowError } from '../../../domain/kafka/row-error.ts';
import { NO_OFFSET, type PartitionColumns } from '../../../domain/kafka/snapshot.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { inRounds } from '../client/rounds.ts';
import { passes, rowCodeOf } from '../client/row-code.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { listOffsets } from '../protocol/generated/list-offsets.ts';
import type { LeaderTable } from './decode-leaders.ts';
import { decodeListOffsets, encodeListOffsets, listOffsetsVersions, type Position } from './list-offsets-frames.ts';
import type { PartitionDictionary } from './partition-dictionary.ts';
import { type Placement, placeLeaders } from './place-leaders.ts';
import { readLeaders } from './read-leaders.ts';

export interface LogPositions {
  readonly columns: PartitionColumns;
  readonly topicIds: readonly string[];
}

type Columns = PartitionColumns & { readonly [Name in Position]: Float64Array };

const unknownTopicOrPartition = 3;
const partitionsARequest = 20_000;
/** Below, a second connection costs more to open than it brings; a broker answers on each one after another. */
const rowsForSecondLane = 1_000;
const columnNames = ['logStart', 'lastStable', 'end'] as const satisfies readonly Position[];

/**
 * Reads log start, last stable and end offset of every partition of the dictionary from its leader. `known` is metadata
 * of now; topics it leaves out are asked for by name. Leaders that moved are looked up again; what stays unread has its
 * code in the error column.
 */
export async function readPositions(
  client: ClusterClient,
  partitions: PartitionDictionary,
  known: LeaderTable | undefined,
): Promise<LogPositions> {
  const { count } = partitions;
  const columns = {
    count,
    topic: partitions.topic.subarray(0, count),
    partition: partitions.partition.subarray(0, count),
    logStart: new Float64Array(count).fill(NO_OFFSET),
    lastStable: new Float64Array(count).fill(NO_OFFSET),
    end: new Float64Array(count).fill(NO_OFFSET),
    error: new Int16Array(count).fill(rowError.brokerUnreachable),
  };
  const topicIds = new Array<string>(partitions.topics.names.length).fill('');
  const leaders = new Int32Array(count).fill(-1);
  const placement: Placement = { leaders, topicIds, error: columns.error };
  const rows = rowsByTopic(partitions);
  if (known !== undefined) placeLeaders(known, partitions, rows, placement);
  await inRounds(rows, client.options, async (left, round) => {
    const unplaced = round === 0 ? left.filter(row => leaders[row] === -1) : left;
    if (unplaced.length > 0) await lookUp(client, partitions, unplaced, placement);
    const byLeader = Map.groupBy(
      left.filter(row => leaders[row]! >= 0),
      row => leaders[row]!,
    );
    await Promise.all([...byLeader].map(([brokerId, led]) => readFrom(client, brokerId, led, partitions, columns)));
    return left.filter(row => canPass(columns.error[row]!, leaders[row]!));
  });
  for (let row = 0; row < count; row += 1) clearUnread(columns, row);
  return { columns, topicIds };
}

/** A leader that does not know its partition has not heard of a change yet; metadata that does not know it is final. */
function canPass(code: number, leaderId: number): boolean {
  return passes(code) || (code === unknownTopicOrPartition && leaderId >= 0);
}

function clearUnread(columns: Columns, row: number): void {
  if (columns.error[row] === 0 && columnNames.every(name => columns[name][row]! >= 0)) return;
  // An answer without an error has to have every partition that was asked for.
  if (columns.error[row] === 0) columns.error[row] = rowError.answerUnreadable;
  for (const name of columnNames) columns[name][row] = NO_OFFSET;
}

/** Rows in the order of topics and partitions, so that a request names each topic once. */
function rowsByTopic(partitions: PartitionDictionary): readonly number[] {
  const ordered: number[] = [];
  for (let topic = 0; topic < partitions.topics.names.length; topic += 1) {
    for (const row of partitions.rowsOf(topic)) if (row >= 0) ordered.push(row);
  }
  return ordered;
}

async function lookUp(
  client: ClusterClient,
  partitions: PartitionDictionary,
  rows: readonly number[],
  placement: Placement,
): Promise<void> {
  const names = [...new Set(rows.map(row => partitions.topics.names[partitions.topic[row]!]!))];
  try {
    placeLeaders(await readLeaders(client, names), partitions, rows, placement);
  } catch (error) {
    const code = rowCodeOf(error);
    for (const row of rows) placement.error[row] = code;
  }
}

async function readFrom(
  client: ClusterClient,
  brokerId: number,
  rows: readonly number[],
  partitions: PartitionDictionary,
  columns: Columns,
): Promise<void> {
  const store = (chunk: readonly number[], code: number): void => {
    for (const row of chunk) columns.error[row] = code;
  };
  try {
    const lanes = rows.length >= rowsForSecondLane ? [0, 1] : [0];
    const connections = await Promise.all(lanes.map(lane => client.toBroker(brokerId, lane)));
    const connection = connections[0]!;
    const version = Math.min(connection.versionOf(listOffsets) ?? 0, listOffsetsVersions.max);
    store(rows, version < listOffsetsVersions.min ? rowError.unsupportedByBroker : rowError.none);
    if (version < listOffsetsVersions.min) return;
    const size = Math.min(partitionsARequest, Math.ceil(rows.length / connections.length));
    const chunks = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
      rows.slice(index * size, (index + 1) * size),
    );
    await Promise.all(
      chunks.map(async (chunk, at) => {
        const lane = connections[at % connections.length]!;
        const asked = columnNames.map(name => readPosition(lane, version, name, chunk, partitions, columns));
        const [failed] = (await Promise.allSettled(asked)).filter(result => result.status === 'rejected');
        if (failed !== undefined) store(chunk, rowCodeOf(failed.reason));
      }),
    );
  } catch (error) {
    store(rows, rowCodeOf(error));
  }
}

async function readPosition(
  connection: BrokerConnection,
  version: number,
  position: Position,
  rows: readonly number[],
  partitions: PartitionDictionary,
  columns: Columns,
): Promise<void> {
  const body = encodeListOffsets(version, position, partitions, rows);
  const frame = await connection.requestFrame(listOffsets, version, body);
  decodeListOffsets(frame, version, partitions, (row, errorCode, offset) => {
    columns[position][row] = offset;
    if (errorCode !== 0) columns.error[row] = errorCode;
  });
}
