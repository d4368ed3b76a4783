/** What became of every record: what its producer was told, and what a reader found. One a run. */
export interface DeliveryLedger {
  /** Notes what the producer was told of records that follow each other in a partition. */
  readonly told: (partition: number, firstSequence: number, count: number, fate: 'acknowledged' | 'failed') => void;
  /** Notes a record that was read back, in the order of its partition. */
  readonly seen: (partition: number, sequence: number) => void;
  readonly compare: () => Delivery;
}

/** The two sides held against each other. */
export interface Delivery {
  readonly read: number;
  /** Acknowledged and not there. */
  readonly lost: number;
  /** Read again after the first time. */
  readonly duplicates: number;
  /** Read for the first time after a later one of their partition. */
  readonly outOfOrder: number;
  /** There although the producer was told they failed: an application that sends again writes them twice. */
  readonly writtenThoughFailed: number;
  /** With our stamp, and never sent by us. */
  readonly unsent: number;
}

interface PartitionLedger {
  acknowledged: Uint8Array;
  failed: Uint8Array;
  seen: Uint8Array;
  highestSeen: number;
  read: number;
  duplicates: number;
  outOfOrder: number;
}

/** A bit for each record and side: a hundred million records take 40 MB. */
export function openLedger(): DeliveryLedger {
  const partitions = new Map<number, PartitionLedger>();
  const ledgerOf = (partition: number): PartitionLedger => {
    const known = partitions.get(partition);
    if (known !== undefined) return known;
    const bits = () => new Uint8Array(1_024);
    const made = { acknowledged: bits(), failed: bits(), seen: bits(), ...nothingRead };
    partitions.set(partition, made);
    return made;
  };
  return {
    told(partition, firstSequence, count, fate) {
      const ledger = ledgerOf(partition);
      ledger[fate] = withRoom(ledger[fate], firstSequence + count);
      const bits = ledger[fate];
      for (let at = firstSequence; at < firstSequence + count; at += 1) bits[at >>> 3]! |= 1 << (at & 7);
    },
    seen(partition, sequence) {
      const ledger = ledgerOf(partition);
      ledger.seen = withRoom(ledger.seen, sequence + 1);
      ledger.read += 1;
      if (has(ledger.seen, sequence)) ledger.duplicates += 1;
      else if (sequence < ledger.highestSeen) ledger.outOfOrder += 1;
      ledger.seen[sequence >>> 3]! |= 1 << (sequence & 7);
      ledger.highestSeen = Math.max(ledger.highestSeen, sequence);
    },
    compare: () => [...partitions.values()].map(compareOne).reduce(add, noDelivery),
  };
}

const nothingRead = { highestSeen: -1, read: 0, duplicates: 0, outOfOrder: 0 };
const noDelivery: Delivery = { read: 0, lost: 0, duplicates: 0, outOfOrder: 0, writtenThoughFailed: 0, unsent: 0 };

function compareOne(ledger: PartitionLedger): Delivery {
  const { acknowledged, failed, seen, read, duplicates, outOfOrder } = ledger;
  const counts = { lost: 0, writtenThoughFailed: 0, unsent: 0 };
  const most = Math.max(acknowledged.length, failed.length, seen.length);
  for (let at = 0; at < most; at += 1) {
    const [told, refused, found] = [acknowledged[at] ?? 0, failed[at] ?? 0, seen[at] ?? 0];
    counts.lost += ones(told & ~found);
    counts.writtenThoughFailed += ones(refused & found);
    counts.unsent += ones(found & ~told & ~refused);
  }
  return { read, duplicates, outOfOrder, ...counts };
}

function add(one: Delivery, other: Delivery): Delivery {
  return {
    read: one.read + other.read,
    lost: one.lost + other.lost,
    duplicates: one.duplicates + other.duplicates,
    outOfOrder: one.outOfOrder + other.outOfOrder,
    writtenThoughFailed: one.writtenThoughFailed + other.writtenThoughFailed,
    unsent: one.unsent + other.unsent,
  };
}

function withRoom(bits: Uint8Array, records: number): Uint8Array {
  if (records <= bits.length * 8) return bits;
  const grown = new Uint8Array(Math.max(bits.length * 2, Math.ceil(records / 8)));
  grown.set(bits);
  return grown;
}

const has = (bits: Uint8Array, at: number): boolean => (bits[at >>> 3]! & (1 << (at & 7))) !== 0;

function ones(byte: number): number {
  let count = 0;
  for (let left = byte & 0xff; left !== 0; left &= left - 1) count += 1;
  return count;
}
