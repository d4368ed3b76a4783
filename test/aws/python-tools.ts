import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');
const cache = join(import.meta.dirname, '../../.cache/python');

/**
 * A folder with the Python tools of requirements.txt, to run with PYTHONPATH; installed by the first test that needs it.
 * Two runs at once install twice and one rename wins, so there is no lock to be left behind.
 */
export const pythonTools = async (): Promise<string> => {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const directory = join(cache, digest);
  if (existsSync(directory)) return directory;
  await mkdir(cache, { recursive: true });
  const fresh = `${directory}.${process.pid}`;
  await install(fresh);
  try {
    await rename(fresh, directory);
  } catch {
    await rm(fresh, { recursive: true, force: true });
  }
  return directory;
};

const install = async (target: string): Promise<void> => {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  try {
    await run('python3', [...pip, '--target', target, '-r', requirements], { timeout: 200_000 });
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    const { code, stderr = '' } = error as { code?: string | number; stderr?: string };
    const why = code === 'ENOENT' ? 'there is no python3' : (stderr.trim().split('\n').at(-1) ?? 'pip failed');
    throw new Error(`the emulator and cfn-lint need python3 with pip, and could not be installed: ${why}`, {
      cause: error,
    });
  }
};
