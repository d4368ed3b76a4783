import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ApprovalStore } from '../../../ports/approvals.ts';
import type { ChangeLock } from '../../../ports/change-lock.ts';
import type { RunJournal } from '../../../ports/run-journal.ts';
import { tableApprovals } from './table-approvals.ts';
import { tableCalls } from './table-calls.ts';
import { tableJournal } from './table-journal.ts';
import { tableLock } from './table-lock.ts';

/** Everything that is kept of runs, in one DynamoDB table with the keys of domain/change/run-table.ts. */
export function openRunTable(
  client: DynamoDBClient,
  table: string,
  nowMs: () => number,
): { readonly journal: RunJournal; readonly lock: ChangeLock; readonly approvals: ApprovalStore } {
  const calls = tableCalls(client, table);
  return { journal: tableJournal(calls, nowMs), lock: tableLock(calls, nowMs), approvals: tableApprovals(calls) };
}
