// One lag snapshot with @platformatic/kafka: 100 groups a call, which it sends as one request to each coordinator.
import { Admin } from '@platformatic/kafka';
import { startTally } from '../tally.ts';

const groupsPerCall = 100;
const bootstrapBrokers = process.argv[2]!.split(',');
const admin = new Admin({ clientId: 'bench', bootstrapBrokers, requestTimeout: 240_000, timeout: 240_000 });

const groupIds = [...(await admin.listGroups({})).keys()];
const groups = [];
for (let first = 0; first < groupIds.length; first += groupsPerCall) {
  const some = groupIds.slice(first, first + groupsPerCall);
  groups.push(...(await admin.listConsumerGroupOffsets({ groups: some })));
}

const wanted = new Map<string, Set<number>>();
for (const { name, partitions } of groups.flatMap(group => group.topics)) {
  if (!wanted.has(name)) wanted.set(name, new Set());
  for (const { partitionIndex } of partitions) wanted.get(name)!.add(partitionIndex);
}
const topics = [...wanted].map(([name, partitions]) => ({
  name,
  partitions: [...partitions].map(partitionIndex => ({ partitionIndex, timestamp: -1n })),
}));
const ends = new Map(
  (await admin.listOffsets({ topics })).map(({ name, partitions }) => [
    name,
    new Map(partitions.map(({ partitionIndex, offset }) => [partitionIndex, Number(offset)])),
  ]),
);

const tally = startTally();
for (const { name, partitions } of groups.flatMap(group => group.topics)) {
  const topicEnds = ends.get(name)!;
  for (const { partitionIndex, committedOffset } of partitions) {
    tally.add(Number(committedOffset), topicEnds.get(partitionIndex)!);
  }
}
tally.print(groupIds.length);
await admin.close();
