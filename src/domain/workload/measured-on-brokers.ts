import { counted, duration, isoInstant } from '../lag/figures.ts';
import { type LogMovement, summed, type TopicMovement, writtenBytes } from './log-movement.ts';
import type { LogReading } from './log-reading.ts';
import type { LogSample, TopicSettingsRow } from './log-sample.ts';
import { measuredLayout } from './measured-layout.ts';
import { measuredRetention } from './measured-retention.ts';
import {
  joined,
  type MeasuredPart,
  type MeasuredWorkload,
  rateText,
  readFields,
  sizeText,
} from './measured-workload.ts';
import { appWritten, recordBytesOf, type SeenTopic, seenTopics } from './seen-topics.ts';

/** Samples of a cluster as they follow each other, each two of them as the movement between. */
export interface BrokerMeasurement {
  readonly first: LogSample;
  readonly last: LogSample;
  readonly movements: readonly LogMovement[];
  readonly reading: LogReading;
  readonly settings: readonly TopicSettingsRow[];
  /** Of an average record, for where no broker tells the sizes of logs. */
  readonly recordBytes: number | undefined;
}

/** The workload that a cluster carried while it was watched. */
export function measuredOnBrokers(measurement: BrokerMeasurement): MeasuredWorkload {
  const { first, last, movements, reading, settings, recordBytes } = measurement;
  const seconds = movements.reduce((sum, movement) => sum + movement.seconds, 0);
  const intervals = movements.map(movement => ({ seconds: movement.seconds, moved: appWritten(movement) }));
  const topics = seenTopics(last, movements, recordBytes);
  const apps = topics.filter(({ isInternal }) => !isInternal);
  const about = {
    what: `cluster ${last.clusterId}`,
    how: 'brokers' as const,
    from: isoInstant(first.takenAtMs),
    to: isoInstant(last.takenAtMs),
    seconds,
  };
  return joined(about, [
    written(intervals, seconds, recordBytes),
    read(topics, reading, summed(intervals.map(({ moved }) => moved)), seconds, recordBytes),
    measuredRetention(apps, settings, seconds),
    measuredLayout(topics, last, seconds),
    { missing: neverTold, notes: [...last.gaps, ...skippedNote(movements)] },
  ]);
}

const neverTold = [
  { field: 'connections', why: 'Kafka does not tell them' },
  { field: 'sameZoneFetch', why: 'Kafka does not tell from which replica consumers read' },
] as const;

/** A part of the measurement, with what was written into the topics of applications. */
interface Interval {
  readonly seconds: number;
  readonly moved: TopicMovement;
}

function written(intervals: readonly Interval[], seconds: number, recordBytes: number | undefined): MeasuredPart {
  const total = summed(intervals.map(({ moved }) => moved));
  const bytes = writtenBytes(total, recordBytes);
  if (bytes === undefined || bytes === 0) return nothingWritten(bytes, seconds);
  const average = bytes / seconds;
  const rates = intervals.map(interval => (writtenBytes(interval.moved, recordBytes) ?? 0) / interval.seconds);
  const peak = Math.max(average, ...rates.filter(Number.isFinite));
  const length = duration(Math.max(...intervals.map(interval => interval.seconds)) * 1_000);
  return {
    workload: {
      in: rateText(average),
      ...(Math.round(peak) > Math.round(average) ? { peakIn: rateText(peak) } : {}),
      recordSize: sizeText(bytes / total.records),
    },
    observed: [
      { what: 'written by applications', value: average, unit: 'bytes/s' },
      { what: `the most in ${length}`, value: peak, unit: 'bytes/s' },
      { what: 'records written', value: total.records / seconds, unit: 'records/s' },
    ],
    notes: [
      `the peak is the most of ${counted(intervals.length, 'interval')} of ${length}: ${duration(seconds * 1_000)} cannot show the peak of a week; give the highest rate you know`,
      'rates are bytes on the wire, after compression and without replicas: compression stays 1, and bills are the same',
      ...estimateNotes(total, bytes),
    ],
  };
}

function nothingWritten(bytes: 0 | undefined, seconds: number): MeasuredPart {
  const why =
    bytes === 0
      ? `nothing was written in ${duration(seconds * 1_000)}`
      : 'no broker tells the sizes of logs; give the size of a record, and rates follow from their number';
  return { missing: (['in', 'peakIn', 'recordSize', 'fanOut'] as const).map(field => ({ field, why })) };
}

function estimateNotes({ estimatedBytes, records, sizedRecords }: TopicMovement, bytes: number): string[] {
  const share = (part: number): string => `${Math.round(part * 100)} %`;
  return [
    ...(estimatedBytes === 0
      ? []
      : [`${share(estimatedBytes / bytes)} of the bytes are reckoned from records, since logs were cut meanwhile`]),
    ...(sizedRecords === records
      ? []
      : [
          `${share(1 - sizedRecords / records)} of the records are in logs of unknown size, and taken to be as large as the others`,
        ]),
  ];
}

/** Bytes that groups read, by what a record of the topic weighs, or any record where that is not known. */
function read(
  topics: readonly SeenTopic[],
  reading: LogReading,
  moved: TopicMovement,
  seconds: number,
  recordBytes: number | undefined,
): MeasuredPart {
  const into = writtenBytes(moved, recordBytes) ?? 0;
  const anyWeight = moved.records === 0 ? 0 : into / moved.records;
  const weights = new Map(topics.map(topic => [topic.topic, recordBytesOf(topic)]));
  const weighed = [...reading.records].map(([topic, records]) => records * (weights.get(topic) ?? anyWeight));
  const out = weighed.reduce((sum, bytes) => sum + bytes, 0) / reading.seconds;
  const rewound = `commits of ${counted(reading.rewoundGroups, 'group')} went back; what they read is not counted`;
  return {
    workload: { ...readFields(out, into / seconds), consumerGroups: reading.groups },
    observed: [
      { what: 'read by groups', value: out, unit: 'bytes/s' },
      { what: 'consumer groups', value: reading.groups, unit: 'groups' },
    ],
    notes: [
      'what is read is how far commits moved: consumers that do not commit to Kafka are not seen, and commits come in steps of seconds',
      ...(reading.rewoundGroups === 0 ? [] : [rewound]),
    ],
  };
}

function skippedNote(movements: readonly LogMovement[]): string[] {
  const most = Math.max(0, ...movements.map(({ skippedPartitions }) => skippedPartitions));
  return most === 0
    ? []
    : [`up to ${counted(most, 'partition')} at a time could not be compared, and count as nothing`];
}
