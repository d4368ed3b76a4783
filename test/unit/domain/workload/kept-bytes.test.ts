import { describe, expect, it } from 'vitest';
import { keptBytes } from '../../../../src/domain/workload/kept-bytes.ts';
import type { TopicSettings } from '../../../../src/domain/workload/log-sample.ts';

const day = 86_400_000;
const settings: TopicSettings = {
  topic: 'orders',
  retentionMs: 7 * day,
  retentionBytes: undefined,
  isCompacted: false,
  localRetentionMs: undefined,
};
const seen = { bytesPerSecond: 10, heldBytes: 123, partitions: 4 };

describe('what a topic keeps', () => {
  it.each<[string, Partial<TopicSettings>, object]>([
    ['as long as its time says', {}, { bytes: 6_048_000, localBytes: 6_048_000, by: 'time' }],
    ['no more than its size says, of each partition', { retentionBytes: 1_000 }, { bytes: 4_000, by: 'size' }],
    ['by its time where its size is larger', { retentionBytes: 1e12 }, { bytes: 6_048_000, by: 'time' }],
    ['what it holds, if nothing limits it', { retentionMs: undefined }, { bytes: 123, by: 'held' }],
    ['what it holds, if it is compacted', { isCompacted: true }, { bytes: 123, localBytes: 123, by: 'held' }],
    ['less on the disks where it is tiered', { localRetentionMs: day }, { bytes: 6_048_000, localBytes: 864_000 }],
  ])('%s', (_what, changed, kept) => {
    expect(keptBytes(seen, { ...settings, ...changed })).toMatchObject(kept);
  });
});
