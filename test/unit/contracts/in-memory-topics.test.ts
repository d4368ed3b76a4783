import { inMemoryTopics } from '../../contracts/fakes/in-memory-topics.ts';
import { defineTopicAdminContract } from '../../contracts/topic-admin.contract.ts';

let made = 0;
defineTopicAdminContract(
  'the map in memory',
  async () => inMemoryTopics(),
  () => `topic-${++made}`,
);
