import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { openRunTable } from '../../../../../src/adapters/aws/runs/open-run-table.ts';
import type { RunFilter } from '../../../../../src/domain/change/run-summary.ts';
import { Secret } from '../../../../../src/domain/secret.ts';
import { answering, type CannedAnswer } from '../../../../aws/answering-client.ts';
import { counterNames, toyPlan } from '../../../../change/toy-runbook.ts';
import { tellRun } from '../../../../contracts/run-journal.contract.ts';

const nothing: CannedAnswer = { statusCode: 200, body: '{}' };
const noItems: CannedAnswer = { statusCode: 200, body: '{"Items":[]}' };
const failing = (name: string, message = 'no', statusCode = 400): CannedAnswer => ({
  statusCode,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message }),
});
const cancelled = (...codes: readonly string[]): CannedAnswer => ({
  statusCode: 400,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: `cancelled [${codes.join(', ')}]`,
    CancellationReasons: codes.map(Code => ({ Code })),
  }),
});

const tableAnswering = (...answers: readonly (CannedAnswer | Error)[]) => {
  const { seen, config } = answering(...answers);
  const requests = () => seen.map(({ body }) => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>);
  return { ...openRunTable(new DynamoDBClient(config), 'runs', () => 0), requests };
};

const firstEntry = async () => tellRun(await toyPlan(counterNames(2)), 1)[0]!;
const lockRequest = { clusterId: 'c', runId: 'run-1', person: 'ada', leaseMs: 1_000 };

describe('a table of runs', () => {
  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'])(
    'tells %s as something that passes',
    async name => {
      const { journal } = tableAnswering(failing(name));
      await expect(journal.read('run-1')).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    },
  );

  it('tells an error of the service, and no answer at all, as something that passes', async () => {
    for (const answer of [failing('InternalServerError', 'oops', 500), new Error('socket hang up')]) {
      const { journal } = tableAnswering(answer);
      await expect(journal.list({})).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    }
  });

  it('names the action that has to be allowed', async () => {
    const denied = failing('AccessDeniedException', 'User is not authorized');
    const { journal, lock, approvals } = tableAnswering(denied);
    const refused = (action: string) => ({
      name: 'AwsRefused',
      message: expect.stringContaining(`allow ${action} on DynamoDB table runs`) as unknown,
    });
    await expect(journal.read('run-1')).rejects.toMatchObject(refused('dynamodb:Query'));
    await expect(lock.acquire(lockRequest)).rejects.toMatchObject(refused('dynamodb:GetItem'));
    await expect(approvals.remove('run-1')).rejects.toMatchObject(refused('dynamodb:DeleteItem'));
    const writing = tableAnswering(noItems, denied);
    await expect(writing.journal.append(await firstEntry())).rejects.toMatchObject(
      refused('dynamodb:PutItem and dynamodb:ConditionCheckItem'),
    );
  });

  it('says in one line that there is no such table', async () => {
    const { journal } = tableAnswering(failing('ResourceNotFoundException', 'Requested resource not found'));
    await expect(journal.list({})).rejects.toMatchObject({
      name: 'AwsRefused',
      message:
        'dynamodb:Query: there is no DynamoDB table runs; check the name, the region and the account (ResourceNotFoundException: Requested resource not found)',
    });
  });

  it('writes again where it met another writer, with the same token for the SDK', async () => {
    const { journal, requests } = tableAnswering(noItems, cancelled('None', 'TransactionConflict', 'None'), nothing);
    await journal.append(await firstEntry());
    const tokens = requests().map(({ ClientRequestToken }) => ClientRequestToken);
    expect(tokens).toEqual([undefined, expect.any(String), expect.any(String)]);
  });

  it('gives up on a table that is always busy, as something that passes', async () => {
    const { journal } = tableAnswering(noItems, cancelled('TransactionConflict'));
    await expect(journal.append(await firstEntry())).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
  });

  it('refuses an entry whose condition did not hold', async () => {
    const { journal } = tableAnswering(noItems, cancelled('ConditionalCheckFailed', 'None', 'None'), noItems);
    await expect(journal.append(await firstEntry())).rejects.toMatchObject({ name: 'JournalFenced' });
  });

  it('refuses an entry that is larger than a transaction takes, and writes nothing', async () => {
    const { journal, requests } = tableAnswering(noItems);
    const entry = await firstEntry();
    const noise = Array.from({ length: 600_000 }, () => Math.random().toString(36)).join('');
    const event = { kind: 'interrupted' as const, sentence: noise };
    const plan = entry.event.kind === 'planned' ? { ...entry.event.plan, risk: event.sentence } : undefined;
    await expect(journal.append({ ...entry, event: { kind: 'planned', plan: plan! } })).rejects.toMatchObject({
      name: 'InputInvalid',
      message: expect.stringMatching(
        /^entry 1 of run run-1 \(planned\) has [\d.]+ MB compressed, DynamoDB takes 3\.9 MB; change fewer objects in one run$/,
      ) as unknown,
    });
    expect(requests()).toHaveLength(1);
  });

  it.each<[RunFilter, string, string | undefined]>([
    [{}, 'all-by-start', undefined],
    [{ clusterId: 'c' }, 'cluster-by-start', undefined],
    [{ kind: 'toy' }, 'kind-by-start', undefined],
    [{ clusterId: 'c', kind: 'toy', person: 'ada' }, 'person-by-start', undefined],
    [{ kind: 'toy', clusterId: 'c', since: '2026-03-01T01:00:00+01:00' }, 'cluster-by-start', '#startedAt >= :from'],
    [{ until: '2026-03-01T00:00:00Z' }, 'all-by-start', '#startedAt < :to'],
    [
      { since: '2026-03-01T00:00:00Z', until: '2026-03-02T00:00:00Z' },
      'all-by-start',
      '#startedAt BETWEEN :from AND :to',
    ],
  ])('lists %j by the index %s', async (filter, index, range) => {
    const { journal, requests } = tableAnswering(noItems);
    await journal.list(filter);
    const [{ IndexName, KeyConditionExpression, ExpressionAttributeValues } = {}] = requests();
    expect(IndexName).toBe(index);
    expect(String(KeyConditionExpression).split(' AND #').slice(1).join()).toBe(range?.slice(1) ?? '');
    if (filter.since !== undefined) {
      expect(ExpressionAttributeValues).toMatchObject({ ':from': { S: '2026-03-01T00:00:00.000Z' } });
    }
  });

  it('never tells the token of an approval', async () => {
    const taskToken = new Secret('AQCEAAAAKgAAAAMAAAAAAAAAAd');
    const asked = { runId: 'run-1', digest: 'd', askedAt: '2026-03-01T12:00:00.000Z', taskToken };
    const { approvals } = tableAnswering(failing('ValidationException', `"${taskToken.reveal()}" is too long`));
    const error = await approvals.put({ ...asked, expiresAt: '2026-03-01T13:00:00.000Z' }).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'AwsRefused' });
    for (let at = error; at instanceof Error; at = at.cause) {
      expect(`${at.message} ${at.stack ?? ''}`).not.toContain(taskToken.reveal());
    }
  });
});
