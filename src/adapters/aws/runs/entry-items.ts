import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { JournalEntry } from '../../../domain/change/journal-entry.ts';
import { canonicalJson } from '../../../domain/change/json.ts';
import { entrySort, runPartition } from '../../../domain/change/run-table.ts';
import { OperationError } from '../../../domain/errors.ts';
import { type Item, keyOf } from './table-calls.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** DynamoDB takes 400 KB an item, with its names. */
const partBytes = 390_000;
/** DynamoDB takes 4 MB a transaction, which all parts of an entry share with the header. */
const mostParts = 10;
/** A damaged header must not make a function run out of memory. */
const mostEntryBytes = 256 * 1024 * 1024;

/** An entry as the items that hold it: its gzipped JSON, in as many parts as it takes. */
export async function toEntryItems(entry: JournalEntry): Promise<readonly Item[]> {
  const { runId, number, at, fencingToken, event } = entry;
  const body = await compress(canonicalJson(entry));
  const parts = Math.ceil(body.length / partBytes);
  if (parts > mostParts) throw tooLarge(entry, body.length);
  return Array.from({ length: parts }, (_, part) => ({
    ...keyOf(runPartition(runId), entrySort(number, part)),
    number: { N: String(number) },
    parts: { N: String(parts) },
    fencingToken: { N: String(fencingToken) },
    at: { S: at },
    event: { S: event.kind },
    body: { B: body.subarray(part * partBytes, (part + 1) * partBytes) },
  }));
}

/** The entry that all its parts, in order, hold; undefined where they do not: one is missing, or damaged. */
export async function toEntry(items: readonly Item[]): Promise<JournalEntry | undefined> {
  const bodies = items.map(({ body }) => body?.B).filter(body => body !== undefined);
  if (bodies.length !== Number(items[0]?.['parts']?.N)) return undefined;
  try {
    const text = await decompress(Buffer.concat(bodies), { maxOutputLength: mostEntryBytes });
    return JSON.parse(text.toString()) as JournalEntry;
  } catch {
    return undefined;
  }
}

function tooLarge({ runId, number, event }: JournalEntry, bytes: number): OperationError {
  const [has, takes] = [bytes, mostParts * partBytes].map(size => `${(size / 1e6).toFixed(1)} MB`) as [string, string];
  return new OperationError(
    'InputInvalid',
    `entry ${number} of run ${runId} (${event.kind}) has ${has} compressed, DynamoDB takes ${takes}; change fewer objects in one run`,
  );
}
