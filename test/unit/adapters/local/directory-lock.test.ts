import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { layOut } from '../../../../src/adapters/local/cluster-directory.ts';
import { withDirectoryLock } from '../../../../src/adapters/local/directory-lock.ts';
import { scratchDirectory } from './scratch-directory.ts';

test('lets one of many at once work, and refuses the others', async () => {
  const directory = layOut(await scratchDirectory());
  const { promise, resolve } = Promise.withResolvers<string>();
  const attempts = Array.from({ length: 8 }, () => withDirectoryLock(directory, () => promise));
  const refused = Promise.allSettled(attempts);
  setTimeout(() => resolve('done'), 100);
  const outcomes = await refused;
  expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(outcomes.filter(outcome => outcome.status === 'rejected')).toHaveLength(7);
  expect(await readdir(directory.path)).toEqual([]);
});

test('is free again after work that failed', async () => {
  const directory = layOut(await scratchDirectory());
  await expect(withDirectoryLock(directory, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withDirectoryLock(directory, async () => existsSync(directory.lock))).toBe(true);
});

async function deadPid(): Promise<string> {
  const gone = spawn('true');
  await once(gone, 'exit');
  return String(gone.pid);
}

// Many rounds: two that find the same dead holder at the same moment are rare.
test.each(Array.from({ length: 20 }, (_, round) => round))(
  'takes over from a process that is gone, once, however many try (round %i)',
  async () => {
    const directory = layOut(await scratchDirectory());
    await writeFile(directory.lock, `${await deadPid()} 1 some-id`);
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(resolve => setTimeout(resolve, 20));
      inside -= 1;
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => withDirectoryLock(directory, work)));
    expect(outcomes.some(outcome => outcome.status === 'fulfilled')).toBe(true);
    expect(most).toBe(1);
  },
);

test('says what to remove where a process died in the middle of taking over', async () => {
  const directory = layOut(await scratchDirectory());
  const left = `${await deadPid()} 1 some-id`;
  await writeFile(directory.lock, left);
  await writeFile(`${directory.lock}.breaking`, left);
  await expect(withDirectoryLock(directory, () => Promise.resolve('done'))).rejects.toThrow(
    `remove ${directory.lock}.breaking`,
  );
});

test('does not take a process for the holder that only got its pid', async () => {
  const directory = layOut(await scratchDirectory());
  await writeFile(directory.lock, `${process.pid} 1 some-id`);
  expect(await withDirectoryLock(directory, () => Promise.resolve('done'))).toBe('done');
});
