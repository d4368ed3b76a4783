import { describe, expect, it } from 'vitest';
import type { Api } from '../../../../../src/adapters/kafka/protocol/api.ts';
import { decodeRequest, decodeResponse } from '../../../../../src/adapters/kafka/protocol/decode.ts';
import { encodeRequest, encodeResponse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import { deleteTopics } from '../../../../../src/adapters/kafka/protocol/generated/delete-topics.ts';
import { findCoordinator } from '../../../../../src/adapters/kafka/protocol/generated/find-coordinator.ts';
import { listOffsets } from '../../../../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import { offsetFetch } from '../../../../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { produce } from '../../../../../src/adapters/kafka/protocol/generated/produce.ts';
import { saslAuthenticate } from '../../../../../src/adapters/kafka/protocol/generated/sasl-authenticate.ts';

const listOne = (partition: object): object => ({
  replicaId: -1,
  isolationLevel: 0,
  topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, timestamp: -1n, ...partition }] }],
});

describe('a request', () => {
  it('refuses to drop a field that changes what is asked', () => {
    expect(() => encodeRequest(offsetFetch, 6, { groupId: 'billing', topics: null, requireStable: true })).toThrow(
      /^OffsetFetch v6 cannot carry the requireStable given \(true\)/,
    );
  });

  it('drops a field the version lacks where it is at its default', () => {
    const bytes = encodeRequest(offsetFetch, 6, { groupId: 'billing', topics: null, requireStable: false });
    expect(decodeRequest(offsetFetch, 6, bytes, 0)).toMatchObject({ groupId: 'billing', topics: null });
  });

  it('drops a field the version lacks where the definition lets it', () => {
    const bytes = encodeRequest(listOffsets, 1, listOne({ currentLeaderEpoch: 7 }) as never);
    const back = decodeRequest(listOffsets, 1, bytes, 0);
    expect(back.topics[0]?.partitions[0]).toEqual({ partitionIndex: 0, currentLeaderEpoch: -1, timestamp: -1n });
  });

  it('refuses null where the version does not allow it', () => {
    expect(() => encodeRequest(offsetFetch, 1, { groupId: 'billing', topics: null })).toThrow(/v1 .*topics.*null/);
  });

  it.each([
    ['a fraction', { partitionIndex: 1.5 }, /partitionIndex given \(1.5\)/],
    ['an integer that is too large', { partitionIndex: 2 ** 31 }, /partitionIndex given \(2147483648\)/],
    ['a number for an int64', { timestamp: 5 }, /timestamp given \(5\)/],
    ['a bigint of more than 64 bits', { timestamp: 2n ** 63n }, /timestamp given \(9223372036854775808\)/],
  ])('refuses %s', (_, partition, message) => {
    expect(() => encodeRequest(listOffsets, 7, listOne(partition) as never)).toThrow(message);
  });

  it('refuses a string beyond what Kafka can carry, and does not print it', () => {
    const key = 'k'.repeat(32_768);
    expect(() => encodeRequest(findCoordinator, 3, { key })).toThrow(
      /^FindCoordinator v3 cannot carry the key given: [^k]*$/,
    );
  });

  it('refuses a UUID that is not one', () => {
    const topics = [{ name: null, topicId: 'orders' }];
    expect(() => encodeRequest(deleteTopics, 6, { topics, timeoutMs: 1 })).toThrow(/topicId/);
  });

  it.each([0, 12, 1.5])('refuses version %d, which the tables do not know', version => {
    expect(() => encodeRequest(listOffsets, version, listOne({}) as never)).toThrow(/ask for a version from 1 to 11/);
  });

  it('never shows a login in an error', () => {
    const authBytes = 'user-secret' as unknown as Uint8Array;
    expect(() => encodeRequest(saslAuthenticate, 2, { authBytes })).toThrow(/^(?!.*secret).*authBytes/);
  });
});

describe('an answer', () => {
  it('takes defaults for what a fake broker does not say', () => {
    const bytes = encodeResponse(offsetFetch, 8, { groups: [{ groupId: 'billing' }] });
    expect(decodeResponse(offsetFetch, 8, bytes, 0).groups).toEqual([{ groupId: 'billing', topics: [], errorCode: 0 }]);
  });

  it('does not send a tagged struct that says nothing', () => {
    const quiet = { index: 0, currentLeader: { leaderId: -1, leaderEpoch: -1 } };
    const encoded = [quiet, { index: 0 }].map(partition =>
      encodeResponse(produce, 12, { responses: [{ name: 'orders', partitionResponses: [partition] }] }),
    );
    expect(encoded[0]).toEqual(encoded[1]);
  });

  it('is read past tagged fields that this program does not know', () => {
    const known: Api<object, { readonly host: string }> = {
      name: 'Probe',
      key: 999,
      minVersion: 0,
      maxVersion: 0,
      flexibleFrom: 0,
      request: [],
      response: [{ name: 'host', type: 'string' }],
    };
    const newer: Api<object, { readonly host: string; readonly rack: string }> = {
      ...known,
      response: [...known.response, { name: 'rack', tag: 4, type: 'string' }],
    } as never;
    const bytes = encodeResponse(newer, 0, { host: 'b1', rack: 'use1-az1' });
    expect(decodeResponse(known, 0, bytes, 0)).toEqual({ host: 'b1' });
  });
});
