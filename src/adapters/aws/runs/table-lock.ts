import { randomUUID } from 'node:crypto';
import { lockPartition, lockSort } from '../../../domain/change/run-table.ts';
import type { ChangeLock, LockGrant, LockRequest } from '../../../ports/change-lock.ts';
import { numberOf, textOf } from './run-header.ts';
import type { Item, TableCalls } from './table-calls.ts';

/** Locks clusters by one item each, which stays when it is released: it knows the highest token. */
export function tableLock(calls: TableCalls, nowMs: () => number): ChangeLock {
  const leaseFromNow = (leaseMs: number) => new Date(nowMs() + leaseMs).toISOString();

  return {
    async acquire(request) {
      // Known again if the answer to a write that was done is lost.
      const grantId = randomUUID();
      for (;;) {
        const last = (await calls.get(lockPartition(request.clusterId), lockSort)) ?? {};
        const heldUntil = textOf(last, 'leaseExpiresAt');
        if (heldUntil !== undefined && textOf(last, 'grantId') === grantId) {
          return { kind: 'granted', grant: { ...request, fencingToken: tokenOf(last) }, expiresAt: heldUntil };
        }
        if (heldUntil !== undefined && nowMs() < Date.parse(heldUntil) && !isSameHolder(last, request)) {
          const [runId = '', person = ''] = [textOf(last, 'runId'), textOf(last, 'person')];
          return { kind: 'held', runId, person, expiresAt: heldUntil };
        }
        const grant = { ...request, fencingToken: tokenOf(last) + 1 };
        const expiresAt = leaseFromNow(request.leaseMs);
        if ((await takeOver(calls, last, grant, { grantId, expiresAt })) === 'written') {
          return { kind: 'granted', grant, expiresAt };
        }
      }
    },

    async renew({ clusterId, fencingToken, leaseMs }) {
      const written = await calls.update(lockPartition(clusterId), lockSort, {
        UpdateExpression: 'SET #leaseExpiresAt = :expiresAt',
        ConditionExpression: '#fencingToken = :token AND #leaseExpiresAt > :now',
        ExpressionAttributeValues: {
          ':expiresAt': { S: leaseFromNow(leaseMs) },
          ':token': { N: String(fencingToken) },
          ':now': { S: new Date(nowMs()).toISOString() },
        },
      });
      return written === 'written' ? 'renewed' : 'lost';
    },

    async release({ clusterId, fencingToken }) {
      await calls.update(lockPartition(clusterId), lockSort, {
        UpdateExpression: 'REMOVE #leaseExpiresAt, #grantId, #runId, #person, #holder',
        ConditionExpression: '#fencingToken = :token',
        ExpressionAttributeValues: { ':token': { N: String(fencingToken) } },
      });
    },
  };
}

/** Refused where the lock is not as it was seen: granted, renewed or released since. */
async function takeOver(
  calls: TableCalls,
  last: Item,
  { clusterId, runId, person, holder, fencingToken }: LockGrant,
  { grantId, expiresAt }: { readonly grantId: string; readonly expiresAt: string },
) {
  const { fencingToken: seenToken, leaseExpiresAt: seenExpiry } = last;
  const conditions = [
    seenToken === undefined ? 'attribute_not_exists(#fencingToken)' : '#fencingToken = :seenToken',
    seenExpiry === undefined ? 'attribute_not_exists(#leaseExpiresAt)' : '#leaseExpiresAt = :seenExpiry',
  ];
  const set = ['#fencingToken = :token', '#leaseExpiresAt = :expiresAt', '#grantId = :grantId', '#runId = :runId'];
  return await calls.update(lockPartition(clusterId), lockSort, {
    UpdateExpression: `SET ${set.join(', ')}, #person = :person${holder === undefined ? ' REMOVE #holder' : ', #holder = :holder'}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeValues: {
      ':token': { N: String(fencingToken) },
      ':expiresAt': { S: expiresAt },
      ':grantId': { S: grantId },
      ':runId': { S: runId },
      ':person': { S: person },
      ...(holder === undefined ? {} : { ':holder': { S: holder } }),
      ...(seenToken === undefined ? {} : { ':seenToken': seenToken }),
      ...(seenExpiry === undefined ? {} : { ':seenExpiry': seenExpiry }),
    },
  });
}

const tokenOf = (lock: Item): number => numberOf(lock, 'fencingToken') ?? 0;

const isSameHolder = (lock: Item, { holder }: LockRequest): boolean =>
  holder !== undefined && textOf(lock, 'holder') === holder;
