import { OperationError } from '../errors.ts';
import { named } from '../lag/figures.ts';
import type { PartitionCommit } from './commit.ts';
import { cellsOf, lineOf } from './csv.ts';
import { toOffset, withoutRepeats } from './offset-map.ts';
import type { Position } from './request.ts';

/** What `offsets export --json` writes and a reset reads: all that a group has stored. */
export interface OffsetDocument {
  readonly group: string;
  readonly offsets: readonly Position[];
}

/** Reads the positions for a group from our JSON, or from the CSV that Kafka's own tool exports. */
export function parseOffsetFile(text: string, group: string, file: string): readonly Position[] {
  const content = text.replace(/^\uFEFF/, '');
  const positions = content.trimStart().startsWith('{')
    ? fromJson(content, group, file)
    : fromCsv(content, group, file);
  if (positions.length === 0) throw unusable(file, 'it holds no offsets');
  return withoutRepeats(positions, file);
}

export function toOffsetDocument(group: string, commits: readonly PartitionCommit[]): OffsetDocument {
  return {
    group,
    offsets: commits.flatMap(({ topic, partition, commit }) => (commit ? [{ topic, partition, ...commit }] : [])),
  };
}

/** Without a header, as Kafka's own tool writes and reads it: topic, partition, offset. */
export function toOffsetCsv({ offsets }: OffsetDocument): string {
  return offsets.map(({ topic, partition, offset }) => `${lineOf([topic, partition, offset])}\n`).join('');
}

/** The same for several groups: group, topic, partition, offset. */
export function toGroupedOffsetCsv(documents: readonly OffsetDocument[]): string {
  const rows = documents.flatMap(({ group, offsets }) =>
    offsets.map(({ topic, partition, offset }) => [group, topic, partition, offset]),
  );
  return rows.map(row => `${lineOf(row)}\n`).join('');
}

/** Three columns for one group; four, the group first, for several. */
function fromCsv(content: string, group: string, file: string): readonly Position[] {
  const others = new Set<string>();
  const positions = content.split(/\r?\n/).flatMap((line, at): readonly Position[] => {
    if (line.trim() === '') return [];
    const cells = cellsOf(line) ?? [];
    const [topic = '', partition = '', offset = ''] = cells.slice(-3);
    if (
      ![3, 4].includes(cells.length) ||
      !isTopic(topic) ||
      !/^\d{1,9}$/.test(partition) ||
      !/^\d{1,19}$/.test(offset)
    ) {
      throw unusable(file, `line ${at + 1} is not topic,partition,offset nor group,topic,partition,offset`);
    }
    if (cells.length === 4 && cells[0] !== group) {
      others.add(cells[0]!);
      return [];
    }
    return [{ topic, partition: Number(partition), offset: toOffset(offset) }];
  });
  if (positions.length === 0 && others.size > 0) throw meantForOthers(file, group, [...others]);
  return positions;
}

function fromJson(content: string, group: string, file: string): readonly Position[] {
  const whole = parsed(content, file) as { readonly groups?: unknown };
  const documents = (Array.isArray(whole.groups) ? whole.groups : [whole]) as readonly (MaybeDocument | null)[];
  const owners = documents.map(told => told?.group ?? group);
  if (owners.length > 0 && !owners.includes(group)) throw meantForOthers(file, group, owners.map(String));
  const document = documents[owners.indexOf(group)];
  if (!Array.isArray(document?.offsets)) {
    throw unusable(file, 'it is no {"group": …, "offsets": […]} as "offsets export --json" writes it');
  }
  return document.offsets.map((entry: unknown, at) => toPosition(entry, `entry ${at + 1}`, file));
}

interface MaybeDocument {
  readonly group?: unknown;
  readonly offsets?: unknown;
}

function parsed(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new OperationError('InputInvalid', `${file} is no JSON: ${(cause as Error).message}`, { cause });
  }
}

function toPosition(entry: unknown, which: string, file: string): Position {
  const { topic, partition, offset, metadata, leaderEpoch } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  const isGood =
    typeof topic === 'string' &&
    isTopic(topic) &&
    isCount(partition) &&
    isCount(offset) &&
    (metadata === undefined || typeof metadata === 'string') &&
    (leaderEpoch === undefined || isCount(leaderEpoch));
  if (!isGood) throw unusable(file, `${which} is not {"topic": "orders", "partition": 0, "offset": 41208}`);
  return {
    topic,
    partition,
    offset,
    ...(metadata === undefined ? {} : { metadata }),
    ...(leaderEpoch === undefined ? {} : { leaderEpoch }),
  };
}

const isTopic = (text: string): boolean => /^[\w.-]{1,249}$/.test(text);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function meantForOthers(file: string, group: string, others: readonly string[]): OperationError {
  return unusable(
    file,
    `it is for group ${named(others)}, not for ${JSON.stringify(group)}; leave the group out of it to use it for another`,
  );
}

function unusable(file: string, why: string): OperationError {
  return new OperationError('InputInvalid', `${file} cannot be used: ${why}`);
}
