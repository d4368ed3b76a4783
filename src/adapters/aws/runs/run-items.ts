import { forgetAtAttribute, headerSort, runPartition, runTableKeys } from '../../../domain/change/run-table.ts';
import { textOf } from './run-header.ts';
import type { TableCalls, Update } from './table-calls.ts';

/** At once: a run has some hundred items, and a table takes a thousand writes a second to one partition. */
const mostAtOnce = 8;

/** Sets or takes away when DynamoDB may remove the entries of a run. Its header says so by itself. */
export async function markEntries(
  calls: TableCalls,
  runId: string,
  forgetAtSeconds: number | undefined,
): Promise<void> {
  // An item that was removed since is not to come back.
  const ConditionExpression = `attribute_exists(#${runTableKeys.partition})`;
  const update: Update =
    forgetAtSeconds === undefined
      ? { ConditionExpression, UpdateExpression: `REMOVE #${forgetAtAttribute}` }
      : {
          ConditionExpression,
          UpdateExpression: `SET #${forgetAtAttribute} = :seconds`,
          ExpressionAttributeValues: { ':seconds': { N: String(forgetAtSeconds) } },
        };
  const sorts = (await sortsOf(calls, runId)).filter(sort => sort !== headerSort);
  await eachAtOnce(sorts, sort => calls.update(runPartition(runId), sort, update));
}

/** The header last: as long as something is left, the run is listed and can be forgotten again. */
export async function removeRun(calls: TableCalls, runId: string): Promise<void> {
  const sorts = await sortsOf(calls, runId);
  await eachAtOnce(
    sorts.filter(sort => sort !== headerSort),
    sort => calls.remove(runPartition(runId), sort),
  );
  if (sorts.includes(headerSort)) await calls.remove(runPartition(runId), headerSort);
}

async function sortsOf(calls: TableCalls, runId: string): Promise<readonly string[]> {
  const items = await calls.query({
    KeyConditionExpression: `#${runTableKeys.partition} = :run`,
    ExpressionAttributeValues: { ':run': { S: runPartition(runId) } },
    ProjectionExpression: `#${runTableKeys.sort}`,
    ConsistentRead: true,
  });
  return items.map(item => textOf(item, runTableKeys.sort)).filter(sort => sort !== undefined);
}

async function eachAtOnce(sorts: readonly string[], work: (sort: string) => Promise<unknown>): Promise<void> {
  const waiting = [...sorts];
  const workOff = async () => {
    for (let sort = waiting.pop(); sort !== undefined; sort = waiting.pop()) await work(sort);
  };
  await Promise.all(Array.from({ length: mostAtOnce }, workOff));
}
