import { describe, expect, it } from 'vitest';
import type { GroupDescription } from '../../../../src/domain/kafka/group.ts';
import { checkGroup, checkPlannedKind, type GroupFacts } from '../../../../src/domain/offsets/group-checks.ts';

const description: GroupDescription = { group: 'app', kind: 'classic', state: 'Empty', coordinatorId: 1, members: [] };
const facts: GroupFacts = { group: 'app', description, otherGroups: ['app', 'audit'], gaps: [], topics: ['orders'] };
const member = { memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' };

function blocks(more: Partial<GroupFacts>, about: Partial<GroupDescription> = {}): string[] {
  const checks = checkGroup({ ...facts, description: { ...description, ...about }, ...more });
  return checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);
}

describe('whether a group can be moved', () => {
  it.each(['classic', 'consumer', 'share', 'streams'] as const)('takes an empty %s group', kind => {
    expect(blocks({}, { kind })).toEqual([]);
  });

  it('names the members that are in the way', () => {
    const members = Array.from({ length: 5 }, () => member);
    expect(blocks({}, { state: 'Stable', members })).toEqual([
      'group "app" has 5 members (app-1 at 10.0.0.7, app-1 at 10.0.0.7, app-1 at 10.0.0.7, 2 more): stop them first, then plan again',
    ]);
  });

  it.each([
    ['other', 'REST API'],
    ['unknown', 'does not tell'],
  ] as const)('refuses a %s group and says what to do, beside the members', (kind, advice) => {
    const told = blocks({}, { kind, state: 'Stable', members: [member] });
    expect(told).toEqual([expect.stringContaining(advice), expect.stringContaining('has 1 member')]);
  });

  it('refuses what was planned for a group of another kind', () => {
    expect(checkPlannedKind('share', { group: 'app', kind: 'share' })).toEqual([]);
    expect(checkPlannedKind(undefined, { group: 'app', kind: 'streams' })).toEqual([]);
    expect(checkPlannedKind('share', { group: 'app', kind: 'classic' })).toMatchObject([
      { level: 'block', sentence: expect.stringContaining('was a share group') as string },
    ]);
    expect(checkPlannedKind(undefined, { group: 'app', kind: 'share' })).toMatchObject([{ level: 'block' }]);
  });

  it('does not take a group for missing while a broker is silent', () => {
    const absent = { description: undefined, group: 'ap' };
    expect(blocks(absent)).toEqual([expect.stringContaining('did you mean "app"?')]);
    expect(blocks({ ...absent, gaps: ['groups of broker 2: it cannot be reached'] })).toEqual([
      expect.stringContaining('groups of broker 2: it cannot be reached'),
    ]);
  });

  it('refuses a group that could not be described', () => {
    expect(blocks({}, { error: { code: 30, sentence: 'the login may not' } })).toEqual([
      'group "app" could not be described: the login may not',
    ]);
  });

  it('warns of a group that Connect may own', () => {
    const checks = checkGroup({
      ...facts,
      group: 'connect-sink',
      description: { ...description, group: 'connect-sink' },
    });
    expect(checks.filter(({ level }) => level === 'warn')).toMatchObject([
      { name: 'group-is-no-connector', sentence: expect.stringContaining('stop connector "sink"') as string },
    ]);
  });
});
