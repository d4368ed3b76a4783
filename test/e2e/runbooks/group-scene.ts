import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { commitAndLeave } from '../kafka-scene.ts';

export const topic = 'payments';

/** A group that stopped at 17. */
export const stuckGroup = async (client: Kafka): Promise<string> => {
  const group = `stuck-${randomUUID()}`;
  await commitAndLeave(client, { topic, group, commit: 17 });
  return group;
};

export const committed = async (client: Kafka, group: string): Promise<string | undefined> => {
  const admin = client.admin();
  await admin.connect();
  const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  await admin.disconnect();
  return offsets?.partitions[0]?.offset;
};

/** What the state machine is started with to get the group past the record it hangs on. */
export const skipRecord = (group: string) => ({
  request: { group, topics: [topic], target: { kind: 'skip-record', expectedOffset: 17 }, watchSeconds: 1 },
  requestedBy: 'ada',
});
