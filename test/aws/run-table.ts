import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { forgetAtAttribute, runIndexes, runTableKeys } from '../../src/domain/change/run-table.ts';
import type { EmulatedAws } from './emulated-aws.ts';

/** An empty table of runs under a name of its own, as the stack creates it. */
export async function makeRunTable({ clientConfig }: Pick<EmulatedAws, 'clientConfig'>): Promise<string> {
  const TableName = `runs-${randomUUID()}`;
  const keySchema = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const indexes = Object.values(runIndexes);
  const attributes = new Set([
    ...Object.values(runTableKeys),
    ...indexes.flatMap(({ partition, sort }) => [partition, sort]),
  ]);
  const client = new DynamoDBClient(clientConfig);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(runTableKeys.partition, runTableKeys.sort),
      AttributeDefinitions: [...attributes].map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: indexes.map(({ name, partition, sort }) => ({
        IndexName: name,
        KeySchema: keySchema(partition, sort),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
  const TimeToLiveSpecification = { Enabled: true, AttributeName: forgetAtAttribute };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  client.destroy();
  return TableName;
}
