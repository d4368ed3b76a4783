import { NO_OFFSET } from '../../../domain/kafka/snapshot.ts';

/** A guess may be far off when the first groups are the large ones: it never reserves more than 112 MB. */
const mostGuessedRows = 8_000_000;

/** The group-partition rows while they are read: columns that grow. */
export class RowBuilder {
  partition = new Int32Array(4096);
  committed = new Float64Array(4096);
  error = new Int16Array(4096);
  count = 0;

  /** For guessing how many rows are still to come: growth copies, and the copy is what peaks in memory. */
  groupsExpected = 0;
  groupsDecoded = 0;

  /** Makes room for `more` rows. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.partition.length) return;
    const guess = Math.ceil((this.count / Math.max(1, this.groupsDecoded)) * this.groupsExpected * 1.05);
    const length = Math.max(needed, Math.ceil(this.partition.length * 1.5), Math.min(guess, mostGuessedRows));
    this.partition = lengthened(this.partition, new Int32Array(length), this.count);
    this.committed = lengthened(this.committed, new Float64Array(length), this.count);
    this.error = lengthened(this.error, new Int16Array(length), this.count);
  }

  add(partition: number, committed: number, error: number): void {
    this.reserve(1);
    this.partition[this.count] = partition;
    this.committed[this.count] = error === 0 ? committed : NO_OFFSET;
    this.error[this.count] = error;
    this.count += 1;
  }
}

function lengthened<Column extends { set(from: Column): void; subarray(start: number, end: number): Column }>(
  from: Column,
  to: Column,
  count: number,
): Column {
  to.set(from.subarray(0, count));
  return to;
}
