import { crc32 } from 'node:zlib';
import type { JournalEntry } from '../../../domain/change/journal-entry.ts';
import { OperationError } from '../../../domain/errors.ts';

/** One entry with a checksum, which tells a damaged line from a good one. */
export function toLine(entry: JournalEntry): string {
  return `${JSON.stringify({ crc32: checksumOf(entry), entry })}\n`;
}

/** What the lines read so far say; `readLine` adds to it. */
export interface JournalReading {
  readonly entries: JournalEntry[];
  lines: number;
  tornEntries: number;
  lastUnreadableLine: number | undefined;
}

export function beginReading(): JournalReading {
  return { entries: [], lines: 0, tornEntries: 0, lastUnreadableLine: undefined };
}

/**
 * Takes one more line of the file at `path`. All writers and readers follow the same rule, so all agree on which entries
 * count, though nothing but the file stands between them:
 *
 * - an entry counts if its number is the next one and no entry before it has a higher fencing token;
 * - one that came too late for that is as good as not written, and its writer was told so;
 * - a line that cannot be read was torn from a writer that died, if the numbers go on without it. If they do not, it was
 *   damaged, and nothing after it can be trusted.
 */
export function readLine(reading: JournalReading, line: string, path: string): void {
  reading.lines++;
  if (line === '') return;
  const entry = parseLine(line);
  const { entries } = reading;
  const nextNumber = entries.length + 1;
  if (entry === undefined) {
    reading.tornEntries++;
    reading.lastUnreadableLine = reading.lines;
  } else if (entry.number > nextNumber) {
    const { lastUnreadableLine, lines } = reading;
    const damage = lastUnreadableLine === undefined ? `entry ${nextNumber} is missing before line` : 'damage in line';
    throw new OperationError(
      'JournalDamaged',
      `${path}: ${damage} ${lastUnreadableLine ?? lines}; restore the file, or look at the cluster and make a new plan`,
    );
  } else if (entry.number === nextNumber && entry.fencingToken >= (entries.at(-1)?.fencingToken ?? 0)) {
    entries.push(entry);
  }
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    const { crc32: checksum, entry } = JSON.parse(line) as { crc32?: unknown; entry: JournalEntry };
    return checksum === checksumOf(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function checksumOf(entry: JournalEntry): string {
  return crc32(JSON.stringify(entry)).toString(16).padStart(8, '0');
}
