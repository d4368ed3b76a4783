import { expect, it } from 'vitest';
import { OperationError } from '../../../src/domain/errors.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import { actOnOffsets, settleOffsets } from '../../../src/operations/offset-act.ts';
import type { OffsetWorld } from '../../../src/operations/offset-world.ts';
import { type FakeOffsets, fakeOffsets, group, offsetWorldOf } from '../../builders/offset-world.ts';

const step: OffsetStep = {
  objects: ['app orders:0'],
  group,
  readAt: '2026-03-01T12:00:00Z',
  action: 'commit',
  moves: [
    {
      topic: 'orders',
      partition: 0,
      topicId: 'first',
      before: { offset: 40, leaderEpoch: 2, metadata: 'mine' },
      after: { offset: 100, metadata: 'mine' },
    },
  ],
} as unknown as OffsetStep;

const isLost = new OperationError('ConnectionLost', 'the broker closed the connection', { retryable: true });

/** Every request is counted; the first ones lose their answers, after or before they took effect. */
function losing(
  state: FakeOffsets,
  answersToLose: number,
  takesEffect: boolean,
): { world: OffsetWorld; sent: string[] } {
  const world = offsetWorldOf(state);
  const sent: string[] = [];
  const writeCommits: OffsetWorld['offsets']['writeCommits'] = async (name, commits) => {
    sent.push('write');
    const isLosing = sent.filter(request => request === 'write').length <= answersToLose;
    const written = isLosing && !takesEffect ? [] : await world.offsets.writeCommits(name, commits);
    if (isLosing) throw isLost;
    return written;
  };
  const readCommits: OffsetWorld['offsets']['readCommits'] = name => {
    sent.push('look');
    return world.offsets.readCommits(name);
  };
  return { world: { ...world, offsets: { ...world.offsets, writeCommits, readCommits } }, sent };
}

it('writes again after a look, where an answer was lost and nothing had happened', async () => {
  const state = fakeOffsets();
  const { world, sent } = losing(state, 2, false);
  expect(await actOnOffsets(step, world)).toEqual({ kind: 'done' });
  expect(sent).toEqual(['write', 'look', 'write', 'look', 'write']);
  expect(state.commits.get('orders:0')).toEqual({ offset: 100, metadata: 'mine' });
});

it('does not write again what took effect though its answer was lost', async () => {
  const { world, sent } = losing(fakeOffsets(), 1, true);
  await expect(actOnOffsets(step, world)).rejects.toBe(isLost);
  expect(sent).toEqual(['write', 'look']);
  expect(await settleOffsets(step, world)).toBe('took-effect');
});

it('never takes back what somebody committed after an answer was lost', async () => {
  const state = fakeOffsets();
  const { world, sent } = losing(state, 1, false);
  const sleep: OffsetWorld['sleep'] = async () => {
    state.commits.set('orders:0', { offset: 55, metadata: 'theirs' });
  };
  await expect(actOnOffsets(step, { ...world, sleep })).rejects.toBe(isLost);
  expect(sent).toEqual(['write', 'look']);
  expect(state.commits.get('orders:0')).toEqual({ offset: 55, metadata: 'theirs' });
});

it('fails when answers are lost for longer than a cluster takes to find another coordinator', async () => {
  const { world, sent } = losing(fakeOffsets(), Number.POSITIVE_INFINITY, false);
  await expect(actOnOffsets(step, world)).rejects.toBe(isLost);
  expect(sent.filter(request => request === 'write')).toHaveLength(61);
});

it('fails at once with what no repeat can help', async () => {
  const state = fakeOffsets();
  const world = offsetWorldOf(state);
  const refused = new OperationError('NotAuthorized', 'no');
  const writeCommits = () => Promise.reject(refused);
  await expect(actOnOffsets(step, { ...world, offsets: { ...world.offsets, writeCommits } })).rejects.toBe(refused);
});
