import type { RunStory } from '../change/run-story.ts';
import { OperationError } from '../errors.ts';
import { type Commit, keyOf } from './commit.ts';
import { commitOf, type OffsetStep, partitionOf } from './offset-step.ts';
import type { Position, RunPositions } from './request.ts';

/**
 * Where a run found its group before it acted, or left it. For another group only the offsets: metadata is the
 * application's own. A partition without a commit has no position, and stays out of it.
 */
export function recordedPositions(
  { plan, before, steps }: RunStory<OffsetStep>,
  which: RunPositions,
  group: string,
): readonly Position[] {
  const { planId, objects } = plan;
  if (before === undefined) throw unusable(planId, 'it recorded nothing, since it ended before it acted');
  const commits = new Map(before.map(({ object, state }) => [object, commitOf(state)]));
  const topicIds = new Map(plan.steps.flatMap(({ moves }) => moves.map(({ topic, topicId }) => [topic, topicId])));
  for (const [at, step] of plan.steps.entries()) {
    if (which === 'before' || step.moves.length === 0 || steps[at]?.kind === 'waiting') continue;
    if (steps[at]?.kind === 'begun') {
      const why = `what it left is not known, since nobody wrote down that step ${at + 1} was done`;
      throw unusable(planId, `${why}; go on with it by "runs resume ${planId}"`);
    }
    for (const [place, { after }] of step.moves.entries()) commits.set(step.objects[place]!, after);
  }
  const positions = objects.flatMap(({ object }): Position[] => {
    const place = partitionOf(object);
    const commit = commits.get(object);
    if (place === undefined || commit === undefined) return [];
    const topicId = topicIds.get(place.topic);
    const isSameGroup = object === `${group} ${keyOf(place)}`;
    return [{ ...place, ...(isSameGroup ? commit : offsetOf(commit)), ...(topicId === undefined ? {} : { topicId }) }];
  });
  if (positions.length > 0) return positions;
  throw unusable(planId, `its group had no commit ${which === 'before' ? 'before' : 'after'} it`);
}

function offsetOf({ offset }: Commit): Pick<Commit, 'offset'> {
  return { offset };
}

function unusable(runId: string, why: string): OperationError {
  return new OperationError('InputInvalid', `the positions of run ${runId} cannot be used: ${why}`);
}
