import { describe, expect, it } from 'vitest';
import type { Check, Plan } from '../../../src/domain/change/plan.ts';
import { beginStory, type StepProgress } from '../../../src/domain/change/run-story.ts';
import { sealPlan } from '../../../src/domain/change/seal-plan.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import type { OffsetTarget } from '../../../src/domain/offsets/request.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';
import type { OffsetWorld } from '../../../src/operations/offset-world.ts';
import { fakeOffsets, group, offsetWorldOf } from '../../builders/offset-world.ts';

async function planFor(world: OffsetWorld, target: OffsetTarget = { kind: 'latest' }, topic = 'orders') {
  const scope = { kind: 'topics', choices: [{ topic }] } as const;
  const draft = await offsetReset.plan({ group, target, scope, outOfRange: 'refuse', noRecord: 'refuse' }, world);
  return sealed(draft);
}

function sealed(draft: Parameters<typeof sealPlan<OffsetStep>>[0]): Plan<OffsetStep> {
  return sealPlan(draft, { kind: 'offset-reset' }, { planId: 'p', nowMs: 0, lifetimeMs: 1, hash: text => text });
}

const blocks = (checks: readonly Check[]): string[] =>
  checks.filter(({ level }) => level === 'block').map(({ name }) => name);

/** A run that has come as far as its steps say, and found the group as the plan did. */
const storyOf = (plan: Plan<OffsetStep>, steps: readonly StepProgress[]) => ({
  ...beginStory(plan, '2026-03-01T12:00:00Z'),
  before: plan.objects.map(({ object, before }) => ({ object, ...(before === undefined ? {} : { state: before }) })),
  steps,
});

describe('an offset reset', () => {
  it('is told in the words of the brokers: object, before, after', async () => {
    const { objects, steps } = await planFor(offsetWorldOf(fakeOffsets()));
    expect(objects).toEqual([
      {
        object: 'app orders:0',
        before: { offset: 40, leaderEpoch: 2, metadata: 'mine' },
        after: { offset: 100, metadata: 'mine' },
      },
      { object: 'app orders:1', before: { offset: 50, metadata: '' }, after: { offset: 100, metadata: '' } },
      { object: 'app orders:2', after: { offset: 100, metadata: '' } },
    ]);
    expect(steps).toMatchObject([{ objects: ['app orders:0', 'app orders:1', 'app orders:2'], action: 'commit' }]);
  });

  it('waits before it acts until the commits were watched long enough, thinking time included', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const plan = await planFor(world);
    const plannedAtMs = state.nowMs;
    state.nowMs += 4_000;
    expect(blocks(await offsetReset.check(plan, world))).toEqual([]);
    expect(state.nowMs - plannedAtMs).toBe(6_000);
    state.nowMs += 60_000;
    await offsetReset.check(plan, world);
    expect(state.nowMs - plannedAtMs).toBe(66_000);
  });

  it('waits for the members to leave, and names them', async () => {
    const state = fakeOffsets();
    state.members.push({ memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' });
    const waited: string[] = [];
    const world = { ...offsetWorldOf(state), emptyWithinMs: 5_000, onWaiting: (told: string) => waited.push(told) };
    expect(blocks((await planFor(world)).checks)).toEqual(['group-is-empty']);
    expect(waited).toEqual(['group "app" has 1 member (app-1 at 10.0.0.7): stop them first, then plan again']);
    const leaving = async (ms: number) => {
      state.nowMs += ms;
      state.members.length = 0;
    };
    expect(blocks((await planFor({ ...world, sleep: leaving })).checks)).toEqual([]);
  });

  it('refuses with every reason at once what has changed since the plan', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const plan = await planFor(world);
    state.members.push({ memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' });
    state.commits.set('orders:1', { offset: 51, metadata: '' });
    state.topicId = 'second';
    expect(blocks(await offsetReset.check(plan, world))).toEqual([
      'group-is-empty',
      'topics-are-the-same',
      'commits-stand-still',
    ]);
  });

  it('refuses again, when it is applied, what the plan was refused for', async () => {
    const world = offsetWorldOf(fakeOffsets());
    const plan = await planFor(world, { kind: 'offset', offset: 101 });
    expect(plan.steps).toEqual([]);
    expect(blocks(await offsetReset.check(plan, world))).toEqual(
      Array.from({ length: 3 }, () => 'target-can-be-reached'),
    );
  });

  it('refuses a topic that is not there', async () => {
    expect(blocks((await planFor(offsetWorldOf(fakeOffsets()), { kind: 'latest' }, 'order')).checks)).toEqual([
      'partitions-are-there',
    ]);
  });

  it('fails with the partitions that the coordinator refused', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const plan = await planFor(world);
    state.refusals.set('orders:1', 'no').set('orders:2', 'no');
    expect(await offsetReset.act(plan.steps[0]!, world)).toEqual({
      kind: 'failed',
      sentence: 'the coordinator refused orders:1, orders:2: no',
    });
    expect(await offsetReset.settle(plan.steps[0]!, world)).toBe('repeatable');
  });

  it('finds out what became of a step whose answer was lost', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const [step] = (await planFor(world)).steps;
    expect(await offsetReset.settle(step!, world)).toBe('no-effect');
    await offsetReset.act(step!, world);
    expect(await offsetReset.settle(step!, world)).toBe('took-effect');
    state.commits.set('orders:0', { offset: 77, metadata: '' });
    expect(await offsetReset.settle(step!, world)).toBe('unknown');
  });

  it('gives reading back its time, then tells what differs', async () => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const plan = await planFor(world);
    const startedAtMs = state.nowMs;
    const findings = await offsetReset.verify(plan, world);
    expect(state.nowMs - startedAtMs).toBeGreaterThanOrEqual(5_000);
    expect(findings.map(({ kind }) => kind)).toEqual(['different', 'different', 'different']);
    await offsetReset.act(plan.steps[0]!, world);
    expect((await offsetReset.verify(plan, world)).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 3 }, () => 'as-planned'),
    );
  });

  it.each<[string, StepProgress]>([
    ['done', { kind: 'done' }],
    ['begun, and took effect in part', { kind: 'begun' }],
  ])('is undone exactly when it was %s', async (_, progress) => {
    const state = fakeOffsets();
    const world = offsetWorldOf(state);
    const before = new Map(state.commits);
    const plan = await planFor(world);
    if (progress.kind === 'begun') state.refusals.set('orders:1', 'no');
    await offsetReset.act(plan.steps[0]!, world);
    state.refusals.clear();
    const back = sealed(await offsetReset.undo(storyOf(plan, [progress]), world));
    expect(blocks(back.checks)).toEqual([]);
    for (const step of back.steps) expect(await offsetReset.act(step, world)).toEqual({ kind: 'done' });
    expect(state.commits).toEqual(before);
  });

  it('undoes nothing of a run that did nothing', async () => {
    const world = offsetWorldOf(fakeOffsets());
    const plan = await planFor(world);
    const back = await offsetReset.undo(storyOf(plan, [{ kind: 'waiting' }]), world);
    expect(back.steps).toEqual([]);
    expect(back.checks.at(-2)?.sentence).toBe('run p moved nothing that could be put back');
  });
});
