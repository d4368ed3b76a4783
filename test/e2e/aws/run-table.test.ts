import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import type { JournalEntry, RunEvent } from '../../../src/domain/change/journal-entry.ts';
import { entrySort, runRetentionMs } from '../../../src/domain/change/run-table.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { losingAnswers } from '../../aws/losing-answers.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { counterNames, toyPlan } from '../../change/toy-runbook.ts';
import { defineChangeLockContract } from '../../contracts/change-lock.contract.ts';
import { defineRunJournalContract, tellRun } from '../../contracts/run-journal.contract.ts';
import { type RecordedRun, recordedRun } from './recorded-run.ts';

let aws: EmulatedAws;
beforeAll(async () => {
  aws = await startEmulatedAws();
});
afterAll(() => aws.stop());

const makeRuns = async (nowMs: () => number) =>
  openRunTable(new DynamoDBClient(aws.clientConfig), await makeRunTable(aws), nowMs);

defineRunJournalContract('a DynamoDB table', makeRuns);
defineChangeLockContract('a DynamoDB table', async nowMs => (await makeRuns(nowMs)).lock);

const noon = Date.parse('2026-03-01T12:00:00Z');

const entryAt = (number: number, event: RunEvent): JournalEntry => ({
  runId: 'run-1',
  number,
  at: '2026-03-01T12:00:00.000Z',
  fencingToken: 1,
  event,
});

