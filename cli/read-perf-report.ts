import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { OperationError } from '../src/domain/errors.ts';
import type { PerfReport } from '../src/domain/perf/perf-report.ts';

/** What `perf produce --json` printed. Rejects with InputInvalid. */
export async function readPerfReport(cwd: string, name: string): Promise<PerfReport> {
  const { parsePerfReport } = await import('../src/adapters/perf-request/parse-perf-report.ts');
  const path = resolve(cwd, name);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
    throw new OperationError('InputInvalid', `${path} cannot be read: ${code}; name a report of perf produce`, {
      cause,
    });
  });
  return parsePerfReport(text, path);
}
