import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OperationError } from '../src/domain/errors.ts';

/** A workload as a file has it. */
export async function readWorkloadFile(cwd: string, name: string): Promise<object> {
  const path = resolve(cwd, name);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
    throw new OperationError('InputInvalid', `${path} cannot be read: ${code}; name a JSON file with a workload`, {
      cause,
    });
  });
  const document = parseDocument(text);
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document;
  const example = '{"region": "us-east-1", "in": "50MB/s", "retention": "3d", "partitions": 1000}';
  throw new OperationError('InputInvalid', `${path} holds no workload; write it as JSON, such as ${example}`);
}

/** The one place that knows the formats of such files. */
function parseDocument(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
