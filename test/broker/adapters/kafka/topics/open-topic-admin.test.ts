import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenCluster, openCluster } from '../../../../../src/adapters/kafka/open-cluster.ts';
import { defineTopicAdminContract } from '../../../../contracts/topic-admin.contract.ts';
import { sharedCluster } from '../../../broker-fixture.ts';
import { realClock } from '../real-clock.ts';

let opened: OpenCluster;
beforeAll(async () => {
  opened = await openCluster((await sharedCluster()).connectionFor(), realClock);
});
afterAll(() => opened.close());

defineTopicAdminContract(
  'on brokers',
  async () => opened.topics,
  () => `topics-${randomUUID()}`,
);

it('tells the room on the disks of every broker', async () => {
  const disks = await opened.topics.readDisks();
  expect(disks).toHaveLength(3);
  for (const { usableBytes, totalBytes } of disks) expect(totalBytes!).toBeGreaterThanOrEqual(usableBytes!);
});
