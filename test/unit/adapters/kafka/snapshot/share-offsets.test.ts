import { describe, expect, it } from 'vitest';
import { PartitionDictionary } from '../../../../../src/adapters/kafka/snapshot/partition-dictionary.ts';
import { RowBuilder } from '../../../../../src/adapters/kafka/snapshot/row-builder.ts';
import { placeByLag } from '../../../../../src/adapters/kafka/snapshot/share-offsets.ts';
import { NO_OFFSET } from '../../../../../src/domain/kafka/snapshot.ts';

/** The place of a share group in a partition with this end, start offset and told lag. */
function placeOf(end: number, startOffset: number, lag: number | undefined, partitionError = 0): number {
  const partitions = new PartitionDictionary();
  const rows = new RowBuilder();
  rows.add(partitions.rowOf(partitions.topics.indexOf('orders'), 0), startOffset, 0);
  const columns = {
    count: 1,
    topic: Int32Array.of(0),
    partition: Int32Array.of(0),
    logStart: Float64Array.of(0),
    lastStable: Float64Array.of(end),
    end: Float64Array.of(end),
    error: Int16Array.of(partitionError),
  };
  placeByLag(rows, columns, new Map(lag === undefined ? [] : [[0, lag]]));
  return rows.committed[0]!;
}

describe('the place of a share group', () => {
  it.each([
    ['at the end where it has done everything, although its start offset trails', 10, 0, 0, 10],
    ['as far from the end as the broker says', 10, 2, 5, 5],
    ['never before its start offset, as when records were deleted since', 10, 8, 5, 8],
  ])('is %s', (_, end, startOffset, lag, expected) => {
    expect(placeOf(end, startOffset, lag)).toBe(expected);
  });

  it('is its start offset where the broker tells no lag, or the end is not known', () => {
    expect(placeOf(10, 3, undefined)).toBe(3);
    expect(placeOf(NO_OFFSET, 3, 4, 6)).toBe(3);
  });
});
