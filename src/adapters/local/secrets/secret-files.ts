import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationError } from '../../../domain/errors.ts';
import { replaceDurably, unlessMissing } from '../durable-file.ts';

/** One secret as its file holds it, passwords included. */
export interface StoredSecret {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** In the order they were put. */
  readonly versions: readonly StoredVersion[];
}

export interface StoredVersion {
  readonly versionId: string;
  readonly labels: readonly string[];
  readonly createdAt: string;
  readonly value: string;
}

const ending = '.json';

/** Undefined where there is no such secret. */
export async function readSecret(directory: string, name: string): Promise<StoredSecret | undefined> {
  const path = pathOf(directory, name, ending);
  const text = await unlessMissing(path, readFile(path, 'utf8'));
  return text === undefined ? undefined : parse(path, text);
}

export async function writeSecret(directory: string, secret: StoredSecret): Promise<void> {
  await replaceDurably(pathOf(directory, secret.name, ending), `${JSON.stringify(secret)}\n`);
}

export async function listSecretNames(directory: string): Promise<readonly string[]> {
  const files = (await unlessMissing(directory, readdir(directory))) ?? [];
  return files.filter(file => file.endsWith(ending)).map(file => decodeURIComponent(file.slice(0, -ending.length)));
}

/**
 * Removes what processes had begun to write when they were killed: it can hold a password that nobody would ever rotate.
 * Only for who holds the lock of the directory.
 */
export async function removeHalfWritten(directory: string): Promise<void> {
  const files = (await readdir(directory)).filter(file => /\.(json|properties)\.[0-9a-f-]{36}$/.test(file));
  await Promise.all(files.map(async file => await rm(join(directory, file), { force: true })));
}

/** A file of a secret. Names may hold slashes, which no file name can. */
export function pathOf(directory: string, name: string, fileEnding: string): string {
  return join(directory, `${encodeURIComponent(name)}${fileEnding}`);
}

/** Why a name cannot be one of a secret, by AWS's rule, in a sentence; undefined where it can. */
export function secretNameProblem(name: string): string | undefined {
  if (/^[A-Za-z0-9/_+=.@-]{1,200}$/.test(name)) return undefined;
  return `secret name ${JSON.stringify(name)} is not 1 to 200 letters, digits and characters of /_+=.@-; choose another`;
}

/** The parser's own error would quote the file. */
function parse(path: string, text: string): StoredSecret {
  try {
    const secret = JSON.parse(text) as Partial<StoredSecret> | null;
    if (typeof secret?.name === 'string' && Array.isArray(secret.versions)) return secret as StoredSecret;
  } catch {
    // Told below.
  }
  throw new OperationError('SecretUnreadable', `${path} is damaged; restore it from a copy, or remove it`);
}
