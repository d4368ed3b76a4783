import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry } from '../../../domain/change/journal-entry.ts';
import { entrySortPrefix, headerSort, runPartition, runTableKeys } from '../../../domain/change/run-table.ts';
import { OperationError } from '../../../domain/errors.ts';
import { toEntry } from './entry-items.ts';
import { isForgotten, numberOf, textOf } from './run-header.ts';
import type { Item, TableCalls } from './table-calls.ts';

const mostLooks = 4;

/** The entries of a run, none where it is unknown or forgotten. Rejects with JournalDamaged. */
export async function readEntries(calls: TableCalls, runId: string, nowMs: number): Promise<readonly JournalEntry[]> {
  for (let looks = 1; ; looks++) {
    const items = await calls.query({
      KeyConditionExpression: `#${runTableKeys.partition} = :run AND #${runTableKeys.sort} BETWEEN :first AND :last`,
      ExpressionAttributeValues: {
        ':run': { S: runPartition(runId) },
        ':first': { S: entrySortPrefix },
        ':last': { S: headerSort },
      },
      ConsistentRead: true,
    });
    const header = items.find(item => textOf(item, runTableKeys.sort) === headerSort);
    const isGone = header === undefined ? items.every(item => isForgotten(item, nowMs)) : isForgotten(header, nowMs);
    if (isGone) return [];
    const reading = await readItems(
      items.filter(item => item !== header),
      numberOf(header ?? {}, 'lastNumber') ?? 0,
    );
    const damage = header === undefined ? 'its header is missing' : reading.damage;
    if (damage === undefined) return reading.entries;
    // A query can see one half of a transaction that is just being written. Only what stays so is damage.
    if (looks === mostLooks) throw damaged(runId, damage, calls);
    await sleep(50 * looks);
  }
}

/** Goes by the numbers: all from 1 to the header's last one have to be there. */
async function readItems(
  items: readonly Item[],
  lastNumber: number,
): Promise<{ readonly entries: readonly JournalEntry[]; readonly damage?: string }> {
  const byNumber = Map.groupBy(items, item => numberOf(item, 'number') ?? 0);
  const entries: JournalEntry[] = [];
  for (let number = 1; number <= Math.max(lastNumber, ...byNumber.keys()); number++) {
    const parts = byNumber.get(number);
    if (parts === undefined) return { entries, damage: `entry ${number} is missing` };
    const entry = await toEntry(parts);
    if (entry?.number !== number) return { entries, damage: `entry ${number} cannot be read` };
    entries.push(entry);
  }
  return { entries };
}

function damaged(runId: string, damage: string, { table }: TableCalls): OperationError {
  const message = `run ${runId} in table ${table}: ${damage}; restore the table, or look at the cluster and make a new plan`;
  return new OperationError('JournalDamaged', message);
}
