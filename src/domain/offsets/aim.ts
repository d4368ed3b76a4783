import { keyOf } from './commit.ts';
import type { PartitionFacts } from './partition-facts.ts';
import type { OffsetResetRequest, OffsetTarget, Position } from './request.ts';

/** Where one partition is to go, before anybody asked whether that is in its log. */
export type Aim =
  | { readonly kind: 'at'; readonly offset: number; readonly position?: Position; readonly note?: string }
  /** Back to what a run found, whether or not it is still in the log. */
  | { readonly kind: 'restored' }
  | { readonly kind: 'blocked'; readonly reason: string };

const noCommit: Aim = {
  kind: 'blocked',
  reason: 'the group has no commit here to count from; leave it out with --topic, or say where with --to-offset',
};

/** Finds where the target puts a partition. */
export function aimOf(
  { target, noRecord }: Pick<OffsetResetRequest, 'target' | 'noRecord'>,
  facts: PartitionFacts,
  given: ReadonlyMap<string, Position>,
): Aim {
  const { committed, log } = facts;
  switch (target.kind) {
    case 'earliest':
      return { kind: 'at', offset: log.start };
    case 'latest':
      return { kind: 'at', offset: log.end };
    case 'last-stable':
      return { kind: 'at', offset: log.lastStable };
    case 'offset':
      return { kind: 'at', offset: target.offset };
    case 'shift':
      return committed === undefined ? noCommit : { kind: 'at', offset: committed.offset + target.byRecords };
    case 'current':
      if (committed !== undefined) return { kind: 'at', offset: committed.offset };
      return { kind: 'at', offset: log.end, note: 'had no commit: the end of the log' };
    case 'time':
      return aimAtTime(facts, noRecord);
    case 'skip-record':
      return aimPastRecord(target, facts);
    case 'positions':
      return aimAtPosition(target.from, facts, given);
    case 'run':
      return { kind: 'blocked', reason: `the positions of run ${target.runId} were not read` };
    case 'group':
      return { kind: 'blocked', reason: `the commits of group ${JSON.stringify(target.group)} were not read` };
    case 'restore':
      return { kind: 'restored' };
  }
}

function aimAtTime({ offsetAtTime, log }: PartitionFacts, noRecord: OffsetResetRequest['noRecord']): Aim {
  if (offsetAtTime !== undefined) return { kind: 'at', offset: offsetAtTime };
  const holds = log.end > log.start ? 'its newest record is older' : 'it holds no record';
  if (noRecord === 'end') return { kind: 'at', offset: log.end, note: `no record at or after the time: ${holds}` };
  const reason = `no record at or after the time: ${holds}; say --when-no-record end to go to its end`;
  return { kind: 'blocked', reason };
}

function aimPastRecord(
  { expectedOffset }: Extract<OffsetTarget, { kind: 'skip-record' }>,
  { committed, log }: PartitionFacts,
): Aim {
  if (committed === undefined) return noCommit;
  const { offset } = committed;
  if (expectedOffset !== undefined && expectedOffset !== offset) {
    return {
      kind: 'blocked',
      reason: `the record to skip is ${expectedOffset}, but the group would read ${offset} next`,
    };
  }
  if (offset >= log.end) return { kind: 'blocked', reason: `there is no record at ${offset}: the group has read all` };
  if (offset < log.start) {
    return { kind: 'blocked', reason: `record ${offset} is gone, the log starts at ${log.start}: nothing hangs on it` };
  }
  return { kind: 'at', offset: offset + 1 };
}

function aimAtPosition(from: string, facts: PartitionFacts, given: ReadonlyMap<string, Position>): Aim {
  const position = given.get(keyOf(facts));
  if (position === undefined) return { kind: 'blocked', reason: `${from} has no offset for it` };
  const { offset, topicId = facts.topicId } = position;
  if (topicId !== facts.topicId) {
    return { kind: 'blocked', reason: 'its topic was made anew since: the old offset means other records' };
  }
  return { kind: 'at', offset, position };
}
