import type { RunFilter } from '../../../domain/change/run-summary.ts';
import { everyRun, runIndexes } from '../../../domain/change/run-table.ts';
import type { Item, Query, TableCalls } from './table-calls.ts';

/** The headers that may fit, by the index that holds the fewest others. An index follows its table by some moments. */
export async function listHeaders(calls: TableCalls, filter: RunFilter): Promise<readonly Item[]> {
  const { index, value } = chooseIndex(filter);
  const range = rangeOf(filter);
  const partition = `#${index.partition} = :value`;
  return await calls.query({
    IndexName: index.name,
    KeyConditionExpression: range === undefined ? partition : `${partition} AND #${index.sort} ${range.condition}`,
    ExpressionAttributeValues: { ':value': { S: value }, ...range?.values },
    ScanIndexForward: false,
  });
}

/** A person makes fewer runs than a cluster sees, and a cluster sees fewer than there are of a kind. */
function chooseIndex({ person, clusterId, kind }: RunFilter) {
  if (person) return { index: runIndexes.person, value: person };
  if (clusterId) return { index: runIndexes.cluster, value: clusterId };
  if (kind) return { index: runIndexes.kind, value: kind };
  return { index: runIndexes.all, value: everyRun };
}

/** What it lets in beside, such as a run of the very instant `until`, is left to the filter. */
function rangeOf({
  since,
  until,
}: RunFilter): { readonly condition: string; readonly values: Query['ExpressionAttributeValues'] } | undefined {
  const [from, to] = [since, until].map(instant => instant && { S: new Date(instant).toISOString() });
  if (from && to) return { condition: 'BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
  if (from) return { condition: '>= :from', values: { ':from': from } };
  if (to) return { condition: '< :to', values: { ':to': to } };
  return undefined;
}
