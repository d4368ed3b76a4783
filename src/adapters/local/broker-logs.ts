import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OperationError } from '../../domain/errors.ts';
import type { BrokerLogs } from '../../ports/broker-logs.ts';

/** All log files in a directory and below it, those that were rolled over too; compressed ones are left out. */
export function brokerLogsIn(directory: string): BrokerLogs {
  return {
    async *lines() {
      for (const path of await findLogs(directory)) {
        try {
          yield* createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
        } catch (cause) {
          throw unreadable(path, cause);
        }
      }
    },
  };
}

async function findLogs(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const logs = entries.filter(
      entry => entry.isFile() && /\.log(\.[\d-]+)?$/.test(entry.name) && !isSegment(entry.name),
    );
    if (logs.length > 0) return logs.map(({ parentPath, name }) => join(parentPath, name));
  } catch (cause) {
    throw unreadable(directory, cause);
  }
  throw new OperationError('InputInvalid', `${directory} has no file called *.log; name the log directory of a broker`);
}

/** A broker calls the records of a partition `00000000000000000000.log`. */
const isSegment = (name: string): boolean => /^\d{20}\.log$/.test(name);

function unreadable(path: string, cause: unknown): OperationError {
  const { code = 'unknown reason' } = cause as NodeJS.ErrnoException;
  return new OperationError('InputInvalid', `${path} cannot be read: ${code}; name the log directory of a broker`, {
    cause,
  });
}
