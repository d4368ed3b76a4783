import { describe, expect, it } from 'vitest';
import type { GroupMember } from '../../../../src/domain/kafka/group.ts';
import { checkSubscription, subscribedTopicsOf } from '../../../../src/domain/offsets/subscribed-topics.ts';

const described = (...members: readonly Partial<GroupMember>[]) => ({
  group: 'app',
  kind: 'classic' as const,
  state: 'Stable' as const,
  coordinatorId: 1,
  members: members.map((told, at) => ({ memberId: `m-${at}`, clientId: 'app', clientHost: 'h', ...told })),
});

describe('the topics a group subscribes to', () => {
  it('are those its members ask for and those they own, each once', () => {
    const assignment = [{ topic: 'by-pattern', partitions: [0] }];
    expect(
      subscribedTopicsOf(described({ subscription: ['orders', 'audit'] }, { subscription: ['audit'], assignment }, {})),
    ).toEqual(['orders', 'audit', 'by-pattern']);
    expect(subscribedTopicsOf(undefined)).toEqual([]);
  });

  it('are told to be unknown only where somebody asked for them and nobody was there', () => {
    const scope = { kind: 'subscribed' } as const;
    expect(checkSubscription(scope, ['orders'], [])).toMatchObject([{ name: 'subscription-is-known', level: 'warn' }]);
    expect(checkSubscription(scope, ['orders'], ['orders'])).toEqual([]);
    expect(checkSubscription(scope, [], [])).toEqual([]);
    expect(checkSubscription({ kind: 'all' }, ['orders'], [])).toEqual([]);
  });
});
