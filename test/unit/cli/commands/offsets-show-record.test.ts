import { describe, expect, it } from 'vitest';
import { type FakeOffsets, fakeOffsets, offsetWorldOf } from '../../../builders/offset-world.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

/** A command line against one fake group, each of whose records holds a secret. */
function terminalTo(state: FakeOffsets, runs = inMemoryRuns(() => 0)) {
  const { offsets, groups, acls, target } = offsetWorldOf(state);
  const world = worldWith({ ...groups, offsets, acls, readTarget: async () => target }, runs);
  return async (line: string) => runCli(['offsets', ...line.split(' ')], world, fakeShell({ env: { USER: 'ada' } }));
}

describe('offsets plan --show-record', () => {
  const skip = 'plan -g app -t orders:0 --skip-record';

  it('shows what is in the record, and that it is skipped by nobody yet', async () => {
    const { stdout } = await terminalTo(fakeOffsets())(`${skip} --show-record`);
    expect(stdout.split('\n').slice(6, 10)).toEqual([
      'orders:0 offset 40: 512 B, 2026-03-01T11:00:00.000Z',
      '  key: (text, 10 B) customer-7',
      '  value: (json, 22 B) {"card":"SECRET-4711"}',
      '',
    ]);
  });

  it('shows it where the plan is refused, which is when somebody wants to know', async () => {
    const state = fakeOffsets();
    state.members.push({ memberId: 'm', clientId: 'app-1', clientHost: '10.0.0.7' });
    const { exitCode, stdout } = await terminalTo(state)(`${skip} --show-record`);
    expect(stdout).toContain('SECRET-4711');
    expect(exitCode).toBe(3);
  });

  it('puts it beside the plan with --json', async () => {
    const { stdout: raw } = await terminalTo(fakeOffsets())(`${skip} --show-record --json`);
    const { skippedRecords, ...plan } = JSON.parse(raw) as { readonly skippedRecords: unknown };
    expect(skippedRecords).toMatchObject({ entries: [{ value: { shownAs: 'json', text: '{"card":"SECRET-4711"}' } }] });
    expect(JSON.stringify(plan)).not.toContain('SECRET');
  });

  it.each([
    [`${skip} --avro-schema order.avsc`, '--avro-schema decodes what --show-record shows; give that too'],
    [`${skip} --schema-registry https://r`, '--schema-registry decodes what --show-record shows; give that too'],
    [`${skip} --show-record --avro-schema missing.avsc`, 'missing.avsc cannot be read: ENOENT'],
    [`${skip} --show-record --schema-registry https://ada:pw@r`, 'the URL of the schema registry r holds a login'],
    [`${skip} --show-record --apply --yes --json`, 'what --json prints of a run never holds records'],
  ])('refuses "%s" as wrong usage', async (line, message) => {
    const { exitCode, stdout, stderr } = await terminalTo(fakeOffsets())(line);
    expect(exitCode).toBe(2);
    expect(stdout).not.toContain('PARTITION');
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('pw');
  });

  it('leaves nothing of it in what is stored, printed of a run, or shown without being asked', async () => {
    const state = fakeOffsets();
    const runs = inMemoryRuns(() => 0);
    const terminal = terminalTo(state, runs);
    const shown = await terminal('apply -g app -t orders:0 --skip-record --show-record --yes');
    expect(shown.stdout).toContain('SECRET-4711');
    const plain = [
      await terminal(skip),
      await terminal(`${skip} --json`),
      await terminal('apply -g app -t orders:0 --skip-record --yes --json'),
    ];
    const kept = await runs.journal.list({});
    const stored = await Promise.all(kept.map(({ runId }) => runs.journal.read(runId)));
    expect(stored.map(({ entries }) => entries.length > 2)).toEqual([true, true]);
    const leaky = /SECRET|4711|customer-7|U0VDUkVU|534543524554/i;
    expect(JSON.stringify(stored)).not.toMatch(leaky);
    for (const { stdout: raw, stderr } of plain) expect(`${raw}${stderr}`).not.toMatch(leaky);
  });
});
