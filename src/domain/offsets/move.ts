import { counted } from '../lag/figures.ts';
import type { SeenRecords } from '../records/seen-records.ts';
import { type Aim, aimOf } from './aim.ts';
import { areSame, type Commit, describeCommit, keyOf, type TopicPartition } from './commit.ts';
import type { LogPositions, PartitionFacts } from './partition-facts.ts';
import type { OffsetResetRequest, Position, RestoredRow } from './request.ts';

/** What becomes of one partition: old → new, and what that means for its records. */
export interface OffsetMove extends TopicPartition, SeenRecords {
  readonly topicId: string;
  /** Absent: the group has no commit here. */
  readonly before?: Commit;
  /** Absent: the commit is deleted. */
  readonly after?: Commit;
  readonly log: LogPositions;
  /**
   * Offsets that are skipped (+) or read again (−), counted within the log; compaction and transactions leave gaps, so
   * there can be fewer records. Absent where the group had or gets no commit: its client then decides where it reads.
   */
  readonly skippedRecords?: number;
  /** What the target asked for, where that is outside the log. */
  readonly clampedFrom?: number;
  readonly notes: readonly string[];
}

export interface BlockedPartition extends TopicPartition {
  readonly before?: Commit;
  readonly log: LogPositions;
  readonly reason: string;
}

export interface PlannedMoves {
  readonly moves: readonly OffsetMove[];
  readonly blocked: readonly BlockedPartition[];
}

/** Plans each partition by itself: one that cannot be moved does not hide what becomes of the others. */
export function planMoves(request: OffsetResetRequest, facts: readonly PartitionFacts[]): PlannedMoves {
  const { target } = request;
  const given = new Map(target.kind === 'positions' ? target.positions.map(row => [keyOf(row), row] as const) : []);
  const restored = new Map(target.kind === 'restore' ? target.rows.map(row => [keyOf(row), row] as const) : []);
  const moves: OffsetMove[] = [];
  const blocked: BlockedPartition[] = [];
  for (const partition of facts) {
    const planned = planMove(request, partition, aimOf(request, partition, given), restored);
    if ('reason' in planned) blocked.push(planned);
    else moves.push(planned);
  }
  return { moves, blocked };
}

function planMove(
  request: OffsetResetRequest,
  facts: PartitionFacts,
  aim: Aim,
  restored: ReadonlyMap<string, RestoredRow>,
): OffsetMove | BlockedPartition {
  const { committed, log } = facts;
  if (committed !== undefined && !Number.isSafeInteger(committed.offset)) {
    return block(facts, 'its commit is larger than this program can restore; commit it by hand');
  }
  if (aim.kind === 'blocked') return block(facts, aim.reason);
  if (aim.kind === 'restored') return restore(facts, restored.get(keyOf(facts)));
  const offset = Math.min(Math.max(aim.offset, log.start), log.end);
  // A commit that stays where it is stays as it is, even outside the log: only a move has to make sense.
  const staysPut = aim.offset === committed?.offset && request.target.kind === 'current';
  if (staysPut || offset === aim.offset) return move(facts, commitAt(aim.offset, facts, aim.position), aim.note);
  const where = aim.offset < log.start ? `the log starts at ${log.start}` : `the log ends at ${log.end}`;
  if (request.outOfRange === 'refuse') {
    return block(facts, `offset ${aim.offset} is outside the log: ${where}; say --clamp to go there`);
  }
  const clamped = move(facts, commitAt(offset, facts, aim.position), `${aim.offset} is outside the log: ${where}`);
  return { ...clamped, clampedFrom: aim.offset };
}

/**
 * The application's metadata stays. The leader epoch stays only where the offset does: it is that of the record before
 * the offset. A consumer that finds an old epoch beside a newer offset concludes that the log was cut and goes back to
 * where that epoch ended; without one it simply reads on.
 */
function commitAt(offset: number, { committed }: PartitionFacts, position?: Position): Commit {
  const epoch = position?.leaderEpoch ?? (committed?.offset === offset ? committed.leaderEpoch : undefined);
  const metadata = position?.metadata ?? committed?.metadata ?? '';
  return { offset, ...(epoch === undefined ? {} : { leaderEpoch: epoch }), metadata };
}

function restore(facts: PartitionFacts, row: RestoredRow | undefined): OffsetMove | BlockedPartition {
  if (row === undefined) return block(facts, 'the run did not touch it');
  if (facts.topicId !== row.topicId)
    return block(facts, 'its topic was made anew since: the old offset means other records');
  if (areSame(facts.committed, row.before)) return move(facts, row.before, 'is as it was');
  if (!areSame(facts.committed, row.after)) {
    const now = describeDifference(facts.committed, row.after);
    return block(facts, `somebody has moved on since: the run left ${describeCommit(row.after)}, now it is ${now}`);
  }
  return move(facts, row.before);
}

function describeDifference(now: Commit | undefined, left: Commit | undefined): string {
  const isOffset = now?.offset !== left?.offset;
  return isOffset ? describeCommit(now) : `${describeCommit(now)} with other metadata or leader epoch`;
}

function move(facts: PartitionFacts, after: Commit | undefined, note?: string): OffsetMove {
  const { topic, partition, topicId, committed, doneRecords = 0, log } = facts;
  const within = (offset: number): number => Math.min(Math.max(offset, log.start), log.end);
  const isCounted = committed !== undefined && after !== undefined;
  return {
    topic,
    partition,
    topicId,
    ...(committed === undefined ? {} : { before: committed }),
    ...(after === undefined ? {} : { after }),
    log,
    ...(isCounted ? { skippedRecords: within(after.offset) - within(committed.offset + doneRecords) } : {}),
    notes: [
      ...(note === undefined ? [] : [note]),
      ...notesAbout(committed, log),
      ...(doneRecords > 0 ? [`the group has done ${counted(doneRecords, 'record')} after its start offset`] : []),
    ],
  };
}

/** A consumer that finds its commit outside the log does not go on there, but where auto.offset.reset says. */
function notesAbout(committed: Commit | undefined, log: LogPositions): readonly string[] {
  if (committed === undefined || (committed.offset >= log.start && committed.offset <= log.end)) return [];
  const edge = committed.offset < log.start ? `the log starts at ${log.start}` : `the log ends at ${log.end}`;
  return [`its commit ${committed.offset} is outside the log: ${edge}`];
}

function block({ topic, partition, committed, log }: PartitionFacts, reason: string): BlockedPartition {
  return { topic, partition, ...(committed === undefined ? {} : { before: committed }), log, reason };
}
