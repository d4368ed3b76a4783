import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeResponse } from '../../../../../src/adapters/kafka/protocol/encode.ts';
import { metadata } from '../../../../../src/adapters/kafka/protocol/generated/metadata.ts';
import { decodeLeaders, leaderVersions, NOT_NAMED } from '../../../../../src/adapters/kafka/snapshot/decode-leaders.ts';
import { OperationError } from '../../../../../src/domain/errors.ts';
import { rowError } from '../../../../../src/domain/kafka/row-error.ts';

const versions = Array.from(
  { length: leaderVersions.max - leaderVersions.min + 1 },
  (_, index) => leaderVersions.min + index,
);

const brokerIds = fc.array(fc.nat(9), { maxLength: 4 });
const topics = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[\w.-]{1,60}$/),
    errorCode: fc.constantFrom(0, 3, 5, 29),
    isInternal: fc.boolean(),
    partitions: fc.uniqueArray(
      fc.record({
        partitionIndex: fc.nat(12),
        leaderId: fc.integer({ min: -1, max: 9 }),
        replicaNodes: brokerIds,
        isrNodes: brokerIds,
      }),
      { maxLength: 6, selector: ({ partitionIndex }) => partitionIndex },
    ),
  }),
  { maxLength: 4, selector: ({ name }) => name },
);
type Topics = typeof topics extends fc.Arbitrary<infer T> ? T : never;

const upBrokers = [0, 1, 2];

function answer(version: number, told: Topics): Buffer {
  return encodeResponse(metadata, version, {
    brokers: upBrokers.map(nodeId => ({
      nodeId,
      host: `broker-${nodeId}`,
      port: 9092,
      rack: nodeId === 0 ? null : 'a',
    })),
    clusterId: 'cluster-a',
    controllerId: 1,
    topics: told,
  });
}

describe.each(versions)('leaders from Metadata of version %i', version => {
  it('tells brokers, topics and leaders as they were written', () => {
    fc.assert(
      fc.property(topics, told => {
        const { brokers, topics: read } = decodeLeaders({ bytes: answer(version, told), bodyStart: 0 }, version);
        expect(brokers).toEqual(upBrokers.map(brokerId => ({ brokerId, host: `broker-${brokerId}`, port: 9092 })));
        expect([...read.keys()]).toEqual(told.map(({ name }) => name));
        for (const { name, errorCode, partitions } of told) {
          const topic = read.get(name)!;
          expect(topic.errorCode).toBe(errorCode);
          for (const { partitionIndex, leaderId } of partitions) {
            expect(topic.leaderIds[partitionIndex]).toBe(leaderId);
          }
          expect(topic.leaderIds.filter(id => id !== NOT_NAMED)).toHaveLength(partitions.length);
        }
      }),
    );
  });

  it('fails by name, never otherwise, where an answer is cut short', () => {
    fc.assert(
      fc.property(topics, fc.double({ min: 0, max: 0.999, noNaN: true }), (told, share) => {
        const whole = answer(version, told);
        const bytes = whole.subarray(0, Math.floor(whole.length * share));
        try {
          decodeLeaders({ bytes, bodyStart: 0 }, version);
        } catch (error) {
          expect(error).toBeInstanceOf(OperationError);
          expect((error as OperationError).name).toBe('ProtocolViolated');
          return;
        }
        throw new Error('a cut answer was read');
      }),
    );
  });
});

describe('a partition without a leader', () => {
  const withIsr = (isrNodes: readonly number[]) => {
    const partitions = [{ partitionIndex: 0, leaderId: -1, replicaNodes: [1, 7], isrNodes }];
    const bytes = answer(12, [{ name: 'orders', errorCode: 0, isInternal: false, partitions }] as Topics);
    return decodeLeaders({ bytes, bodyStart: 0 }, 12).topics.get('orders')!.codes.get(0);
  };

  it('waits for an election while a broker with all of its records is up', () => {
    expect(withIsr([7, 1])).toBe(5);
  });

  it('has none until such a broker is back', () => {
    expect(withIsr([7])).toBe(rowError.leaderUnknown);
  });
});
