import type { Plan } from '../domain/change/plan.ts';
import type { TopicPartition } from '../domain/offsets/commit.ts';
import { commitOf, type OffsetStep, partitionOf } from '../domain/offsets/offset-step.ts';
import { shortSkipOf } from '../domain/offsets/see-records.ts';
import { type EntryFacts, factsOf } from '../domain/records/entry-facts.ts';
import type { LogEntry } from '../domain/records/log-entry.ts';
import { type ShownBytes, showBytes } from '../domain/records/show-bytes.ts';
import type { RecordPosition, RecordReader } from '../ports/record-reader.ts';
import type { ValueDecoder } from '../ports/value-decoder.ts';

/** What is in an entry that a plan skips. */
export interface PeekedEntry extends TopicPartition {
  readonly entry: EntryFacts;
  readonly key?: ShownBytes;
  readonly value?: ShownBytes;
  readonly headers: readonly { readonly name: string; readonly value?: ShownBytes }[];
}

export interface Peek {
  readonly entries: readonly PeekedEntry[];
  readonly problems: readonly (TopicPartition & { readonly problem: string })[];
  /** Partitions of which a few records are skipped too, and which were not looked at. */
  readonly morePartitions: number;
}

const mostPartitions = 20;

/** Whole values, as far as a schema may need them; what is shown of them is far less. */
const limits = {
  withinMs: 10_000,
  maxBytes: 64 * 1024 * 1024,
  maxBytesPerPartition: 1024 * 1024,
  maxContentBytes: 4 * 1024 * 1024,
};

/**
 * Looks into the records that a plan skips, where they are few. For the person who asks, beside the plan: a plan is
 * stored and sent around, and what is in a record must not be.
 */
export async function peekSkippedRecords(
  plan: Pick<Plan<OffsetStep>, 'objects'>,
  records: RecordReader,
  decoder?: ValueDecoder,
): Promise<Peek> {
  const all = positionsOf(plan);
  const positions = all.slice(0, mostPartitions);
  const rows = positions.length === 0 ? [] : await records.readRecordsAt(positions, limits);
  const entries = rows.flatMap((row, at) => {
    const { topic, partition } = row;
    const { offset, count = 1 } = positions[at]!;
    return row.entries
      .filter(entry => entry.offset < offset + count)
      .map(entry => peekInto({ topic, partition }, entry, decoder));
  });
  return {
    entries: await Promise.all(entries),
    problems: rows.flatMap(({ topic, partition, problem }) =>
      problem === undefined ? [] : [{ topic, partition, problem }],
    ),
    morePartitions: all.length - positions.length,
  };
}

/** By the plan's objects, since a plan that is refused has no steps and its record is worth a look all the same. */
function positionsOf({ objects }: Pick<Plan<OffsetStep>, 'objects'>): readonly RecordPosition[] {
  return objects.flatMap(({ object, before, after }) => {
    const [from, to] = [commitOf(before)?.offset, commitOf(after)?.offset];
    const partition = partitionOf(object);
    if (from === undefined || to === undefined || partition === undefined) return [];
    const count = shortSkipOf({ skippedRecords: to - from });
    return count === 0 ? [] : [{ ...partition, offset: from, count }];
  });
}

async function peekInto(where: TopicPartition, entry: LogEntry, decoder?: ValueDecoder): Promise<PeekedEntry> {
  if (entry.kind === 'marker') return { ...where, entry: factsOf(entry), headers: [] };
  const { keyBytes = 0, valueBytes = 0, content } = entry;
  const show = async (part: 'key' | 'value', bytes: Uint8Array, byteCount: number): Promise<ShownBytes> =>
    showBytes(bytes, byteCount, bytes.length < byteCount ? undefined : await decoder?.decode(part, bytes));
  return {
    ...where,
    entry: factsOf(entry),
    ...(content.key === undefined ? {} : { key: await show('key', content.key, keyBytes) }),
    ...(content.value === undefined ? {} : { value: await show('value', content.value, valueBytes) }),
    headers: content.headers.map(({ name, value }) => ({
      name,
      ...(value === undefined ? {} : { value: showBytes(value, value.length) }),
    })),
  };
}
