import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { runTableKeys } from '../../../domain/change/run-table.ts';
import { awsCallError } from '../aws-call-error.ts';
import { unlessRefused, type Written } from './conditional-write.ts';

export type Item = Readonly<Record<string, AttributeValue>>;
export type Query = Omit<QueryCommandInput, 'TableName' | 'ExpressionAttributeNames'>;
export type Update = Omit<UpdateItemCommandInput, 'TableName' | 'Key' | 'ExpressionAttributeNames'>;

/** The few calls made to a table of runs, their failures told in the product's words. */
export interface TableCalls {
  readonly table: string;
  /** Consistent. */
  readonly get: (partition: string, sort: string) => Promise<Item | undefined>;
  /** All pages. */
  readonly query: (query: Query) => Promise<readonly Item[]>;
  readonly put: (item: Item) => Promise<void>;
  readonly update: (partition: string, sort: string, update: Update) => Promise<Written>;
  readonly remove: (partition: string, sort: string) => Promise<void>;
  /** All or none; safe under the SDK's own retries. */
  readonly writeTogether: (writes: readonly TransactWriteItem[]) => Promise<Written>;
}

/** Names stand in expressions as `#name`. */
export function tableCalls(client: DynamoDBClient, table: string): TableCalls {
  const TableName = table;
  const told = async <T>(actions: string, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw awsCallError({ action: actions, resourceArn: `DynamoDB table ${table}` }, error);
    }
  };
  return {
    table,
    get: (partition, sort) =>
      told('dynamodb:GetItem', async () => {
        const Key = keyOf(partition, sort);
        return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;
      }),
    query: query =>
      told('dynamodb:Query', async () => {
        const ExpressionAttributeNames = namesIn(query.KeyConditionExpression, query.ProjectionExpression);
        const items: Item[] = [];
        const pages = paginateQuery({ client }, { ...query, TableName, ExpressionAttributeNames });
        for await (const { Items = [] } of pages) items.push(...Items);
        return items;
      }),
    put: Item =>
      told('dynamodb:PutItem', async () => {
        await client.send(new PutItemCommand({ TableName, Item }));
      }),
    update: (partition, sort, update) =>
      told('dynamodb:UpdateItem', () =>
        unlessRefused(async () => {
          const ExpressionAttributeNames = namesIn(update.UpdateExpression, update.ConditionExpression);
          const Key = keyOf(partition, sort);
          await client.send(new UpdateItemCommand({ ...update, TableName, Key, ExpressionAttributeNames }));
        }),
      ),
    remove: (partition, sort) =>
      told('dynamodb:DeleteItem', async () => {
        await client.send(new DeleteItemCommand({ TableName, Key: keyOf(partition, sort) }));
      }),
    writeTogether: writes =>
      told('dynamodb:PutItem and dynamodb:ConditionCheckItem', () =>
        unlessRefused(async () => {
          const TransactItems = [...writes];
          await client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: randomUUID() }));
        }),
      ),
  };
}

export const keyOf = (partition: string, sort: string) => ({
  [runTableKeys.partition]: { S: partition },
  [runTableKeys.sort]: { S: sort },
});

/** `#startedAt` means `startedAt`, which also keeps us clear of DynamoDB's reserved words. */
export function namesIn(...expressions: readonly (string | undefined)[]): Record<string, string> {
  const names = expressions.flatMap(expression => expression?.match(/#\w+/g) ?? []);
  return Object.fromEntries(names.map(name => [name, name.slice(1)]));
}
