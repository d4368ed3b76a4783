import { groupStates } from '../kafka/group.ts';
import { rowError } from '../kafka/row-error.ts';
import type { Snapshot } from '../kafka/snapshot.ts';
import { NO_OFFSET } from '../kafka/snapshot.ts';
import type { LagWindow } from './lag-window.ts';

/** A group that the window knows and the newer snapshot has no rows of, for want of an answer. */
interface Unanswered {
  readonly former: number;
  /** Its place in the newer snapshot; undefined where the broker that should have listed it did not answer. */
  readonly place: number | undefined;
  readonly code: number;
}

/**
 * The newer snapshot, with a row without a value for each row the window knows of a group that did not answer. Without
 * them one restart of a broker would take the past of all groups it coordinates, and with it their verdicts for as long
 * as a window needs to fill. A group is carried on only while some sample of the window has a commit of it.
 */
export function withUnansweredGroups(window: LagWindow, newer: Snapshot): Snapshot {
  const unanswered = unansweredOf(window, newer);
  if (unanswered.length === 0) return newer;
  const older = window.newest;
  const partitions = partitionFinder(older, newer);
  const rowPartition: number[] = [];
  const rowCode: number[] = [];
  const extra = { names: [] as string[], kind: [] as number[], coordinatorId: [] as number[] };
  const firstRow = [...newer.groups.firstRow.subarray(0, newer.groups.count)];
  const rowCount = [...newer.groups.rowCount.subarray(0, newer.groups.count)];
  const code = [...newer.groups.error.subarray(0, newer.groups.count)];
  for (const group of unanswered) {
    const place = group.place ?? newer.groups.count + extra.names.length;
    if (group.place === undefined) {
      extra.names.push(older.groups.names[group.former]!);
      extra.kind.push(older.groups.kind[group.former]!);
      extra.coordinatorId.push(older.groups.coordinatorId[group.former]!);
    }
    firstRow[place] = newer.rows.count + rowPartition.length;
    code[place] = group.code;
    const first = older.groups.firstRow[group.former]!;
    for (let row = first; row < first + older.groups.rowCount[group.former]!; row += 1) {
      const partition = partitions.placeOf(older.rows.partition[row]!, group.code);
      if (partition === undefined) continue;
      rowPartition.push(partition);
      rowCode.push(group.code);
    }
    rowCount[place] = newer.rows.count + rowPartition.length - firstRow[place];
  }
  const absent = new Float64Array(rowPartition.length).fill(NO_OFFSET);
  const unknownState = new Uint8Array(extra.names.length).fill(groupStates.indexOf('Unknown'));
  return {
    ...newer,
    ...partitions.columns(),
    groups: {
      count: newer.groups.count + extra.names.length,
      names: [...newer.groups.names, ...extra.names],
      kind: Uint8Array.from([...newer.groups.kind, ...extra.kind]),
      state: Uint8Array.from([...newer.groups.state, ...unknownState]),
      coordinatorId: Int32Array.from([...newer.groups.coordinatorId, ...extra.coordinatorId]),
      firstRow: Int32Array.from(firstRow),
      rowCount: Int32Array.from(rowCount),
      error: Int16Array.from(code),
    },
    rows: {
      count: newer.rows.count + rowPartition.length,
      partition: joined(new Int32Array(newer.rows.count + rowPartition.length), newer.rows.partition, rowPartition),
      committed: joined(new Float64Array(newer.rows.count + rowPartition.length), newer.rows.committed, absent),
      error: joined(new Int16Array(newer.rows.count + rowPartition.length), newer.rows.error, rowCode),
    },
  };
}

function unansweredOf(window: LagWindow, newer: Snapshot): Unanswered[] {
  const { names } = newer.groups;
  const gapCode = newer.gaps[0]?.errorCode;
  // In a healthy sample there is nothing to look for.
  if (gapCode === undefined && !newer.groups.error.some(code => code !== 0)) return [];
  const places = new Map(names.map((name, index) => [name, index]));
  return window.newest.groups.names.flatMap((name, former) => {
    const place = places.get(name);
    const code = place === undefined ? gapCode : newer.groups.error[place];
    if (code === undefined || code === 0 || code === rowError.groupUnknown) return [];
    if (place !== undefined && newer.groups.rowCount[place]! > 0) return [];
    return hasCommits(window, former) ? [{ former, place, code }] : [];
  });
}

function hasCommits({ newest, samples }: LagWindow, group: number): boolean {
  const first = newest.groups.firstRow[group]!;
  const end = first + newest.groups.rowCount[group]!;
  return samples.some(({ committed }) => committed.subarray(first, end).some(offset => offset >= 0));
}

/** Places of the older partitions in the newer snapshot, which grows by those it lacks. */
function partitionFinder(older: Snapshot, newer: Snapshot) {
  const names = [...newer.topics.names];
  const ids = [...newer.topics.ids];
  const topics = new Map(names.map((name, index) => [name, index]));
  const key = (topic: number, partition: number) => topic * 2 ** 31 + partition;
  const { count } = newer.partitions;
  const places = new Map(
    Array.from({ length: count }, (_, p) => [key(newer.partitions.topic[p]!, newer.partitions.partition[p]!), p]),
  );
  const extra = { topic: [] as number[], partition: [] as number[], error: [] as number[] };

  const placeOf = (former: number, code: number): number | undefined => {
    const formerTopic = older.partitions.topic[former]!;
    const name = older.topics.names[formerTopic]!;
    const id = older.topics.ids[formerTopic] ?? '';
    const topic = topics.get(name) ?? names.length;
    if (topic === names.length) {
      topics.set(name, topic);
      names.push(name);
      ids.push(id);
    }
    // Another topic under the same name: its commits are no past of this one.
    if (ids[topic] !== id && ids[topic] !== '' && id !== '') return undefined;
    const partition = older.partitions.partition[former]!;
    const known = places.get(key(topic, partition));
    if (known !== undefined) return known;
    const place = count + extra.topic.length;
    places.set(key(topic, partition), place);
    extra.topic.push(topic);
    extra.partition.push(partition);
    extra.error.push(code);
    return place;
  };

  const columns = (): Pick<Snapshot, 'topics' | 'partitions'> => {
    const size = count + extra.topic.length;
    const absent = new Float64Array(extra.topic.length).fill(NO_OFFSET);
    const from = newer.partitions;
    return {
      topics: { names, ids },
      partitions: {
        count: size,
        topic: joined(new Int32Array(size), from.topic, extra.topic),
        partition: joined(new Int32Array(size), from.partition, extra.partition),
        logStart: joined(new Float64Array(size), from.logStart, absent),
        lastStable: joined(new Float64Array(size), from.lastStable, absent),
        end: joined(new Float64Array(size), from.end, absent),
        error: joined(new Int16Array(size), from.error, extra.error),
      },
    };
  };
  return { placeOf, columns };
}

function joined<Column extends Int32Array | Int16Array | Float64Array>(
  into: Column,
  head: Column,
  tail: ArrayLike<number>,
): Column {
  into.set(head.subarray(0, into.length - tail.length));
  into.set(tail, into.length - tail.length);
  return into;
}
