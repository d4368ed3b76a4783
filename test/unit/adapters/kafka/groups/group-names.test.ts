import { expect, it } from 'vitest';
import { groupNames, partitionOf } from '../../../../../src/adapters/kafka/groups/group-names.ts';

it('gives one name for each partition', () => {
  for (const count of [1, 6, 50, 100]) {
    const names = groupNames(count);
    expect(names.map(name => partitionOf(name, count))).toEqual(Array.from({ length: count }, (_, at) => at));
  }
});

// As org.apache.kafka.common.utils.Utils.abs(name.hashCode()) % 50 says in kafka-clients 4.3.1.
it.each([
  ['', 0],
  ['orders', 31],
  ['orders-service', 17],
  ['größe', 7],
  ['polygenelubricants', 0],
])('puts %j where Kafka does', (group, partition) => {
  expect(partitionOf(group, 50)).toBe(partition);
});
