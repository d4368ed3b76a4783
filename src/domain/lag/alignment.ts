import type { Snapshot } from '../kafka/snapshot.ts';
import { NO_OFFSET } from '../kafka/snapshot.ts';

/** Where each group, partition and row of a newer snapshot was in an older one; −1 where it was not there. */
export interface Alignment {
  readonly groups: Int32Array;
  readonly partitions: Int32Array;
  readonly rows: Int32Array;
}

const ABSENT = -1;

/**
 * Finds the places of `newer` in `older`. Names are compared once a group and once a topic, never once a row: a fleet
 * has millions of rows. A partition whose topic was deleted and made again is a new partition.
 */
export function alignSnapshots(older: Snapshot, newer: Snapshot): Alignment {
  const groups = alignNames(older.groups.names, newer.groups.names);
  const partitions = alignPartitions(older, newer, alignTopics(older, newer));
  return { groups, partitions, rows: alignRows(older, newer, groups, partitions) };
}

/** Carries a column over to the newer places; the very same column where nothing moved. */
export function realign<Column extends Float64Array | Uint8Array>(
  column: Column,
  places: Int32Array,
  absent: number,
): Column {
  if (column.length === places.length && places.every((place, index) => place === index)) return column;
  const moved = column instanceof Float64Array ? new Float64Array(places.length) : new Uint8Array(places.length);
  for (let i = 0; i < places.length; i += 1) moved[i] = places[i] === ABSENT ? absent : column[places[i]!]!;
  return moved as Column;
}

function alignNames(older: readonly string[], newer: readonly string[]): Int32Array {
  const indexByName = new Map(older.map((name, index) => [name, index]));
  return Int32Array.from(newer, (name, index) => (older[index] === name ? index : (indexByName.get(name) ?? ABSENT)));
}

function alignTopics(older: Snapshot, newer: Snapshot): Int32Array {
  return alignNames(older.topics.names, newer.topics.names).map((place, index) => {
    if (place === ABSENT) return ABSENT;
    const formerId = older.topics.ids[place] ?? '';
    const id = newer.topics.ids[index] ?? '';
    const isRecreated = formerId !== '' && id !== '' && formerId !== id;
    return isRecreated ? ABSENT : place;
  });
}

function alignPartitions(older: Snapshot, newer: Snapshot, topics: Int32Array): Int32Array {
  const from = older.partitions;
  const to = newer.partitions;
  const key = (topic: number, partition: number) => topic * 2 ** 31 + partition;
  // Most fleets do not change from one minute to the next, so the index is only made when a place is not where it was.
  let indexByKey: Map<number, number> | undefined;
  const places = new Int32Array(to.count).fill(ABSENT);
  for (let i = 0; i < to.count; i += 1) {
    const topic = topics[to.topic[i]!] ?? ABSENT;
    const partition = to.partition[i]!;
    if (topic === ABSENT) continue;
    if (i < from.count && from.topic[i] === topic && from.partition[i] === partition) {
      places[i] = i;
    } else {
      indexByKey ??= new Map(
        Array.from({ length: from.count }, (_, j) => [key(from.topic[j]!, from.partition[j]!), j]),
      );
      places[i] = indexByKey.get(key(topic, partition)) ?? ABSENT;
    }
    if (places[i] !== ABSENT && looksRecreated(older, newer, places[i]!, i)) places[i] = ABSENT;
  }
  return places;
}

/** Brokers before 2.8 have no topic ids; there, an end offset that went back is the only sign of another log. */
function looksRecreated(older: Snapshot, newer: Snapshot, from: number, to: number): boolean {
  if ((newer.topics.ids[newer.partitions.topic[to]!] ?? '') !== '') return false;
  const end = newer.partitions.end[to]!;
  return end !== NO_OFFSET && end < older.partitions.end[from]!;
}

function alignRows(older: Snapshot, newer: Snapshot, groups: Int32Array, partitions: Int32Array): Int32Array {
  const places = new Int32Array(newer.rows.count).fill(ABSENT);
  const rowOfPartition = new Int32Array(older.partitions.count).fill(ABSENT);
  for (let group = 0; group < newer.groups.count; group += 1) {
    const former = groups[group]!;
    if (former === ABSENT) continue;
    const formerFirst = older.groups.firstRow[former]!;
    const formerEnd = formerFirst + older.groups.rowCount[former]!;
    for (let row = formerFirst; row < formerEnd; row += 1) rowOfPartition[older.rows.partition[row]!] = row;
    const first = newer.groups.firstRow[group]!;
    const end = first + newer.groups.rowCount[group]!;
    for (let row = first; row < end; row += 1) {
      const partition = partitions[newer.rows.partition[row]!]!;
      if (partition !== ABSENT) places[row] = rowOfPartition[partition]!;
    }
    for (let row = formerFirst; row < formerEnd; row += 1) rowOfPartition[older.rows.partition[row]!] = ABSENT;
  }
  return places;
}
