import type { LogSample, TopicSettingsRow } from '../domain/workload/log-sample.ts';

/** Reads how much brokers hold and how far their logs are. Never writes. */
export interface WorkloadMeter {
  /** One sample of all topics that this login may describe. What is missing of it is told in its gaps. */
  readLogs(): Promise<LogSample>;
  /** One row a topic, in the same order. */
  readTopicSettings(topics: readonly string[]): Promise<readonly TopicSettingsRow[]>;
}
