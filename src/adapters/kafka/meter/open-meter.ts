import type { WorkloadMeter } from '../../../ports/workload-meter.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { readLogs } from './read-logs.ts';
import { readTopicSettings } from './read-topic-settings.ts';

/** What a cluster carries, read from its brokers. */
export function openMeter(client: ClusterClient): WorkloadMeter {
  return {
    readLogs: () => readLogs(client),
    readTopicSettings: topics => readTopicSettings(client, topics),
  };
}
