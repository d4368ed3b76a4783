import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, type Kafka, ResourcePatternTypes } from 'kafkajs';

/** The rights the lag check asks for, and no other: describe the cluster, every topic and every group. */
export const allowReading = async (client: Kafka, username: string): Promise<void> => {
  const admin = client.admin();
  await admin.connect();
  const resources = [
    { resourceType: AclResourceTypes.CLUSTER, resourceName: 'kafka-cluster' },
    { resourceType: AclResourceTypes.TOPIC, resourceName: '*' },
    { resourceType: AclResourceTypes.GROUP, resourceName: '*' },
  ];
  const rule = {
    principal: `User:${username}`,
    host: '*',
    operation: AclOperationTypes.DESCRIBE,
    permissionType: AclPermissionTypes.ALLOW,
    resourcePatternType: ResourcePatternTypes.LITERAL,
  };
  await admin.createAcls({ acl: resources.map(resource => ({ ...resource, ...rule })) });
  await admin.disconnect();
};

export const fillTopic = async (client: Kafka, topic: string, records: number): Promise<void> => {
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
  await admin.disconnect();
  const producer = client.producer({ idempotent: true });
  await producer.connect();
  const messages = Array.from({ length: records }, (_, number) => ({ value: String(number) }));
  await producer.send({ topic, messages });
  await producer.disconnect();
};

/** A consumer joins, commits an offset and leaves; the group stays, empty. */
export const commitAndLeave = async (
  client: Kafka,
  { topic, group, commit }: { readonly topic: string; readonly group: string; readonly commit: number },
): Promise<void> => {
  const consumer = client.consumer({ groupId: group, sessionTimeout: 6000, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await consumer.run({ autoCommit: false, eachBatch: async () => resolve(undefined) });
  await promise;
  await consumer.commitOffsets([{ topic, partition: 0, offset: String(commit) }]);
  await consumer.disconnect();
};
