import type { RunStory } from '../domain/change/run-story.ts';
import { assertSameCluster } from '../domain/change/same-cluster.ts';
import { OperationError } from '../domain/errors.ts';
import type { OffsetStep } from '../domain/offsets/offset-step.ts';
import { recordedPositions } from '../domain/offsets/recorded-positions.ts';
import type { OffsetResetRequest } from '../domain/offsets/request.ts';
import type { RunJournal } from '../ports/run-journal.ts';
import { offsetReset } from './offset-reset.ts';
import { readRun } from './read-run.ts';

/** A recorded offset reset. Rejects with RunUnknown, and with InputInvalid for a run of another kind. */
export async function readOffsetRun(journal: RunJournal, runId: string): Promise<RunStory<OffsetStep>> {
  const { story } = await readRun<OffsetStep>(journal, runId);
  const { kind } = story.plan;
  if (kind === offsetReset.kind) return story;
  throw new OperationError('InputInvalid', `run ${runId} is no offset reset but a ${kind}`);
}

/**
 * A request for the positions of a run, with these positions in it; any other one as it is. To be done by whoever has
 * the journal, before the request is planned.
 */
export async function withRunPositions(
  request: OffsetResetRequest,
  journal: RunJournal,
  clusterId: string,
): Promise<OffsetResetRequest> {
  const { target, group } = request;
  if (target.kind !== 'run') return request;
  const story = await readOffsetRun(journal, target.runId);
  assertSameCluster(story.plan, clusterId);
  const positions = recordedPositions(story, target.positions, group);
  const from = `run ${target.runId}`;
  return { ...request, target: { kind: 'positions', from, positions } };
}
