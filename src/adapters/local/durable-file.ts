import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OperationError } from '../../domain/errors.ts';

/** Adds bytes at the end of a file in one piece, and returns when they would survive a loss of power. */
export async function appendDurably(path: string, bytes: Uint8Array): Promise<void> {
  await explainingErrors(path, async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // The system puts what is written to such a file behind all that is there, whoever else writes.
    const file = await open(path, 'a', 0o600);
    try {
      const { bytesWritten } = await file.write(bytes);
      await file.sync();
      if (bytesWritten < bytes.length) throw diskFull(path);
    } finally {
      await file.close();
    }
    await syncDirectory(dirname(path));
  });
}

/** Creates a file with its content, or says that it is there already. Nobody ever sees it without its content. */
export async function createDurably(path: string, text: string): Promise<'created' | 'exists'> {
  return await explainingErrors(path, async () => {
    const incoming = await writeIncoming(path, text);
    try {
      await link(incoming, path);
      await syncDirectory(dirname(path));
      return 'created';
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'exists';
      throw error;
    } finally {
      await rm(incoming, { force: true });
    }
  });
}

/** Puts new content in the place of a file; who reads sees the old one or the new one. */
export async function replaceDurably(path: string, text: string): Promise<void> {
  await explainingErrors(path, async () => {
    await rename(await writeIncoming(path, text), path);
    await syncDirectory(dirname(path));
  });
}

/** What was read at a path, or undefined where nothing is there. */
export async function unlessMissing<T>(path: string, reading: Promise<T>): Promise<T | undefined> {
  return await reading.catch((cause: unknown) => {
    const code = codeOf(cause);
    if (code === 'ENOENT') return undefined;
    throw code === undefined ? cause : unusable(path, 'read', code, cause);
  });
}

async function writeIncoming(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const incoming = `${path}.${randomUUID()}`;
  const file = await open(incoming, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return incoming;
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function explainingErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = codeOf(cause);
    if (code === undefined) throw cause;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(path, cause);
    throw unusable(path, 'written', code, cause);
  }
}

function unusable(path: string, what: 'read' | 'written', code: string, cause: unknown): OperationError {
  const message = `${path} cannot be ${what} (${code}); make that possible for the user who runs this`;
  return new OperationError('ConfigurationInvalid', message, { cause });
}

function diskFull(path: string, cause?: unknown): OperationError {
  return new OperationError('DiskFull', `there is no room to write ${path}; make room and go on`, { cause });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
