// One lag snapshot with kafkajs the way its documentation shows it: group by group, topic by topic.
import { Kafka, logLevel } from 'kafkajs';
import { startTally } from '../tally.ts';

const brokers = process.argv[2]!.split(',');
const retry = { initialRetryTime: 300, retries: 5 };
const kafka = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.ERROR, requestTimeout: 120_000, retry });
const admin = kafka.admin();
await admin.connect();

const { groups } = await admin.listGroups();
const committed = [];
for (const { groupId } of groups) committed.push(...(await admin.fetchOffsets({ groupId })));

const ends = new Map<string, Map<number, number>>();
for (const topic of new Set(committed.map(offsets => offsets.topic))) {
  const offsets = await admin.fetchTopicOffsets(topic);
  ends.set(topic, new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)])));
}

const tally = startTally();
for (const { topic, partitions } of committed) {
  for (const { partition, offset } of partitions) tally.add(Number(offset), ends.get(topic)!.get(partition)!);
}
tally.print(groups.length);
await admin.disconnect();
