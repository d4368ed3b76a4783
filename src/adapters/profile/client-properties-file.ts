import { readFile } from 'node:fs/promises';
import { parseLines } from 'dot-properties';
import { OperationError } from '../../domain/errors.ts';
import { fileProblem, isMissingFile } from './file-problem.ts';

/**
 * Reads a file of Java properties: escapes, continued lines, comments, the last of two equal keys wins.
 * Undefined where there is no such file.
 */
export async function readPropertiesFile(path: string): Promise<ReadonlyMap<string, string> | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw new OperationError('ConfigurationInvalid', `${path} cannot be read: ${fileProblem(error)}`, { cause: error });
  }
  if (bytes.includes(0)) {
    throw new OperationError('ConfigurationInvalid', `${path} is not a properties file: it holds binary data`);
  }
  const properties = new Map<string, string>();
  for (const line of parseLines(decode(bytes))) {
    if (typeof line !== 'string') properties.set(line[0] ?? '', line[1] ?? '');
  }
  return properties;
}

/** Java reads Latin-1; today's editors write UTF-8, so that is tried first. A byte order mark is dropped. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
