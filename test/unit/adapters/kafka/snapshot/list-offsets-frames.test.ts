import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../../../src/adapters/kafka/protocol/decode.ts';
import { encodeResponse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import { listOffsets } from '../../../../../src/adapters/kafka/protocol/generated/list-offsets.ts';
import {
  decodeListOffsets,
  encodeListOffsets,
} from '../../../../../src/adapters/kafka/snapshot/list-offsets-frames.ts';
import { PartitionDictionary } from '../../../../../src/adapters/kafka/snapshot/partition-dictionary.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';

const versions = [2, 3, 4, 5, 6, 7, 8] as const;

const topics = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[\w.-]{1,249}$/),
    partitions: fc.uniqueArray(
      fc.record({
        partitionIndex: fc.nat(500),
        errorCode: fc.integer({ min: -1, max: 120 }),
        timestamp: fc.bigInt({ min: -1n, max: 2n ** 62n }),
        offset: fc.oneof(fc.bigInt({ min: -1n, max: 2n ** 53n }), fc.constant(2n ** 63n - 1n)),
        leaderEpoch: fc.integer(),
      }),
      { minLength: 1, maxLength: 8, selector: ({ partitionIndex }) => partitionIndex },
    ),
  }),
  { maxLength: 5, selector: ({ name }) => name },
);
type Topics = typeof topics extends fc.Arbitrary<infer T> ? T : never;

function asked(told: Topics): { readonly partitions: PartitionDictionary; readonly rows: readonly number[] } {
  const partitions = new PartitionDictionary();
  const rows = told.flatMap(topic => {
    const index = partitions.topics.indexOf(topic.name);
    return topic.partitions.map(({ partitionIndex }) => partitions.rowOf(index, partitionIndex));
  });
  return { partitions, rows };
}

/** Versions before 4 carry no leader epoch. */
function encoded(version: number, told: Topics): Buffer {
  const carried = told.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ leaderEpoch, ...rest }) => (version < 4 ? rest : { ...rest, leaderEpoch })),
  }));
  return encodeResponse(listOffsets, version, { topics: carried });
}

function decoded(version: number, bytes: Buffer, partitions: PartitionDictionary) {
  const found: (readonly [number, number, number])[] = [];
  decodeListOffsets({ bytes, bodyStart: 0 }, version, partitions, (...row) => found.push(row));
  return found;
}

function isRead(version: number, bytes: Buffer, partitions: PartitionDictionary): boolean {
  try {
    decoded(version, bytes, partitions);
    return true;
  } catch (error) {
    if (error instanceof OperationError && error.name === 'ProtocolViolated') return false;
    throw error;
  }
}

describe.each(versions)('ListOffsets of version %i', version => {
  it('asks for what the generic codec reads', () => {
    fc.assert(
      fc.property(topics, fc.constantFrom('logStart', 'lastStable', 'end'), (told, position) => {
        const { partitions, rows } = asked(told);
        const { topics: names, ...rest } = decodeRequest(
          listOffsets,
          version,
          encodeListOffsets(version, position, partitions, rows),
          0,
        );
        expect(rest).toMatchObject({ replicaId: -1, isolationLevel: position === 'lastStable' ? 1 : 0 });
        expect(names).toEqual(
          told.map(({ name, partitions: wanted }) => ({
            name,
            partitions: wanted.map(({ partitionIndex }) => ({
              partitionIndex,
              currentLeaderEpoch: -1,
              timestamp: position === 'logStart' ? -2n : -1n,
            })),
          })),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('gives each partition what the answer was made of', () => {
    fc.assert(
      fc.property(topics, told => {
        const { partitions, rows } = asked(told);
        const all = told.flatMap(topic => topic.partitions);
        expect(decoded(version, encoded(version, told), partitions)).toEqual(
          all.map(({ errorCode, offset }, index) => [rows[index], errorCode, Number(offset)]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out topics and partitions that were not asked for', () => {
    fc.assert(
      fc.property(topics, told => {
        const { partitions } = asked([]);
        expect(decoded(version, encoded(version, told), partitions)).toEqual([]);
        expect(partitions.topics.names).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('is refused where it is cut short, goes on or is noise, and never anything else', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(topics, fc.nat(), edits, fc.uint8Array({ maxLength: 100 }), (told, seed, changes, noise) => {
        const { partitions } = asked(told);
        const bytes = Buffer.from(encoded(version, told));
        expect(isRead(version, bytes.subarray(0, seed % bytes.length), partitions)).toBe(false);
        expect(isRead(version, Buffer.concat([bytes, Buffer.of(0)]), partitions)).toBe(false);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        isRead(version, bytes, partitions);
        isRead(version, Buffer.from(noise), partitions);
      }),
      { numRuns: 60 },
    );
  });
});
