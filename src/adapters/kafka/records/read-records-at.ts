import { OperationError } from '../../../domain/errors.ts';
import { rowError } from '../../../domain/kafka/row-error.ts';
import { keyOf } from '../../../domain/offsets/commit.ts';
import type { RecordLimits, RecordPosition, RecordRow } from '../../../ports/record-reader.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { canPass, placeOnLeaders } from '../client/place-on-leaders.ts';
import { inRounds } from '../client/rounds.ts';
import { rowCodeOf } from '../client/row-code.ts';
import type { BrokerConnection } from '../connection/broker-connection.ts';
import { type Deadline, startDeadline, within } from '../connection/deadline.ts';
import { fetch, type PartitionData } from '../protocol/generated/fetch.ts';
import { type LookUp, startLookUp, takeAnswer, toRow } from './look-up.ts';

/** Version 13 names topics by their ids only. */
const newestByName = 12;
/** Aimed at: an answer is held in memory by the broker where the connection is encrypted. */
const answerBytes = 8 * 1024 * 1024;
/** Gaps and batches of one record make it take several. */
const mostAsksAlone = 12;

/** What all that are under way share. */
interface Budget {
  readonly limits: RecordLimits;
  readonly leftMs: Deadline;
  leftBytes: number;
}

/** See RecordReader. */
export async function readRecordsAt(
  client: ClusterClient,
  positions: readonly RecordPosition[],
  limits: RecordLimits,
): Promise<readonly RecordRow[]> {
  const lookUps = positions.map(startLookUp);
  const budget = { limits, leftMs: startDeadline(limits.withinMs), leftBytes: limits.maxBytes };
  const patience = { ...client.options, retryWindowMs: limits.withinMs };
  const work = inRounds(lookUps, patience, async left => {
    const byLeader = await placeOnLeaders(client, left);
    await Promise.all([...byLeader].map(([leaderId, led]) => readFrom(client, leaderId, led, budget)));
    return left.filter(canPass);
  });
  try {
    await within(limits.withinMs, 'looking at records', work);
  } catch (error) {
    const code = rowCodeOf(error);
    // Out of time is what is left open anyway.
    if (code !== rowError.timedOut) for (const lookUp of lookUps.filter(isOpen)) lookUp.code = code;
  }
  return lookUps.map(lookUp => toRow(lookUp, limits));
}

async function readFrom(
  client: ClusterClient,
  leaderId: number,
  lookUps: readonly LookUp[],
  budget: Budget,
): Promise<void> {
  try {
    const connection = await client.toBroker(leaderId);
    for (const some of inRequests(lookUps, budget.limits)) await ask(connection, some, budget);
    for (const one of lookUps) await askAlone(connection, one, budget);
  } catch (error) {
    const code = rowCodeOf(error);
    for (const lookUp of lookUps.filter(isOpen)) lookUp.code = code;
  }
}

function isOpen({ isOver, code, problem }: LookUp): boolean {
  return !isOver && code === 0 && problem === undefined;
}

/** A request names a partition once, and its answer is to be of bearable size. */
function inRequests(lookUps: readonly LookUp[], { maxBytesPerPartition }: RecordLimits): readonly LookUp[][] {
  const most = Math.max(1, Math.floor(answerBytes / maxBytesPerPartition));
  const turns = new Map<string, number>();
  const byTurn = Map.groupBy(lookUps, lookUp => {
    const turn = turns.get(keyOf(lookUp)) ?? 0;
    turns.set(keyOf(lookUp), turn + 1);
    return turn;
  });
  return [...byTurn.values()].flatMap(some =>
    Array.from({ length: Math.ceil(some.length / most) }, (_, at) => some.slice(at * most, (at + 1) * most)),
  );
}

/**
 * A broker sends a batch that is larger than the partition's share only for the first partition of a request (KIP-74):
 * what came back without a whole batch is asked for by itself.
 */
async function askAlone(connection: BrokerConnection, lookUp: LookUp, budget: Budget): Promise<void> {
  for (let asks = 0; isOpen(lookUp) && asks < mostAsksAlone; asks += 1) {
    const from = lookUp.nextOffset;
    if (!(await ask(connection, [lookUp], budget))) return;
    if (isOpen(lookUp) && lookUp.nextOffset === from) lookUp.problem = 'the broker sends no whole batch of it';
  }
}

/** Whether the budget allowed it. */
async function ask(connection: BrokerConnection, lookUps: readonly LookUp[], budget: Budget): Promise<boolean> {
  const { limits, leftMs } = budget;
  if (budget.leftBytes <= 0 || leftMs() <= 1) return false;
  const byTopic = Map.groupBy(lookUps, ({ topic }) => topic);
  const body = {
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: Math.min(lookUps.length * limits.maxBytesPerPartition, budget.leftBytes),
    topics: [...byTopic].map(([topic, some]) => ({
      topic,
      partitions: some.map(({ partition, nextOffset }) => ({
        partition,
        fetchOffset: BigInt(nextOffset),
        partitionMaxBytes: limits.maxBytesPerPartition,
      })),
    })),
  };
  const version = Math.min(connection.versionOf(fetch) ?? newestByName, newestByName);
  const { errorCode, responses } = await connection.request(fetch, body, { version, timeoutMs: leftMs() });
  const told = new Map(
    responses.flatMap(({ topic, partitions }) =>
      partitions.map(about => [keyOf({ topic, partition: about.partitionIndex }), about] as const),
    ),
  );
  for (const lookUp of lookUps) {
    // Unpacking takes time too, and what somebody made to unpack slowly must not take all of it.
    if (leftMs() <= 1) return false;
    const about = told.get(keyOf(lookUp));
    budget.leftBytes -= about?.records?.length ?? 0;
    if (about === undefined) lookUp.code = errorCode === 0 ? noAnswer : errorCode;
    else take(lookUp, about, limits);
  }
  return true;
}

const noAnswer = -1;

function take(lookUp: LookUp, about: PartitionData, limits: RecordLimits): void {
  try {
    takeAnswer(lookUp, about, limits);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    lookUp.problem = error.message;
  }
}
