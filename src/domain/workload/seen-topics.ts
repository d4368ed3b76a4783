import type { LogMovement, TopicMovement } from './log-movement.ts';
import { nothing, summed, writtenBytes } from './log-movement.ts';
import { isInternalTopic, type LogSample, NO_SIZE } from './log-sample.ts';

/** One topic over a whole measurement, without its replicas. */
export interface SeenTopic {
  readonly topic: string;
  readonly isInternal: boolean;
  readonly partitions: number;
  /** The most of any of its partitions. */
  readonly replicas: number;
  readonly writtenRecords: number;
  /** Undefined where no broker told a size, and nobody else that of a record. */
  readonly writtenBytes: number | undefined;
  readonly heldRecords: number;
  readonly heldBytes: number;
}

/** The topics of the last sample, with all that was written into them since the first. */
export function seenTopics(
  last: LogSample,
  movements: readonly LogMovement[],
  recordBytes: number | undefined,
): readonly SeenTopic[] {
  const held = heldByTopic(last);
  return last.topics.map(topic => {
    const moved = summed(movements.map(({ topics }) => topics.get(topic) ?? nothing));
    return {
      topic,
      isInternal: isInternalTopic(topic),
      writtenRecords: moved.records,
      writtenBytes: writtenBytes(moved, recordBytes),
      ...(held.get(topic) ?? { partitions: 0, replicas: 1, heldRecords: 0, heldBytes: 0 }),
    };
  });
}

/** What was written into the topics of applications, one figure an interval. */
export function appWritten({ topics }: LogMovement): TopicMovement {
  return summed([...topics].filter(([topic]) => !isInternalTopic(topic)).map(([, moved]) => moved));
}

type Held = Pick<SeenTopic, 'partitions' | 'replicas' | 'heldRecords' | 'heldBytes'>;

function heldByTopic({ topics, partitions, bytes, replicas }: LogSample): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  for (let row = 0; row < partitions.count; row += 1) {
    const topic = topics[partitions.topic[row]!]!;
    const sum = held.get(topic) ?? { partitions: 0, replicas: 1, heldRecords: 0, heldBytes: 0 };
    const isRead = partitions.error[row] === 0;
    held.set(topic, {
      partitions: sum.partitions + 1,
      replicas: Math.max(sum.replicas, replicas[row]!),
      heldRecords: sum.heldRecords + (isRead ? partitions.end[row]! - partitions.logStart[row]! : 0),
      heldBytes: sum.heldBytes + (bytes[row] === NO_SIZE ? 0 : bytes[row]!),
    });
  }
  return held;
}

/** Bytes of a record: of those written now, or of all that are held where nothing was written. */
export function recordBytesOf(topic: SeenTopic): number | undefined {
  if (topic.writtenRecords > 0) {
    return topic.writtenBytes === undefined ? undefined : topic.writtenBytes / topic.writtenRecords;
  }
  return topic.heldRecords > 0 ? topic.heldBytes / topic.heldRecords : undefined;
}
