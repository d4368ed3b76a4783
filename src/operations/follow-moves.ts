import type { FollowedObject } from '../domain/change/followed-object.ts';
import { OperationError } from '../domain/errors.ts';
import { doneRecordsOf, keyOf } from '../domain/offsets/commit.ts';
import { movesToWatch, tellFollowed, type WatchedMove } from '../domain/offsets/follow.ts';
import { groupKindOf, type OffsetStep } from '../domain/offsets/offset-step.ts';
import type { StepGroupKind } from '../domain/offsets/step-group-kind.ts';
import type { OffsetWorld } from './offset-world.ts';

export interface FollowOptions {
  readonly withinMs: number;
  readonly onProgress: (movedOn: number, of: number) => void;
}

type WatchedWorld = Pick<OffsetWorld, 'offsets' | 'nowMs' | 'sleep'>;
type WatchedOffsets = Pick<WatchedWorld, 'offsets'>;

const betweenLooksMs = 1_000;

/**
 * Watches the group of some done steps until it has moved past the new position in each partition that has records
 * after it, or until the time is over. One row for each such partition. A look that fails is repeated.
 */
export async function followMoves(
  steps: readonly OffsetStep[],
  world: WatchedWorld,
  { withinMs, onProgress }: FollowOptions,
): Promise<readonly FollowedObject[]> {
  const untilMs = world.nowMs() + withinMs;
  const moves = movesToWatch(steps);
  const groupKind = groupKindOf(steps);
  let ends: ReadonlyMap<string, number> | undefined;
  let followed: readonly FollowedObject[] = [];
  for (;;) {
    try {
      ends ??= await readEnds(moves, world);
      followed = await look(moves, ends, groupKind, world);
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      const { message } = error;
      followed = moves.map(({ object }) => ({ object, sentence: `${object} could not be watched: ${message}` }));
    }
    const movedOn = followed.filter(({ movedTo }) => movedTo !== undefined).length;
    onProgress(movedOn, followed.length);
    const leftMs = untilMs - world.nowMs();
    if (movedOn === followed.length || leftMs <= 0) return followed;
    await world.sleep(Math.min(betweenLooksMs, leftMs));
  }
}

/** How far each partition can be read that has something to read: an open transaction holds back what is in it. */
async function readEnds(
  moves: readonly WatchedMove[],
  { offsets }: WatchedOffsets,
): Promise<ReadonlyMap<string, number>> {
  const rows = await offsets.readLog(moves.map(({ topic, partition }) => ({ topic, partition })));
  const failed = rows.find(({ problem }) => problem !== undefined);
  if (failed !== undefined) throw new OperationError('BrokerRefused', `${keyOf(failed)}: ${failed.problem}`);
  return new Map(
    rows.flatMap((row, at) => (row.log.lastStable > moves[at]!.position ? [[keyOf(row), row.log.lastStable]] : [])),
  );
}

async function look(
  moves: readonly WatchedMove[],
  ends: ReadonlyMap<string, number>,
  groupKind: StepGroupKind | undefined,
  { offsets }: WatchedOffsets,
): Promise<readonly FollowedObject[]> {
  const watched = moves.filter(move => ends.has(keyOf(move)));
  const [first] = watched;
  if (first === undefined) return [];
  // Before the commits: what is written in between then counts as undone, never as done.
  const now = groupKind === undefined ? ends : await readEnds(watched, { offsets });
  const { commits } = await offsets.readCommits(first.group, groupKind);
  const places = new Map(
    commits.map(row => {
      const done = doneRecordsOf(row, now.get(keyOf(row)) ?? 0);
      return [keyOf(row), row.commit && row.commit.offset + done];
    }),
  );
  return watched.map(move => tellFollowed(move, places.get(keyOf(move)), ends.get(keyOf(move))!));
}
