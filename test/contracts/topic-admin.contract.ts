import { describe, expect, it } from 'vitest';
import type { TopicAdmin } from '../../src/ports/topic-admin.ts';

/** Brokers hear of topics one after the other. */
const patience = { timeout: 20_000 };

/** What every adapter of topics keeps to. `newName`: of a topic that is not there. */
export function defineTopicAdminContract(name: string, open: () => Promise<TopicAdmin>, newName: () => string): void {
  describe(`topics: ${name}`, () => {
    const shape = { partitions: 2, replicationFactor: 1, settings: { 'retention.ms': '3600000' } };

    it('makes a topic, tells it, and removes it by its id', async () => {
      const [topics, topic] = [await open(), newName()];
      expect(await topics.readTopic(topic)).toBeUndefined();
      expect(await topics.createTopic({ name: topic, ...shape })).toBeUndefined();
      const made = (await topics.readTopic(topic))!;
      expect(made).toMatchObject({ name: topic, partitions: 2, replicationFactor: 1 });
      expect(await topics.listTopicNames()).toContain(topic);
      expect(await topics.deleteTopic(made)).toBeUndefined();
      await expect.poll(() => topics.readTopic(topic), patience).toBeUndefined();
    });

    it('makes nothing when it only asks whether it could', async () => {
      const [topics, topic] = [await open(), newName()];
      expect(await topics.checkNewTopic({ name: topic, ...shape })).toBeUndefined();
      expect(await topics.readTopic(topic)).toBeUndefined();
    });

    it('refuses a topic that is there, and more copies than there are brokers, in a sentence', async () => {
      const [topics, topic] = [await open(), newName()];
      expect(await topics.checkNewTopic({ name: topic, ...shape, replicationFactor: 14 })).toMatch(/replicat/i);
      await topics.createTopic({ name: topic, ...shape });
      expect(await topics.createTopic({ name: topic, ...shape })).toMatch(/exists/);
      await topics.deleteTopic((await topics.readTopic(topic))!);
    });

    it('tells how large batches of a topic may be, and those of topics to come', async () => {
      const [topics, topic] = [await open(), newName()];
      await topics.createTopic({ name: topic, ...shape, settings: { 'max.message.bytes': '70000' } });
      await expect.poll(() => topics.readMostBatchBytes(topic), patience).toBe(70_000);
      expect(await topics.readMostBatchBytes(undefined)).toBe(1_048_588);
      await topics.deleteTopic((await topics.readTopic(topic))!);
    });

    it('refuses to remove another topic of the same name', async () => {
      const [topics, topic] = [await open(), newName()];
      await topics.createTopic({ name: topic, ...shape });
      const made = (await topics.readTopic(topic))!;
      await topics.deleteTopic(made);
      await expect.poll(() => topics.readTopic(topic), patience).toBeUndefined();
      await expect.poll(() => topics.createTopic({ name: topic, ...shape }), patience).toBeUndefined();
      expect(await topics.deleteTopic(made)).toEqual(expect.any(String));
      expect(await topics.readTopic(topic)).toBeDefined();
      await topics.deleteTopic((await topics.readTopic(topic))!);
    });
  });
}
