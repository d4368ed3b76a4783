// One lag snapshot with kafkajs, as parallel as its public calls allow: each takes one group or one topic.
import { Kafka, logLevel } from 'kafkajs';
import { startTally } from '../tally.ts';

const callsAtOnce = 64;
const brokers = process.argv[2]!.split(',');
const retry = { initialRetryTime: 300, retries: 5 };
const kafka = new Kafka({ clientId: 'bench', brokers, logLevel: logLevel.ERROR, requestTimeout: 120_000, retry });
const admin = kafka.admin();
await admin.connect();

const { groups } = await admin.listGroups();
const committed: Awaited<ReturnType<typeof admin.fetchOffsets>> = [];
await inParallel(groups, async ({ groupId }) => {
  committed.push(...(await admin.fetchOffsets({ groupId })));
});

const ends = new Map<string, Map<number, number>>();
await inParallel([...new Set(committed.map(offsets => offsets.topic))], async topic => {
  const offsets = await patientTopicOffsets(topic);
  ends.set(topic, new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)])));
});

const tally = startTally();
for (const { topic, partitions } of committed) {
  for (const { partition, offset } of partitions) tally.add(Number(offset), ends.get(topic)!.get(partition)!);
}
tally.print(groups.length);
await admin.disconnect();

async function inParallel<Item>(items: readonly Item[], visit: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await visit(item);
  };
  await Promise.all(Array.from({ length: callsAtOnce }, worker));
}

/** kafkajs 2.2.4 called in parallel may read its metadata before the topic is in it, and throws a TypeError then. */
async function patientTopicOffsets(topic: string) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await admin.fetchTopicOffsets(topic);
    } catch (error) {
      if (!(error instanceof TypeError) || attempt === 20) throw error;
    }
  }
}
