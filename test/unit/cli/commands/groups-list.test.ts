import { describe, expect, it } from 'vitest';
import type { GroupDescription, GroupListing } from '../../../../src/domain/kafka/group.ts';
import { runCli, worldWith } from '../fake-shell.ts';

const listings: readonly GroupListing[] = [
  { group: 'orders: paid', kind: 'consumer', state: 'Stable', coordinatorId: 2 },
  { group: 'audit', kind: 'classic', state: 'Empty', coordinatorId: 1 },
  { group: 'évènements', kind: 'share', state: 'Stable', coordinatorId: 3 },
];
const member = { memberId: 'm1', clientId: 'app-1', clientHost: '/10.0.0.7' };
const world = worldWith({
  listGroups: async () => ({ groups: listings, gaps: [] }),
  describeGroups: async asked =>
    asked.map((listing): GroupDescription => {
      if (listing.kind === 'share') {
        const error = { code: 30, sentence: 'the login may not describe this group' };
        return { ...listing, members: [], error };
      }
      const assignment = [{ topic: 'orders', partitions: [5, 0, 1, 2] }];
      return {
        ...listing,
        epoch: 7,
        assignor: 'uniform',
        members: listing.state === 'Empty' ? [] : [{ ...member, assignment }],
      };
    }),
});

describe('groups list', () => {
  it('prints every group in order of names, and what kinds there are', async () => {
    const { exitCode, stdout, stderr } = await runCli(['groups', 'list'], world);
    expect(stdout).toBe(
      [
        'GROUP         KIND      STATE   COORDINATOR',
        'audit         classic   Empty             1',
        'orders: paid  consumer  Stable            2',
        'évènements    share     Stable            3',
        '',
        '3 groups (1 classic, 1 consumer, 1 share)',
        '',
      ].join('\n'),
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('tells members, what they own, and why a group could not be described', async () => {
    const { stdout } = await runCli(['groups', 'list', '--members'], world);
    expect(stdout).toBe(
      [
        'GROUP         KIND      STATE   COORDINATOR  MEMBERS  EPOCH  ASSIGNOR',
        'audit         classic   Empty             1        0      7  uniform',
        'orders: paid  consumer  Stable            2        1      7  uniform',
        '              app-1 at 10.0.0.7, owns orders 0-2,5',
        'évènements    share     Stable            3        ?',
        '              could not be described: the login may not describe this group',
        '',
        '3 groups (1 classic, 1 consumer, 1 share)',
        '',
      ].join('\n'),
    );
  });

  it('shows only the kinds and states asked for, in any case', async () => {
    const { stdout } = await runCli(
      ['groups', 'list', '--kind', 'Share', '--kind', 'consumer', '--state', 'stable', '--json'],
      world,
    );
    expect(JSON.parse(stdout)).toEqual({ groups: [listings[0], listings[2]], gaps: [] });
  });

  it('tells what could not be read beside the groups it has', async () => {
    const gap = { what: 'groups of broker 2', errorCode: 10_001, sentence: 'the broker cannot be reached' };
    const { exitCode, stdout } = await runCli(
      ['groups', 'list'],
      worldWith({ listGroups: async () => ({ groups: [], gaps: [gap] }) }),
    );
    expect(stdout).toBe('Could not be read:\n  groups of broker 2: the broker cannot be reached\n\n0 groups\n');
    expect(exitCode).toBe(0);
  });
});
