import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeResponse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import {
  type OffsetFetchResponseTopic,
  offsetFetch,
} from '../../../../../src/adapters/kafka/protocol/generated/offset-fetch.ts';
import { decodeOffsetFetch } from '../../../../../src/adapters/kafka/snapshot/decode-offset-fetch.ts';
import { PartitionDictionary } from '../../../../../src/adapters/kafka/snapshot/partition-dictionary.ts';
import { RowBuilder } from '../../../../../src/adapters/kafka/snapshot/row-builder.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';
import { NO_OFFSET } from '../../../../../src/domain/kafka/snapshot.ts';

const versions = [2, 3, 4, 5, 6, 7, 8, 9] as const;

const partition = fc.record({
  partitionIndex: fc.nat(3_000),
  committedOffset: fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 54n }),
    fc.constantFrom(-1n, -(2n ** 63n), 0n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n),
  ),
  committedLeaderEpoch: fc.integer(),
  // Lengths on both sides of what one, two and three bytes of a varint hold.
  metadata: fc.option(
    fc.oneof(
      fc.constantFrom(0, 1, 125, 126, 127, 128, 16_382, 16_383, 20_000).map(length => 'm'.repeat(length)),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    ),
  ),
  errorCode: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -32_768, max: 32_767 })),
});
const topics = fc.array(
  fc.record({ name: fc.stringMatching(/^[\w.-]{1,249}$/), partitions: fc.array(partition, { maxLength: 6 }) }),
  { maxLength: 4 },
);
const groups = fc.array(
  fc.record({
    groupId: fc.string({ unit: 'grapheme', maxLength: 249 }),
    topics,
    errorCode: fc.integer({ min: -1, max: 90 }),
  }),
  { maxLength: 4 },
);

type Group = typeof groups extends fc.Arbitrary<(infer G)[]> ? G : never;

function encoded(version: number, told: readonly Group[]): Buffer {
  const [first] = told;
  const body = version >= 8 ? { groups: told } : { topics: first?.topics ?? [], errorCode: first?.errorCode ?? 0 };
  return encodeResponse(offsetFetch, version, body);
}

function decoded(version: number, bytes: Buffer) {
  const partitions = new PartitionDictionary();
  const rows = new RowBuilder();
  const found = decodeOffsetFetch({ bytes, bodyStart: 0 }, version, partitions, rows);
  return found.map(({ group, errorCode, firstRow, rowCount }) => ({
    group,
    errorCode,
    rows: Array.from({ length: rowCount }, (_, index) => {
      const at = firstRow + index;
      const row = rows.partition[at]!;
      const name = partitions.topics.names[partitions.topic[row]!];
      return [name, partitions.partition[row], rows.committed[at], rows.error[at]];
    }),
  }));
}

function expectedRows(told: readonly OffsetFetchResponseTopic[]) {
  return told.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, committedOffset, errorCode }) => {
      const error = errorCode === 0 && committedOffset < 0n ? rowError.noCommit : errorCode;
      return [name, partitionIndex, error === 0 ? Number(committedOffset) : NO_OFFSET, error];
    }),
  );
}

function isRead(version: number, bytes: Buffer): boolean {
  try {
    decoded(version, bytes);
    return true;
  } catch (error) {
    if (error instanceof OperationError && error.name === 'ProtocolViolated') return false;
    throw error;
  }
}

describe.each(versions)('an OffsetFetch answer of version %i', version => {
  it('gives the rows that it was made of', () => {
    fc.assert(
      fc.property(groups, told => {
        const asked = version >= 8 ? told : told.slice(0, 1);
        const wanted = asked.map(group => ({
          group: version >= 8 ? group.groupId : undefined,
          errorCode: group.errorCode,
          rows: expectedRows(group.topics as unknown as OffsetFetchResponseTopic[]),
        }));
        const nothing = version >= 8 ? [] : [{ group: undefined, errorCode: 0, rows: [] }];
        expect(decoded(version, encoded(version, told))).toEqual(asked.length === 0 ? nothing : wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused where it is cut short or goes on', () => {
    fc.assert(
      fc.property(groups, fc.nat(), (told, seed) => {
        const bytes = encoded(version, told);
        expect(isRead(version, bytes.subarray(0, seed % bytes.length))).toBe(false);
        expect(isRead(version, Buffer.concat([bytes, Buffer.of(0)]))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is read or refused, and nothing else, where bytes are garbled', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(groups, edits, (told, changes) => {
        const bytes = Buffer.from(encoded(version, told));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        isRead(version, bytes);
      }),
      { numRuns: 100 },
    );
  });

  it('is read or refused where it is noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        isRead(version, Buffer.from(bytes));
      }),
      { numRuns: 100 },
    );
  });
});

it('skips tagged fields of a newer broker wherever they stand', () => {
  const bytes = Buffer.concat([
    Buffer.from('00000000 02 02 67 02 02 74 02'.replaceAll(' ', ''), 'hex'), // throttle, one group "g", one topic "t", one partition
    Buffer.from('00000007 0000000000000005 ffffffff 00 0000 01 00 02 abcd'.replaceAll(' ', ''), 'hex'), // 7 at 5, then tag 0 of 2 bytes
    Buffer.from('01 03 01 ee 0000 01 7f 00 00'.replaceAll(' ', ''), 'hex'), // of the topic, error code, of the group, of the answer
  ]);
  expect(decoded(8, bytes)).toEqual([{ group: 'g', errorCode: 0, rows: [['t', 7, 5, 0]] }]);
});

it('keeps a topic once, however many groups name it', () => {
  const told = Array.from({ length: 50 }, (_, index) => ({
    groupId: `g${index}`,
    errorCode: 0,
    topics: Array.from({ length: 300 }, (__, at) => ({
      name: `topic-${at}`,
      partitions: [
        { partitionIndex: index, committedOffset: BigInt(index), committedLeaderEpoch: 0, metadata: '', errorCode: 0 },
      ],
    })),
  }));
  const partitions = new PartitionDictionary();
  decodeOffsetFetch({ bytes: encoded(8, told), bodyStart: 0 }, 8, partitions, new RowBuilder());
  expect(partitions.topics.names).toEqual(told[0]!.topics.map(({ name }) => name));
  expect(partitions.count).toBe(50 * 300);
});
