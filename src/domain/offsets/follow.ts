import type { FollowedObject } from '../change/followed-object.ts';
import { counted } from '../lag/figures.ts';
import type { TopicPartition } from './commit.ts';
import type { OffsetStep } from './offset-step.ts';

/** A partition whose group is watched until it has moved past its new position. */
export interface WatchedMove extends TopicPartition {
  readonly object: string;
  readonly group: string;
  readonly position: number;
}

/** Every partition that got a position; one whose commit was taken away has none to move on from. */
export function movesToWatch(steps: readonly OffsetStep[]): readonly WatchedMove[] {
  return steps.flatMap(({ objects, group, moves }) =>
    moves.flatMap(({ topic, partition, after }, at) =>
      after === undefined ? [] : [{ object: objects[at]!, group, topic, partition, position: after.offset }],
    ),
  );
}

/** `committed` is absent where the group has no commit; `end` is how far it can read. */
export function tellFollowed(
  { object, position }: WatchedMove,
  committed: number | undefined,
  end: number,
): FollowedObject {
  if (committed === undefined) return { object, sentence: `${object} has no commit any more` };
  if (committed > position) {
    return { object, movedTo: committed, sentence: `${object} moved on from ${position} to ${committed}` };
  }
  const sentence =
    committed === position
      ? `${object} still stands at ${position}, with ${counted(end - position, 'record')} to read`
      : `${object} is at ${committed}, which is before ${position}: somebody has moved it back`;
  return { object, sentence };
}
