import { describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../../../src/domain/change/change-report.ts';
import type { OffsetStep } from '../../../../src/domain/offsets/offset-step.ts';
import { type FakeOffsets, fakeOffsets, offsetWorldOf } from '../../../builders/offset-world.ts';
import { inMemoryAcls } from '../../../contracts/fakes/in-memory-acls.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

/** A command line against one fake group; what is kept of runs stays from call to call. */
function terminalTo(state: FakeOffsets, clusterId = 'cluster-1', kept = inMemoryAcls()) {
  const runs = inMemoryRuns(() => 0);
  const { offsets, groups, acls, target } = offsetWorldOf(state, undefined, kept);
  return async (line: string, answer?: string, cluster = clusterId) => {
    const world = worldWith(
      { ...groups, offsets, acls, readTarget: async () => ({ ...target, clusterId: cluster }) },
      runs,
    );
    const shell = fakeShell({ answer, env: { USER: 'ada' } });
    const { stdout, ...result } = await runCli(['offsets', ...line.split(' ')], world, shell);
    return { ...result, stdout: stdout.replaceAll(/\d{8}-\d{6}-[0-9a-f]{6}/g, 'RUN'), raw: stdout };
  };
}

const runIdIn = (json: string): string => (JSON.parse(json) as ChangeReport<OffsetStep>).runId;

describe('offsets plan', () => {
  it('shows old and new offsets, what is skipped, and that nothing was changed', async () => {
    const state = fakeOffsets();
    const { exitCode, stdout } = await terminalTo(state)('plan -g app -t orders --to-offset 45');
    expect(stdout).toBe(
      [
        'plan RUN: group app on cluster cluster-1 as User:admin',
        '',
        'PARTITION  COMMITTED  NEW  SKIPS (+) RE-READS (-)  ≈ BYTES              AGE  LOG START  LOG END',
        'orders:0          40   45                      +5   2.6 KB     1 h → 55 min          0      100',
        '           skips offset 40, 512 B, written 1 h ago: key 10 B, value 22 B of json',
        ...[41, 42, 43, 44].map(
          offset =>
            `           skips offset ${offset}, 512 B, written ${100 - offset} min ago: key 10 B, value 22 B of json`,
        ),
        'orders:1          50   45                      -5    500 B  50 min → 55 min          0      100',
        'orders:2        none   45                                     none → 55 min          0      100',
        '',
        'skips 5 records, re-reads 5 records, commits 1 partition for the first time in 3 partitions; nothing was changed yet, --apply does it',
        '',
      ].join('\n'),
    );
    expect(exitCode).toBe(0);
    expect(state.commits).toEqual(fakeOffsets().commits);
  });

  it('refuses with every reason and exit code 3', async () => {
    const state = fakeOffsets();
    state.members.push({ memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' });
    const { exitCode, stdout } = await terminalTo(state)('plan -g app -t orders --shift-by 55 --apply --yes');
    expect(stdout.split('\n').filter(line => line.startsWith('refused'))).toEqual([
      'refused: group "app" has 1 member (app-1 at 10.0.0.7): stop them first, then plan again',
      'refused: orders:1: offset 105 is outside the log: the log ends at 100; say --clamp to go there',
      'refused: orders:2: the group has no commit here to count from; leave it out with --topic, or say where with --to-offset',
      'refused: nothing was changed',
    ]);
    expect(exitCode).toBe(3);
  });

  it.each([
    ['plan -t orders --to-latest', 'say which group: --group orders-app'],
    ['plan -g app -t orders', 'say where to: one of --to-earliest, --to-latest, '],
    ['plan -g app -t orders --to-latest --to-offset 4', '--to-latest and --to-offset exclude each other; give one'],
    ['plan -g app --to-latest', 'say which partitions: --topic orders, --topic orders:0,3, --all-topics'],
    ['plan -g app -t orders --all-topics --to-latest', '--topic and --all-topics exclude each other; give one'],
    ['plan -g app -t orders --shift-by 0', '--shift-by 0 cannot be read; write a whole number such as 10 or -10'],
    [
      'plan -g app -t orders --to-datetime 2024-01-15T12:00:00',
      'it names no time zone; write 2024-01-15T12:00:00Z for',
    ],
    ['plan -g app -t orders --from-file missing.csv', 'missing.csv cannot be read: ENOENT'],
  ])('refuses "%s" as wrong usage', async (line, message) => {
    const { exitCode, stdout, stderr } = await terminalTo(fakeOffsets())(line);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('offsets apply', () => {
  it('asks with the risk, and acts on a yes', async () => {
    const state = fakeOffsets();
    const { exitCode, stdout, stderr } = await terminalTo(state)('apply -g app -t orders:0 --skip-record 40', 'y');
    expect(stderr).toMatch(
      /^Apply plan \S+, which skips 1 record \(offset 40, 512 B, written 1 h ago\) of orders:0\? \[y\/N\] $/,
    );
    expect(stdout).toContain(
      'done: every partition is where the plan wants it (skips 1 record (offset 40, 512 B, written 1 h ago) of orders:0)',
    );
    expect(stdout).toContain('run RUN; to put it back: kafka-steward offsets undo RUN');
    expect(exitCode).toBe(0);
    expect(state.commits.get('orders:0')).toEqual({ offset: 41, metadata: 'mine' });
  });

  it.each(['n', '', 'what'])('changes nothing when the answer is "%s"', async answer => {
    const state = fakeOffsets();
    const { exitCode, stderr } = await terminalTo(state)('apply -g app -t orders --to-latest', answer);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('declined: nothing was changed\n');
    expect(state.commits).toEqual(fakeOffsets().commits);
  });

  it('ends with 5 when the coordinator took some partitions and not others', async () => {
    const state = fakeOffsets();
    state.refusals.set('orders:1', 'the coordinator is tired');
    const { exitCode, stdout } = await terminalTo(state)('apply -g app -t orders --to-latest --yes');
    expect(exitCode).toBe(5);
    expect(stdout).toContain('the coordinator refused orders:1: the coordinator is tired\n');
    expect(stdout).toContain('partly applied: some partitions have moved\n');
  });

  it('asks nothing where there is nothing to do', async () => {
    const { exitCode, stdout, stderr } = await terminalTo(fakeOffsets())('apply -g app -t orders:0 --to-offset 40');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('changes nothing: every partition is where it is to be; nothing was changed yet\n');
  });

  it('prints one document with --json', async () => {
    const { raw } = await terminalTo(fakeOffsets())('apply -g app -t orders --to-latest --yes --json');
    expect(JSON.parse(raw)).toMatchObject({ outcome: 'done', reasons: [], plan: { kind: 'offset-reset' } });
  });
});

describe('offsets undo', () => {
  it('shows the way back first, then goes it', async () => {
    const state = fakeOffsets();
    const terminal = terminalTo(state);
    const runId = runIdIn((await terminal('apply -g app -t orders --to-latest --yes --json')).raw);
    expect((await terminal(`undo ${runId}`)).stdout).toContain('takes back run RUN');
    expect(state.commits.get('orders:0')?.offset).toBe(100);
    expect(await terminal(`undo ${runId} --apply --yes`)).toMatchObject({ exitCode: 0 });
    expect(state.commits).toEqual(fakeOffsets().commits);
  });

  it('refuses on another cluster than the run was on', async () => {
    const terminal = terminalTo(fakeOffsets());
    const runId = runIdIn((await terminal('apply -g app -t orders --to-latest --yes --json')).raw);
    const { exitCode, stderr } = await terminal(`undo ${runId}`, undefined, 'cluster-2');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('was on cluster cluster-1, this is cluster-2; name that one');
  });
});

describe('offsets export', () => {
  it("writes Kafka's CSV, or all of it as JSON", async () => {
    const terminal = terminalTo(fakeOffsets());
    expect((await terminal('export -g app')).stdout).toBe('orders,0,40\norders,1,50\n');
    expect(JSON.parse((await terminal('export -g app --json')).raw)).toEqual({
      group: 'app',
      offsets: [
        { topic: 'orders', partition: 0, offset: 40, leaderEpoch: 2, metadata: 'mine' },
        { topic: 'orders', partition: 1, offset: 50, metadata: '' },
      ],
    });
  });

  it('fails for a group that is not there', async () => {
    const { exitCode, stderr } = await terminalTo(fakeOffsets())('export -g ap');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('error: group "ap" is not on the cluster, or this login may not see it; did you mean "app"?\n');
  });
});
