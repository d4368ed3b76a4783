import { Partitioners } from 'kafkajs';
import type { KafkaConnection } from '../../domain/kafka/connection.ts';
import { createRecordClient } from './record-client.ts';

const trialTimeoutMs = 15_000;

/** Writes a record to a topic of its own and reads it back through a group; both are called `name`. Repeatable. */
export async function runTrial(connection: KafkaConnection, name: string, replicationFactor: number): Promise<void> {
  const kafka = createRecordClient(connection);
  const admin = kafka.admin();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const consumer = kafka.consumer({ groupId: name, sessionTimeout: 6_000, maxWaitTimeInMs: 100 });
  try {
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: name, numPartitions: 1, replicationFactor }] });
    await Promise.all([producer.connect(), consumer.connect()]);
    await producer.send({ topic: name, messages: [{ value: name }] });
    await consumer.subscribe({ topics: [name], fromBeginning: true });
    const received = Promise.withResolvers<undefined>();
    await consumer.run({
      eachMessage: () => {
        received.resolve(undefined);
        return Promise.resolve();
      },
    });
    const timer = setTimeout(() => received.reject(new Error('nothing was received')), trialTimeoutMs);
    await received.promise.finally(() => clearTimeout(timer));
  } finally {
    await Promise.all([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
  }
}

/** Removes the topic and the group of a trial, as far as they are there. */
export async function removeTrial(connection: KafkaConnection, name: string): Promise<void> {
  const admin = createRecordClient(connection).admin();
  try {
    await admin.connect();
    const { groups } = await admin.listGroups();
    if (groups.some(group => group.groupId === name)) await admin.deleteGroups([name]);
    if ((await admin.listTopics()).includes(name)) await admin.deleteTopics({ topics: [name] });
  } finally {
    await admin.disconnect();
  }
}
