import { access, constants, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { OperationError } from '../src/domain/errors.ts';

export interface PreparedFile {
  readonly path: string;
  /** All of it or nothing: a reader never finds half a file. */
  readonly write: (content: string) => Promise<void>;
}

/** Makes sure that a file can be written before the work begins whose result it will hold. */
export async function prepareFile(cwd: string, name: string): Promise<PreparedFile> {
  const path = resolve(cwd, name);
  const isDirectory = await stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
  if (isDirectory) throw new OperationError('InputInvalid', `${path} is a directory; name a file`);
  await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw new OperationError('InputInvalid', `${path} cannot be written: ${reasonOf(cause)}`, { cause });
  });
  return { path, write: content => replaceFile(path, content) };
}

async function replaceFile(path: string, content: string): Promise<void> {
  const incoming = `${path}.${process.pid}`;
  try {
    await writeFile(incoming, content);
    await rename(incoming, path);
  } catch (cause) {
    await rm(incoming, { force: true });
    throw new OperationError('InputInvalid', `${path} could not be written: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : reasons[code];
  return known ?? code ?? 'unknown reason';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such directory',
  ENOTDIR: 'a part of the path is no directory',
  EACCES: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
};
