import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EmulatedAws } from './emulated-aws.ts';

/** A client of DynamoDB whose first call of an operation is carried out, and its answer lost on the way back. */
export function losingAnswers(
  { clientConfig }: Pick<EmulatedAws, 'clientConfig'>,
  { maxAttempts, loseAt }: { readonly maxAttempts: number; readonly loseAt: 'TransactWriteItems' | 'UpdateItem' },
) {
  const client = new DynamoDBClient({ ...clientConfig, maxAttempts });
  let lost = 0;
  // Below the SDK's own retries.
  client.middlewareStack.add(
    (next, { commandName }) =>
      async args => {
        const answer = await next(args);
        if (lost > 0 || commandName !== `${loseAt}Command`) return answer;
        lost++;
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
    { step: 'deserialize', priority: 'low' },
  );
  return { client, lost: () => lost };
}
