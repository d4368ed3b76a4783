import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryJournal } from '../../../../../src/adapters/local/journal/directory-journal.ts';
import type { JournalEntry } from '../../../../../src/domain/change/journal-entry.ts';
import { counterNames, toyPlan } from '../../../../change/toy-runbook.ts';
import { tellRun } from '../../../../contracts/run-journal.contract.ts';
import { scratchDirectory } from '../scratch-directory.ts';

/** A directory with the first entries of a run. */
async function recordedRun(entryCount = 9) {
  const directory = join(await scratchDirectory(), 'runs');
  const entries = tellRun(await toyPlan(counterNames(2)), 1);
  const journal = directoryJournal(directory);
  for (const entry of entries.slice(0, entryCount)) await journal.append(entry);
  return { directory, path: join(directory, 'run-1.jsonl'), entries };
}

const readAnew = (directory: string) => directoryJournal(directory).read('run-1');

describe('a journal in a file', () => {
  it('is a line of JSON an entry, for its owner only', async () => {
    const { path, entries } = await recordedRun();
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.map(line => (JSON.parse(line) as { entry: JournalEntry }).entry)).toEqual(entries);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('tells of a last line that was torn, and goes on after it', async () => {
    const { directory, path, entries } = await recordedRun(5);
    await truncate(path, (await stat(path)).size - 7);
    expect(await readAnew(directory)).toEqual({ entries: entries.slice(0, 4), tornEntries: 1 });
    await directoryJournal(directory).append(entries[4]!);
    await directoryJournal(directory).append(entries[5]!);
    expect(await readAnew(directory)).toEqual({ entries: entries.slice(0, 6), tornEntries: 1 });
  });

  it('loses nothing but the line a writer died in, wherever it is torn', async () => {
    const { path, directory, entries } = await recordedRun(3);
    const whole = await readFile(path);
    const begin = whole.subarray(0, -1).lastIndexOf('\n') + 1;
    for (const size of [begin, begin + 1, begin + 20, whole.length - 20, whole.length - 2, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, size));
      expect((await readAnew(directory)).entries).toEqual(entries.slice(0, 2));
      await directoryJournal(directory)
        .append(entries[2]!)
        .catch(() => undefined);
      expect((await readAnew(directory)).entries).toEqual(entries.slice(0, 3));
    }
  });

  it('fails on a damaged line in the middle, naming file and line, whatever byte it is', async () => {
    const { path, directory } = await recordedRun();
    const whole = await readFile(path);
    const endOfSecondLast = whole.subarray(0, -1).lastIndexOf('\n');
    await fc.assert(
      fc.asyncProperty(fc.nat(endOfSecondLast - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= difference;
        await writeFile(path, damaged);
        await expect(readAnew(directory)).rejects.toMatchObject({
          name: 'JournalDamaged',
          message: expect.stringMatching(/run-1\.jsonl: damage in line \d;/) as unknown,
        });
      }),
    );
  });

  it('fails where a line is missing', async () => {
    const { path, directory } = await recordedRun();
    const lines = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, lines.toSpliced(3, 1).join('\n'));
    await expect(readAnew(directory)).rejects.toMatchObject({
      message: expect.stringContaining('entry 4 is missing before line 4') as unknown,
    });
  });

  it('lists a damaged journal as what it is, beside the others', async () => {
    const { path, directory, entries } = await recordedRun();
    await writeFile(path, (await readFile(path, 'utf8')).replace('step-begun', 'step-begin'));
    const [planned] = tellRun({ ...(await toyPlan(counterNames(1), 'run-2')) }, 1);
    await directoryJournal(directory).append(planned!);
    const runs = await directoryJournal(directory).list({ kind: 'toy' });
    expect(runs).toHaveLength(2);
    expect(runs.find(({ runId }) => runId === 'run-1')?.unreadable).toContain('damage in line 5');
    expect(entries).toHaveLength(9);
  });

  it('makes nothing of files that are not its own', async () => {
    const { directory } = await recordedRun();
    for (const name of ['notes.txt', 'run-1 (copy).jsonl', '.jsonl'])
      await writeFile(join(directory, name), 'call ada');
    await mkdir(join(directory, 'locks'), { recursive: true });
    expect(await directoryJournal(directory).list({})).toHaveLength(1);
  });

  it('has no runs where there is no directory, and makes none', async () => {
    const directory = join(await scratchDirectory(), 'nowhere');
    expect(await directoryJournal(directory).list({})).toEqual([]);
    await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('refuses the id of a run that would lead out of the directory', async () => {
    const { directory } = await recordedRun();
    for (const runId of ['../secrets', 'a/b', '', '.', 'run 1', '-rf']) {
      await expect(directoryJournal(directory).read(runId)).rejects.toMatchObject({ name: 'InputInvalid' });
    }
  });

  it('fails in one sentence where it cannot be written', async () => {
    const directory = join(await scratchDirectory(), 'runs');
    await writeFile(directory, 'a file in the place of the directory');
    const [planned] = tellRun(await toyPlan(counterNames(1)), 1);
    await expect(directoryJournal(directory).append(planned!)).rejects.toMatchObject({ name: 'ConfigurationInvalid' });
  });

  it('lets the writer win whose line is first in the file', async () => {
    const { directory, entries } = await recordedRun(4);
    const journals = Array.from({ length: 6 }, () => directoryJournal(directory));
    const tokens = journals.map((_, at) => at + 1);
    await Promise.allSettled(
      journals.map((journal, at) => journal.append({ ...entries[4]!, fencingToken: tokens[at]! })),
    );
    const { entries: read } = await readAnew(directory);
    expect(read).toHaveLength(5);
  });
});
