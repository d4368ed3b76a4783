import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseText } from '../src/adapters/documents/parse-text.ts';
import { OperationError } from '../src/domain/errors.ts';

/** A workload as a file has it, JSON or YAML: by itself, or in the document that `cost measure --json` prints. */
export async function readWorkloadFile(cwd: string, name: string): Promise<object> {
  const path = resolve(cwd, name);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
    const advice = 'name a JSON or YAML file with a workload';
    throw new OperationError('InputInvalid', `${path} cannot be read: ${code}; ${advice}`, { cause });
  });
  const document = parseText(text, path);
  if (isMapping(document)) return 'workload' in document && isMapping(document.workload) ? document.workload : document;
  const example = '{"region": "us-east-1", "in": "50MB/s", "retention": "3d", "partitions": 1000}';
  const advice = `write it as YAML or JSON, such as ${example}`;
  throw new OperationError('InputInvalid', `${path} holds no workload; ${advice}`);
}

function isMapping(document: unknown): document is object {
  return typeof document === 'object' && document !== null && !Array.isArray(document);
}
