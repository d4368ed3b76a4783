import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import { areSame, keyOf } from '../domain/offsets/commit.ts';
import type { OffsetStep } from '../domain/offsets/offset-step.ts';
import type { OffsetWorld } from './offset-world.ts';

/** Kafka's default session time-out of a broker is 9 s: another coordinator has taken over by then. */
const writeWithinMs = 15_000;
const betweenWritesMs = 250;

/**
 * Writes the commits of one step. Where the answer is lost it looks before it writes again: a blind repeat could take back
 * what somebody has committed since.
 */
export async function actOnOffsets(step: OffsetStep, world: OffsetWorld): Promise<StepOutcome> {
  const untilMs = world.nowMs() + writeWithinMs;
  for (;;) {
    try {
      return await write(step, world);
    } catch (error) {
      const maySucceed = error instanceof OperationError && error.retryable && world.nowMs() < untilMs;
      if (!maySucceed) throw error;
      await world.sleep(betweenWritesMs);
      const fate = await settleOffsets(step, world);
      // What came of it is for whoever asked to find out once more, and to write down.
      if (fate === 'took-effect' || fate === 'unknown') throw error;
    }
  }
}

async function write({ group, groupKind, action, moves }: OffsetStep, { offsets }: OffsetWorld): Promise<StepOutcome> {
  const written =
    action === 'delete'
      ? await offsets.deleteCommits(group, moves, groupKind)
      : await offsets.writeCommits(
          group,
          moves.flatMap(({ topic, partition, after }) =>
            after === undefined ? [] : [{ topic, partition, commit: after }],
          ),
          groupKind,
        );
  const refused = written.filter(({ refusal }) => refusal !== undefined);
  if (refused.length === 0) return { kind: 'done' };
  const byReason = [...Map.groupBy(refused, ({ refusal }) => refusal)];
  const sentence = byReason.map(([reason, rows]) => `${rows.map(keyOf).join(', ')}: ${reason}`).join('; ');
  return { kind: 'failed', sentence: `the coordinator refused ${sentence}` };
}

/** What became of a step, by what the coordinator has now. */
export async function settleOffsets(
  { group, groupKind, moves }: OffsetStep,
  { offsets }: OffsetWorld,
): Promise<StepFate> {
  const { commits } = await offsets.readCommits(group, groupKind);
  const now = new Map(commits.map(row => [keyOf(row), row.commit]));
  const isAt = (which: 'before' | 'after') => (move: (typeof moves)[number]) =>
    areSame(move[which], now.get(keyOf(move)));
  if (moves.every(isAt('after'))) return 'took-effect';
  if (moves.every(isAt('before'))) return 'no-effect';
  // Where a commit is neither, somebody else has moved it: writing again would take that back.
  return moves.every(move => isAt('before')(move) || isAt('after')(move)) ? 'repeatable' : 'unknown';
}
