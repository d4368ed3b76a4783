import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { defineChangeLockContract } from '../../contracts/change-lock.contract.ts';
import { defineRunJournalContract } from '../../contracts/run-journal.contract.ts';

let aws: EmulatedAws;
beforeAll(async () => {
  aws = await startEmulatedAws();
});
afterAll(() => aws.stop());

const makeRuns = async (nowMs: () => number) =>
  openRunTable(new DynamoDBClient(aws.clientConfig), await makeRunTable(aws), nowMs);

defineRunJournalContract('a DynamoDB table', makeRuns);
defineChangeLockContract('a DynamoDB table', async nowMs => (await makeRuns(nowMs)).lock);
