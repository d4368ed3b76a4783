import { describe, expect, it } from 'vitest';
import type { Check, Plan } from '../../../src/domain/change/plan.ts';
import { sealPlan } from '../../../src/domain/change/seal-plan.ts';
import type { GroupDescription, GroupKind } from '../../../src/domain/kafka/group.ts';
import type { OffsetStep } from '../../../src/domain/offsets/offset-step.ts';
import type { OffsetResetRequest } from '../../../src/domain/offsets/request.ts';
import { offsetReset } from '../../../src/operations/offset-reset.ts';
import type { OffsetWorld } from '../../../src/operations/offset-world.ts';
import { fakeOffsets, group, offsetWorldOf } from '../../builders/offset-world.ts';

/** A group of a kind, and by which kind its offsets were asked for. */
function worldOf(kind: GroupKind, topics: readonly string[] = []) {
  const world = offsetWorldOf(fakeOffsets());
  const asked: string[] = [];
  const told = (call: string, groupKind: string | undefined) => void asked.push(`${call} ${groupKind ?? 'commits'}`);
  const description: GroupDescription = { group, kind, state: 'Empty', coordinatorId: 1, members: [] };
  const ofKind: OffsetWorld = {
    ...world,
    groups: {
      listGroups: async () => ({ groups: [description], gaps: [] }),
      describeGroups: async () => [description],
    },
    offsets: {
      ...world.offsets,
      listTopics: async () => topics,
      readCommits: (name, groupKind) => {
        told('read', groupKind);
        return world.offsets.readCommits(name, groupKind);
      },
      writeCommits: (name, commits, groupKind) => {
        told('write', groupKind);
        return world.offsets.writeCommits(name, commits, groupKind);
      },
      deleteCommits: (name, partitions, groupKind) => {
        told('delete', groupKind);
        return world.offsets.deleteCommits(name, partitions, groupKind);
      },
      readGroupRights: async () => ({ mayCommit: true, mayDelete: false }),
    },
  };
  return { world: ofKind, asked };
}

async function planFor(world: OffsetWorld, more: Partial<OffsetResetRequest> = {}): Promise<Plan<OffsetStep>> {
  const scope = { kind: 'topics', choices: [{ topic: 'orders' }] } as const;
  const usual = { group, target: { kind: 'latest' }, scope, outOfRange: 'refuse', noRecord: 'refuse' } as const;
  const draft = await offsetReset.plan({ ...usual, ...more }, world);
  return sealPlan(draft, { kind: 'offset-reset' }, { planId: 'p', nowMs: 0, lifetimeMs: 1, hash: text => text });
}

const blocks = (checks: readonly Check[]): string[] =>
  checks.filter(({ level }) => level === 'block').map(({ name }) => name);

describe('the offsets of a share group', () => {
  it('are read, moved and settled by their own API, and the plan says what is lost', async () => {
    const { world, asked } = worldOf('share');
    const plan = await planFor(world);
    expect(plan.steps).toMatchObject([{ groupKind: 'share', action: 'commit' }]);
    expect(plan.risk).toContain('forgets what became of single records');
    await offsetReset.observe(plan, world);
    await offsetReset.act(plan.steps[0]!, world);
    await offsetReset.settle(plan.steps[0]!, world);
    expect(new Set(asked)).toEqual(new Set(['read share', 'write share']));
  });

  it('are taken away without a right to delete, which a consumer group needs', async () => {
    const rows = [
      { topic: 'orders', partition: 0, topicId: 'first', after: { offset: 40, leaderEpoch: 2, metadata: 'mine' } },
    ];
    const target = { kind: 'restore', runId: 'r', rows } as const;
    const share = worldOf('share');
    const plan = await planFor(share.world, { target });
    expect(blocks(plan.checks)).toEqual([]);
    expect(plan.steps).toMatchObject([{ action: 'delete' }]);
    expect(plan.risk).toContain('share.auto.offset.reset decides');
    expect(blocks(await offsetReset.check(plan, share.world))).toEqual([]);
    expect(blocks((await planFor(worldOf('classic').world, { target })).checks)).toEqual(['login-may-commit']);
  });

  it('are read by their own API where a plan has no step to tell the kind', async () => {
    const { world, asked } = worldOf('share');
    const plan = await planFor(world, { target: { kind: 'skip-record' } });
    expect(blocks(plan.checks)).toContain('target-fits-the-kind');
    expect(await offsetReset.observe(plan, world)).not.toEqual([]);
    expect(new Set(asked)).toEqual(new Set(['read share']));
  });

  it('are not written where the group is of another kind by now', async () => {
    const plan = await planFor(worldOf('share').world);
    expect(blocks(await offsetReset.check(plan, worldOf('classic').world))).toContain('group-kind');
  });
});

describe('a Kafka Streams application', () => {
  const topics = ['orders', 'app-counts-changelog'];

  it.each<[GroupKind, readonly string[]]>([
    ['classic', topics],
    ['streams', topics],
    ['streams', []],
  ])('is refused as a %s group with topics %j, until somebody says that its state stays', async (kind, present) => {
    const { world } = worldOf(kind, present);
    expect(blocks((await planFor(world)).checks)).toEqual(['internal-topics-are-dealt-with']);
    const plan = await planFor(world, { internalTopics: 'leave' });
    expect(blocks(plan.checks)).toEqual([]);
    expect(plan.risk).toContain('counted twice');
    expect(plan.steps).not.toMatchObject([{ groupKind: expect.anything() as unknown }]);
    expect(blocks(await offsetReset.check(plan, world))).toEqual([]);
  });

  it('is not looked for among topics where the group cannot be one', async () => {
    expect(blocks((await planFor(worldOf('consumer', topics).world)).checks)).toEqual([]);
  });
});
