import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
let building: Promise<unknown> | undefined;

/** Builds the bundles as `npm run build` does, once a test process. */
export const build = async (): Promise<void> => {
  building ??= promisify(execFile)(process.execPath, ['scripts/build.ts'], { cwd: root });
  await building;
};
