import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pythonTools } from '../aws/python-tools.ts';
import { type Ended, mustRun, runProcess } from './run-process.ts';

const cache = resolve(import.meta.dirname, '../../.cache/cloud-init');

/** What cloud-init's own check says of a cloud-config: its schema, by which an instance would take it. */
export async function checkCloudConfig(file: string): Promise<Ended> {
  const check = ['schema', '--config-file', file];
  const installed = await runProcess('cloud-init', check).catch(() => undefined);
  if (installed !== undefined) return installed;
  const path = [join(await unpacked(), 'usr/lib/python3/dist-packages'), await pythonTools()].join(':');
  const options = { env: { ...process.env, PYTHONPATH: path } };
  return await runProcess('python3', ['-m', 'cloudinit.cmd.main', ...check], options);
}

/** Debian's package, only unpacked: an installed cloud-init would take this machine for a new one when it boots. */
async function unpacked(): Promise<string> {
  const target = join(cache, 'package');
  const known = await readdir(target).catch(() => []);
  if (known.length > 0) return target;
  const fresh = join(cache, `${process.pid}`);
  await mkdir(fresh, { recursive: true });
  try {
    await mustRun('apt-get', ['download', 'cloud-init'], { cwd: fresh });
    const [archive = ''] = await readdir(fresh);
    await mustRun('dpkg-deb', ['--extract', archive, 'package'], { cwd: fresh });
    await rename(join(fresh, 'package'), target).catch(() => undefined);
  } catch (cause) {
    throw new Error(
      'cloud-init is neither installed nor to be had by apt-get download; run apt-get update, or install it',
      { cause },
    );
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return target;
}
