import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

const longestWaitMs = 15_000;

/**
 * kafkajs 2.2.4 waits for the leaders of new topics, but gives up where the broker that it asks has not heard of them yet,
 * which passes within moments. This one waits for both.
 */
export function waitingForTopics(admin: Admin): Admin {
  const createTopics: Admin['createTopics'] = async ({ waitForLeaders = true, ...request }) => {
    const isNew = await admin.createTopics({ ...request, waitForLeaders: false });
    if (waitForLeaders)
      await untilLed(
        admin,
        request.topics.map(({ topic }) => topic),
      );
    return isNew;
  };
  return { ...admin, createTopics };
}

async function untilLed(admin: Admin, topics: string[]): Promise<void> {
  const endsAtMs = Date.now() + longestWaitMs;
  for (;;) {
    try {
      // Fails with the code of a topic that is unknown or of a partition that has no leader.
      await admin.fetchTopicMetadata({ topics });
      return;
    } catch (error) {
      if (Date.now() > endsAtMs) throw error;
      await sleep(50);
    }
  }
}
