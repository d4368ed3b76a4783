import { describe, expect, it } from 'vitest';
import { movementBetween } from '../../../../src/domain/workload/log-movement.ts';
import type { LogReading } from '../../../../src/domain/workload/log-reading.ts';
import type { LogSample, TopicSettingsRow } from '../../../../src/domain/workload/log-sample.ts';
import { measuredOnBrokers } from '../../../../src/domain/workload/measured-on-brokers.ts';
import { logSample, type SampledPartition } from '../../../builders/log-sample.ts';

const day = 86_400_000;
const keeps = (topic: string, days = 7): TopicSettingsRow => ({
  topic,
  retentionMs: days * day,
  retentionBytes: undefined,
  isCompacted: false,
  localRetentionMs: undefined,
});
const nobody: LogReading = { seconds: 10, records: new Map(), groups: 0, rewoundGroups: 0 };

/** Three samples, five seconds apart. */
function measuredOf(
  rows: readonly (readonly SampledPartition[])[],
  rest: { reading?: LogReading; settings?: readonly TopicSettingsRow[]; last?: Partial<LogSample> } = {},
) {
  const samples = rows.map((row, at) => logSample(at * 5_000, row, at === rows.length - 1 ? rest.last : {}));
  const movements = samples.slice(1).map((after, at) => movementBetween(samples[at]!, after));
  const settings = rest.settings ?? [...new Set(rows.flat().map(({ topic }) => topic))].map(topic => keeps(topic));
  const reading = rest.reading ?? nobody;
  return measuredOnBrokers({
    first: samples[0]!,
    last: samples.at(-1)!,
    movements,
    reading,
    settings,
    recordBytes: undefined,
  });
}

const orders = (end: number, bytes: number): SampledPartition => ({ topic: 'orders', end, bytes });

describe('a workload measured on brokers', () => {
  it('has the average, the busiest interval, the record size, and what groups read by it', () => {
    const reading = { ...nobody, records: new Map([['orders', 150]]), groups: 3 };
    const { workload } = measuredOf([[orders(0, 0)], [orders(20, 2_000)], [orders(100, 10_000)]], { reading });
    expect(workload).toEqual({
      in: '1000B/s',
      peakIn: '1600B/s',
      recordSize: '100B',
      fanOut: 1.5,
      consumerGroups: 3,
      retention: '7d',
      partitions: 1,
      topics: 1,
      replicationFactor: 3,
      zones: 3,
    });
  });

  it("leaves Kafka's own topics out, and tells them apart", () => {
    const own = (end: number): SampledPartition => ({ topic: '__consumer_offsets', end, bytes: end * 50 });
    const { workload, measured } = measuredOf([
      [orders(0, 0), own(0)],
      [orders(50, 5_000), own(500)],
      [orders(100, 10_000), own(1_000)],
    ]);
    expect(workload).toMatchObject({ in: '1000B/s', partitions: 1, recordSize: '100B' });
    expect(measured.observed).toContainEqual({
      what: "written into Kafka's own topics",
      value: 5_000,
      unit: 'bytes/s',
    });
  });

  it('weighs retention and replicas by what is written', () => {
    const rows = (at: number): SampledPartition[] => [
      { topic: 'busy', end: at * 300, bytes: at * 30_000, replicas: 2 },
      { topic: 'calm', end: at * 100, bytes: at * 10_000, replicas: 3 },
    ];
    const settings = [keeps('busy', 1), keeps('calm', 9)];
    const { workload, notes } = measuredOf([rows(0), rows(1)], { settings });
    expect(workload).toMatchObject({ retention: '3d', replicationFactor: 2 });
    expect(notes).toContain('topics have 2, 3 replicas; 2 is what most of the written bytes have');
  });

  it('counts what is compacted with what it holds, and says that disks hold more than the rates explain', () => {
    const settings = [{ ...keeps('orders'), isCompacted: true }];
    const { workload, notes } = measuredOf([[orders(1_000, 100_000)], [orders(1_100, 110_000)]], { settings });
    expect(workload.retention).toBe('55s');
    expect(notes.join()).toContain('counted with what they hold now: "orders"');
    const busyOnce = measuredOf([[orders(1_000, 1e9)], [orders(1_001, 1e9 + 100)]]);
    expect(busyOnce.notes.join()).toMatch(/topics hold \S+ times what these rates and settings explain/);
  });

  it('names each field that cannot be measured with its reason', () => {
    const idle = measuredOf([[orders(7, 700)], [orders(7, 700)]], { last: { racks: ['a', undefined] } });
    expect(Object.keys(idle.workload)).toEqual(['consumerGroups', 'partitions', 'topics', 'replicationFactor']);
    expect(Object.fromEntries(idle.missing.map(({ field, why }) => [field, why]))).toMatchObject({
      in: 'nothing was written in 5 s',
      retention: 'it counts by what is written, and nothing was',
      zones: 'not every broker has a rack',
      connections: 'Kafka does not tell them',
    });
    const oneRack = measuredOf([[orders(0, 0)], [orders(7, 700)]], { last: { racks: ['a', 'a'] } });
    expect(oneRack.missing).toContainEqual({ field: 'zones', why: 'all brokers are in one rack' });
    const bare = measuredOf([[], []]);
    expect(bare.missing).toContainEqual({
      field: 'partitions',
      why: 'this login sees no topic of an application',
    });
  });

  it('says of which part it could see nothing', () => {
    const settings: TopicSettingsRow[] = [keeps('orders'), { topic: 'hidden', problem: 'no right' }];
    const { notes, workload } = measuredOf(
      [
        [orders(0, 0), { topic: 'hidden', end: 0 }],
        [orders(10, 1_000), { topic: 'hidden', end: 10 }],
      ],
      { settings, reading: { ...nobody, rewoundGroups: 1 }, last: { gaps: ['a gap'], hiddenTopics: 2 } },
    );
    expect(workload).toMatchObject({ in: '400B/s', retention: '7d' });
    for (const said of [
      '50 % of the records are in logs of unknown size',
      'the settings of 1 topic cannot be read: no right',
      'commits of 1 group went back',
      '2 topics on the disks cannot be described',
      'a gap',
    ]) {
      expect(notes.join('\n')).toContain(said);
    }
  });
});
