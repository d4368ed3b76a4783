import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, chmod, constants, mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperationError } from '../../domain/errors.ts';
import type { LocalState } from '../../domain/local/local-state.ts';
import { parseState, renderState } from '../../domain/local/local-state.ts';

/** Where the files of one local cluster are. */
export interface ClusterDirectory {
  readonly path: string;
  /** Says that the directory is ours, and holds the launch id. Only then may it be emptied. */
  readonly marker: string;
  readonly lock: string;
  readonly state: string;
  readonly credentials: string;
  readonly clientProperties: string;
  readonly librdkafkaProperties: string;
  readonly caCertificate: string;
  readonly brokerIdentity: string;
}

export function layOut(directory: string): ClusterDirectory {
  const path = resolve(directory);
  return {
    path,
    marker: join(path, '.kafka-steward-local'),
    lock: join(path, 'lock'),
    state: join(path, 'state.json'),
    credentials: join(path, 'credentials.json'),
    clientProperties: join(path, 'client.properties'),
    librdkafkaProperties: join(path, 'librdkafka.properties'),
    caCertificate: join(path, 'ca.pem'),
    brokerIdentity: join(path, 'broker.pem'),
  };
}

export function nodeFiles(directory: ClusterDirectory, nodeName: string): NodeFiles {
  const path = join(directory.path, nodeName);
  return {
    path,
    properties: join(path, 'node.properties'),
    log: join(path, 'node.log'),
    data: join(path, 'data'),
  };
}

export interface NodeFiles {
  readonly path: string;
  readonly properties: string;
  readonly log: string;
  readonly data: string;
}

/** Makes the directory ours, unless it is somebody else's. Its launch id is new only where there was none. */
export async function claimDirectory(directory: ClusterDirectory): Promise<string> {
  try {
    await mkdir(directory.path, { recursive: true, mode: 0o700 });
    await access(directory.path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new OperationError(
      'InputInvalid',
      `directory ${directory.path} cannot be written (${reason}); give another --directory`,
      { cause },
    );
  }
  const claimed = await readLaunchId(directory);
  if (claimed !== undefined) return claimed;
  if ((await readdir(directory.path)).length > 0) {
    throw new OperationError(
      'InputInvalid',
      `directory ${directory.path} holds other files; give an empty or a new --directory`,
    );
  }
  await chmod(directory.path, 0o700);
  const launchId = randomBytes(9).toString('hex');
  await writeOwn(directory.marker, `${launchId}\n`);
  return launchId;
}

/** The launch id of a directory that is ours, else nothing. */
export async function readLaunchId(directory: ClusterDirectory): Promise<string | undefined> {
  const text = await readFile(directory.marker, 'utf8').catch(() => '');
  return /^[0-9a-f]{18}$/.test(text.trim()) ? text.trim() : undefined;
}

/** Removes everything in a directory that is ours except what says so. */
export async function emptyDirectory(directory: ClusterDirectory): Promise<void> {
  const kept = [directory.marker, directory.lock];
  for (const name of await readdir(directory.path)) {
    const path = join(directory.path, name);
    if (!kept.includes(path)) await rm(path, { recursive: true, force: true });
  }
}

export async function checkDiskSpace(directory: ClusterDirectory, bytesNeeded: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory.path);
  const bytesFree = bavail * bsize;
  if (bytesFree >= bytesNeeded) return;
  const inMegabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;
  throw new OperationError(
    'DiskFull',
    `${directory.path} has ${inMegabytes(bytesFree)} free and the cluster needs ${inMegabytes(bytesNeeded)}; make room or give another --directory`,
  );
}

export async function readState(directory: ClusterDirectory): Promise<LocalState | undefined> {
  if (!existsSync(directory.state)) return undefined;
  return parseState(await readFile(directory.state, 'utf8'), directory.state);
}

export async function writeState(directory: ClusterDirectory, state: LocalState): Promise<void> {
  const incoming = `${directory.state}.${process.pid}`;
  await writeOwn(incoming, renderState(state));
  await rename(incoming, directory.state);
}

/** Writes a file that only its owner can read. */
export async function writeOwn(path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
}