describe('a run in DynamoDB', () => {
  it('holds the plan of 10,000 objects', async () => {
    const { journal } = await makeRuns(() => noon);
    const [planned] = tellRun(await toyPlan(counterNames(10_000)), 1);
    await journal.append(planned!);
    expect((await journal.read('run-1')).entries).toEqual([planned]);
  });

  it('holds an entry that takes several items, and pages of them', async () => {
    const { open, items, partsOf } = await recordedRun(aws, 1);
    const noise = Array.from({ length: 150_000 }, () => Math.random().toString(36)).join('');
    const entry = entryAt(2, { kind: 'interrupted', sentence: noise });
    await open().journal.append(entry);
    expect((await open().journal.read('run-1')).entries[1]).toEqual(entry);
    expect(await items()).toHaveLength(2 + (await partsOf(2)));
    expect(await partsOf(2)).toBeGreaterThan(2);
    await open().journal.forget('run-1');
    expect(await items()).toEqual([]);
  });

  it('lets one of ten writers at once win each number', async () => {
    const { open } = await recordedRun(aws, 1);
    for (const number of [2, 3, 4]) {
      const writers = Array.from({ length: 10 }, (_, writer) => {
        const entry = entryAt(number, { kind: 'interrupted', sentence: `writer ${writer}` });
        return open().journal.append(entry);
      });
      const outcomes = await Promise.allSettled(writers);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'JournalFenced' });
      }
    }
    expect((await open().journal.read('run-1')).entries).toHaveLength(4);
  });

  it('refuses a writer as soon as its lock is granted to another run', async () => {
    const { open, entries } = await recordedRun(aws, 1);
    const { journal, lock } = open();
    const request = { clusterId: 'toy-cluster', person: 'ada', leaseMs: 1_000, holder: 'run/run-1', runId: 'run-1' };
    await lock.acquire(request);
    await journal.append(entries[1]!);
    await lock.acquire(request);
    await expect(journal.append(entries[2]!)).rejects.toMatchObject({ name: 'JournalFenced' });
    await journal.append({ ...entries[2]!, fencingToken: 2 });
  });

  it('is written once where the answer to a write is lost, whether the SDK asks again or its caller', async () => {
    const { open, entries } = await recordedRun(aws, 1);
    const retried = losingAnswers(aws, { maxAttempts: 3, loseAt: 'TransactWriteItems' });
    await open(retried.client).journal.append(entries[1]!);
    expect(retried.lost()).toBe(1);

    const unretried = losingAnswers(aws, { maxAttempts: 1, loseAt: 'TransactWriteItems' });
    const { journal } = open(unretried.client);
    await expect(journal.append(entries[2]!)).rejects.toMatchObject({ name: 'AwsUnavailable', retryable: true });
    await journal.append(entries[2]!);
    await open().journal.append(entries[2]!);
    await journal.append(entries[3]!);
    expect((await open().journal.read('run-1')).entries).toEqual(entries.slice(0, 4));
  });

  it('knows its own lock again where the answer to the grant is lost', async () => {
    const { open } = await recordedRun(aws, 0);
    const { client, lost } = losingAnswers(aws, { maxAttempts: 3, loseAt: 'UpdateItem' });
    const request = { clusterId: 'toy-cluster', runId: 'run-1', person: 'ada', leaseMs: 1_000 };
    expect(await open(client).lock.acquire(request)).toMatchObject({ kind: 'granted', grant: { fencingToken: 1 } });
    expect(lost()).toBe(1);
    expect(await open().lock.acquire(request)).toMatchObject({ kind: 'held' });
  });

  it('is never forgotten by itself while it is unfinished or partly applied', async () => {
    expect(await (await recordedRun(aws, 8)).marks()).toEqual(new Set([undefined]));
    expect(await (await recordedRun(aws, 9)).marks()).toEqual(new Set([undefined]));
  });

  it('is forgotten, all of it, 400 days after it ended, and not after it was taken up again', async () => {
    const { open, marks } = await recordedRun(aws, 3);
    await open().journal.append(entryAt(4, { kind: 'ended', outcome: 'failed' }));
    expect(await marks()).toEqual(new Set([String((noon + runRetentionMs) / 1_000)]));
    await open().journal.append(entryAt(5, { kind: 'started', person: 'eve', approvedBy: 'eve' }));
    expect(await marks()).toEqual(new Set([undefined]));
  });

  it('is not seen any more once it is forgotten, however much of it DynamoDB has removed', async () => {
    const { open, clock, remove } = await recordedRun(aws, 1);
    await open().journal.append(entryAt(2, { kind: 'ended', outcome: 'refused' }));
    clock.nowMs += runRetentionMs + 1;
    for (const sort of [entrySort(1, 0), 'header', 'nothing more']) {
      expect(await open().journal.list({})).toEqual([]);
      expect((await open().journal.read('run-1')).entries).toEqual([]);
      await remove(sort);
    }
  });

  it.each([
    ['entry 3 is missing', (run: RecordedRun) => run.remove(entrySort(3, 0))],
    ['entry 9 is missing', (run: RecordedRun) => run.remove(entrySort(9, 0))],
    ['entry 2 cannot be read', (run: RecordedRun) => run.set(entrySort(2, 0), 'body', { B: Buffer.from('what?') })],
    ['entry 2 cannot be read', (run: RecordedRun) => run.set(entrySort(2, 0), 'parts', { N: '2' })],
    ['its header is missing', (run: RecordedRun) => run.remove('header')],
  ])('fails on damage and names it: %s', async (damage, doDamage) => {
    const run = await recordedRun(aws);
    await doDamage(run);
    const message = `run run-1 in table ${run.table}: ${damage}; restore the table, or look at the cluster and make a new plan`;
    const failure = { name: 'JournalDamaged', message };
    await expect(run.open().journal.read('run-1')).rejects.toMatchObject(failure);
    await expect(run.open().journal.append({ ...run.entries[0]!, number: 10 })).rejects.toMatchObject(failure);
  });

  it('is listed by its own row where its header is damaged', async () => {
    const { open, set, table } = await recordedRun(aws);
    await set('header', 'outcome', { S: 'splendid' });
    const unreadable = `the header of run run-1 in table ${table} is damaged; "runs show run-1" tells what its entries say`;
    expect(await open().journal.list({ kind: 'toy' })).toMatchObject([{ runId: 'run-1', unreadable }]);
  });

  it('keeps what it asks until it is answered, a later question in the place of an earlier one', async () => {
    const { open, items } = await recordedRun(aws, 1);
    const { approvals, journal } = open();
    expect(await approvals.find('run-1')).toBeUndefined();
    const asked = { runId: 'run-1', digest: 'd', askedAt: '2026-03-01T12:00:00.000Z' };
    const expiresAt = '2026-03-01T13:00:00.000Z';
    await approvals.put({ ...asked, expiresAt, taskToken: new Secret('token 1') });
    await approvals.put({ ...asked, expiresAt, taskToken: new Secret('token 2') });
    const found = await approvals.find('run-1');
    expect(found).toMatchObject({ ...asked, expiresAt });
    expect(found?.taskToken.reveal()).toBe('token 2');
    expect(JSON.stringify(found)).not.toContain('token 2');
    const aDayLater = Date.parse('2026-03-02T13:00:00Z') / 1_000;
    expect((await items()).map(({ forgetAtSeconds }) => forgetAtSeconds?.N)).toContain(String(aDayLater));
    expect((await journal.read('run-1')).entries).toHaveLength(1);
    await approvals.remove('run-1');
    expect(await approvals.find('run-1')).toBeUndefined();
  });
});
