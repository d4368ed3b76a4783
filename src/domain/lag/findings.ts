import { counted, grouped } from './figures.ts';
import type { FindingKind, LagFinding } from './verdict.ts';

/** Kafka's UNKNOWN_TOPIC_OR_PARTITION: what a broker says of a topic that is gone. */
export const TOPIC_GONE_CODE = 3;

/** Offsets of a group-partition and of its log, all of them known. */
export interface RowOffsets {
  readonly committed: number;
  readonly logStart: number;
  readonly end: number;
}

/** What the offsets of one sample say beside the verdict. */
export function findingKindOf(committed: number, logStart: number, end: number): FindingKind | undefined {
  if (committed < logStart) return 'recordsLost';
  if (committed > end) return 'commitAboveEnd';
  return undefined;
}

/**
 * The sentence of a finding. Lag is end offset minus commit, as every Kafka tool counts it, so records that are lost are
 * part of it; the sentence tells them apart.
 */
export function findingOf(kind: FindingKind, topic: string, partition: number, offsets: RowOffsets): LagFinding {
  return { kind, topic, partition, sentence: `${topic}-${partition}: ${sentenceOf(kind, offsets)}` };
}

function sentenceOf(kind: FindingKind, { committed, logStart, end }: RowOffsets): string {
  switch (kind) {
    case 'recordsLost':
      return `${counted(logStart - committed, 'record')} were deleted before the group read them: the commit is ${grouped(committed)}, the log starts at ${grouped(logStart)}; ${counted(end - logStart, 'record')} can still be read`;
    case 'commitAboveEnd':
      return `the commit ${grouped(committed)} is above the end ${grouped(end)} of the log, as after a topic was made anew; no record is counted as lag`;
    case 'topicGone':
      return `the topic or partition is gone, the commit ${grouped(committed)} is left over`;
    case 'openTransaction':
      return `an open transaction holds back ${counted(end - committed, 'record')} from offset ${grouped(committed)} on`;
  }
}
