import type { TopicSettings } from './log-sample.ts';

export interface Kept {
  /** What is held once retention has caught up with the rate of now. */
  readonly bytes: number;
  /** Of it, what is on the brokers' own disks. */
  readonly localBytes: number;
  /** By what: `time` or `size` limits it, or nothing does and it counts as it is `held` now. */
  readonly by: 'time' | 'size' | 'held';
}

/** What a topic keeps, without its replicas, if it goes on as it was measured. */
export function keptBytes(
  seen: { readonly bytesPerSecond: number; readonly heldBytes: number; readonly partitions: number },
  settings: TopicSettings,
): Kept {
  const { bytesPerSecond, heldBytes, partitions } = seen;
  const byTime = during(bytesPerSecond, settings.retentionMs);
  const bySize = settings.retentionBytes === undefined ? undefined : settings.retentionBytes * partitions;
  const limits = settings.isCompacted ? [] : [byTime, bySize].filter(limit => limit !== undefined);
  if (limits.length === 0) return { bytes: heldBytes, localBytes: heldBytes, by: 'held' };
  const bytes = Math.min(...limits);
  const localBytes = Math.min(bytes, during(bytesPerSecond, settings.localRetentionMs) ?? bytes);
  return { bytes, localBytes, by: bytes === byTime ? 'time' : 'size' };
}

const during = (bytesPerSecond: number, ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : (bytesPerSecond * ms) / 1_000;
