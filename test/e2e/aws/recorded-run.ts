import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import { runPartition } from '../../../src/domain/change/run-table.ts';
import type { EmulatedAws } from '../../aws/emulated-aws.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { counterNames, toyPlan } from '../../change/toy-runbook.ts';
import { tellRun } from '../../contracts/run-journal.contract.ts';

export type RecordedRun = Awaited<ReturnType<typeof recordedRun>>;

/** A table with the first entries of a run, opened anew by each `open`. */
export async function recordedRun(aws: EmulatedAws, entryCount = 9) {
  const table = await makeRunTable(aws);
  const client = new DynamoDBClient(aws.clientConfig);
  const clock = { nowMs: Date.parse('2026-03-01T12:00:00Z') };
  const open = (other = client) => openRunTable(other, table, () => clock.nowMs);
  const entries = tellRun(await toyPlan(counterNames(2)), 1);
  const { journal } = open();
  for (const entry of entries.slice(0, entryCount)) await journal.append(entry);
  const items = async () => {
    const all: Record<string, AttributeValue>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) all.push(...Items);
    return all;
  };
  const marks = async () => new Set((await items()).map(({ forgetAtSeconds }) => forgetAtSeconds?.N));
  const key = (sort: string) => ({ TableName: table, Key: { pk: { S: runPartition('run-1') }, sk: { S: sort } } });
  const remove = (sort: string) => client.send(new DeleteItemCommand(key(sort)));
  const set = (sort: string, name: string, value: AttributeValue) =>
    client.send(
      new UpdateItemCommand({
        ...key(sort),
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  const partsOf = async (number: number) => (await items()).filter(item => item['number']?.N === String(number)).length;
  return { table, clock, open, entries, items, partsOf, marks, remove, set };
}
