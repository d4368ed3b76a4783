import { counted, named } from '../lag/figures.ts';
import { type Kept, keptBytes } from './kept-bytes.ts';
import type { TopicSettings, TopicSettingsRow } from './log-sample.ts';
import { type MeasuredPart, secondsText } from './measured-workload.ts';
import type { SeenTopic } from './seen-topics.ts';

/** Disks that hold twice what the rates explain were filled by more than was measured. */
const conspicuous = 2;

interface KeptTopic extends Kept {
  readonly topic: string;
  readonly heldBytes: number;
}

/**
 * How long a byte stays, on average over all that is written: what the settings of the topics let them keep at these
 * rates, by what is written. A topic without a limit counts with what it holds.
 */
export function measuredRetention(
  topics: readonly SeenTopic[],
  settings: readonly TopicSettingsRow[],
  seconds: number,
): MeasuredPart {
  const readable = new Map(
    settings.filter((row): row is TopicSettings => !('problem' in row)).map(row => [row.topic, row]),
  );
  const known = topics.filter(({ topic }) => readable.has(topic));
  const rate = known.reduce((sum, { writtenBytes = 0 }) => sum + writtenBytes, 0) / seconds;
  if (rate === 0) return { missing: [{ field: 'retention', why: whyNot(known, settings) }] };
  const kept = known.map(({ topic, heldBytes, partitions, writtenBytes = 0 }): KeptTopic => {
    const seen = { heldBytes, partitions, bytesPerSecond: writtenBytes / seconds };
    return { topic, heldBytes, ...keptBytes(seen, readable.get(topic)!) };
  });
  const total = sumOf(kept, ({ bytes }) => bytes);
  const local = sumOf(kept, ({ localBytes }) => localBytes);
  return {
    workload: {
      retention: secondsText(total / rate),
      ...(local < total ? { localRetention: secondsText(local / rate) } : {}),
    },
    notes: [...limitNotes(kept), ...heldNote(kept, total), ...unreadableNote(settings)],
  };
}

function whyNot(known: readonly SeenTopic[], settings: readonly TopicSettingsRow[]): string {
  const problem = settings.map(row => ('problem' in row ? row.problem : undefined)).find(told => told !== undefined);
  if (problem !== undefined && known.length < settings.length) return `the settings of topics: ${problem}`;
  return 'it counts by what is written, and nothing was';
}

function limitNotes(kept: readonly KeptTopic[]): string[] {
  const held = kept.filter(({ by, bytes }) => by === 'held' && bytes > 0).map(({ topic }) => topic);
  const bySize = kept.filter(({ by, bytes }) => by === 'size' && bytes > 0).map(({ topic }) => topic);
  return [
    'retention is what the settings of topics let them keep at these rates, by what is written',
    ...(held.length === 0
      ? []
      : [`compacted, or kept for ever, and counted with what they hold now: ${named(held)}; they may grow`]),
    ...(bySize.length === 0 ? [] : [`limited by retention.bytes: ${named(bySize)}`]),
  ];
}

function heldNote(kept: readonly KeptTopic[], total: number): string[] {
  const held = sumOf(kept, ({ heldBytes }) => heldBytes);
  if (held <= total * conspicuous) return [];
  return [
    `topics hold ${(held / total).toPrecision(2)} times what these rates and settings explain: it was a quiet time`,
  ];
}

function unreadableNote(settings: readonly TopicSettingsRow[]): string[] {
  const unread = settings.filter(row => 'problem' in row);
  const [first] = unread;
  if (first === undefined || unread.length === settings.length) return [];
  return [
    `the settings of ${counted(unread.length, 'topic')} cannot be read: ${first.problem}; taken as those of the others`,
  ];
}

function sumOf<T>(rows: readonly T[], value: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
