import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { isEnding } from '../../../domain/change/ending-event.ts';
import type { JournalEntry } from '../../../domain/change/journal-entry.ts';
import { canonicalJson } from '../../../domain/change/json.ts';
import type { ChangeStep } from '../../../domain/change/plan.ts';
import { goOn, type RunStory, tellStory } from '../../../domain/change/run-story.ts';
import { byNewest, matchesFilter, summariseStory } from '../../../domain/change/run-summary.ts';
import { lockPartition, lockSort, runTableKeys } from '../../../domain/change/run-table.ts';
import { OperationError } from '../../../domain/errors.ts';
import type { RunJournal } from '../../../ports/run-journal.ts';
import { toEntryItems } from './entry-items.ts';
import { listHeaders } from './list-headers.ts';
import { readEntries } from './read-entries.ts';
import { forgetAtSeconds, isForgotten, toHeader, toSummary } from './run-header.ts';
import { markEntries, removeRun } from './run-items.ts';
import { type Item, keyOf, namesIn, type TableCalls } from './table-calls.ts';

/** A run as far as this process has seen it written. */
interface KnownRun {
  readonly lastNumber: number;
  readonly story: RunStory<ChangeStep> | undefined;
}

/** Keeps a run as a header and its entries; each entry is written together with what the header then says. */
export function tableJournal(calls: TableCalls, nowMs: () => number): RunJournal {
  const knownRuns = new Map<string, KnownRun>();
  const read = (runId: string) => readEntries(calls, runId, nowMs());

  return {
    async append(entry) {
      const { runId, number } = entry;
      let known = knownRuns.get(runId);
      if (known?.lastNumber !== number - 1) {
        const entries = await read(runId);
        if (isWritten(entry, entries)) return;
        known = { lastNumber: entries.length, story: tellStory(entries) };
      }
      const story = known.story === undefined ? tellStory([entry]) : goOn(known.story, entry);
      if (known.lastNumber !== number - 1 || story === undefined) throw fenced(entry);
      knownRuns.delete(runId);

      const forgetAt = forgetAtSeconds(summariseStory(story));
      const wasMarked = known.story !== undefined && forgetAtSeconds(summariseStory(known.story)) !== undefined;
      if (wasMarked && forgetAt === undefined) await markEntries(calls, runId, undefined);
      const written = await calls.writeTogether(await toWrites(entry, story, calls.table));
      // Refused is also what an attempt hears whose answer was lost on its way.
      if (written === 'refused' && !isWritten(entry, await read(runId))) throw fenced(entry);
      if (story.ended === undefined) knownRuns.set(runId, { lastNumber: number, story });
      if (forgetAt !== undefined) await markEntries(calls, runId, forgetAt).catch(keepForGood);
    },

    read: async runId => ({ entries: await read(runId), tornEntries: 0 }),

    async list(filter) {
      const headers = await listHeaders(calls, filter);
      return headers
        .filter(header => !isForgotten(header, nowMs()))
        .map(header => toSummary(header, calls.table))
        .filter(run => matchesFilter(run, filter))
        .toSorted(byNewest);
    },

    async forget(runId) {
      knownRuns.delete(runId);
      await removeRun(calls, runId);
    },
  };
}

/** The entry itself is written: what it could not mark stays until somebody removes it with "runs forget". */
function keepForGood(error: unknown): void {
  if (!(error instanceof OperationError)) throw error;
}

/** One transaction, refused where the entry is not the next one or a higher token wrote or was granted. */
async function toWrites(
  entry: JournalEntry,
  story: RunStory<ChangeStep>,
  TableName: string,
): Promise<readonly TransactWriteItem[]> {
  const { number, fencingToken } = entry;
  const token = { N: String(fencingToken) };
  const isNext =
    number === 1
      ? { ConditionExpression: `attribute_not_exists(#${runTableKeys.partition})` }
      : {
          ConditionExpression: '#lastNumber = :former AND #fencingToken <= :token',
          ExpressionAttributeValues: { ':former': { N: String(number - 1) }, ':token': token },
        };
  const isHolder = {
    ConditionExpression: 'attribute_not_exists(#fencingToken) OR #fencingToken <= :token',
    ExpressionAttributeValues: { ':token': token },
  };
  const named = <T extends { readonly ConditionExpression: string }>(condition: T) => ({
    TableName,
    ...condition,
    ExpressionAttributeNames: namesIn(condition.ConditionExpression),
  });
  const header: Item = toHeader(summariseStory(story), { lastNumber: number, fencingToken });
  const entryItems = await toEntryItems(entry);
  const lockKey = keyOf(lockPartition(story.plan.target.clusterId), lockSort);
  return [
    { Put: { ...named(isNext), Item: header } },
    ...(isEnding(entry.event) ? [] : [{ ConditionCheck: { ...named(isHolder), Key: lockKey } }]),
    ...entryItems.map(Item => ({ Put: { TableName, Item } })),
  ];
}

const isWritten = (entry: JournalEntry, entries: readonly JournalEntry[]): boolean =>
  entries.length >= entry.number && canonicalJson(entries[entry.number - 1]) === canonicalJson(entry);

function fenced({ runId, number }: JournalEntry): OperationError {
  return new OperationError(
    'JournalFenced',
    `entry ${number} of run ${runId} was not written: another process goes on with the run or holds its cluster; see "runs show ${runId}"`,
  );
}
