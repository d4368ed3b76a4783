import { TopicDictionary } from './topic-dictionary.ts';

const absent = -1;

/** Kafka refuses more partitions a topic long before this; a larger number is a misread answer, not a topic. */
const mostPartitions = 1_000_000;

/** Whether a number in an answer, or in what a client wrote into its assignment, can be a partition. */
export function isPartitionNumber(number: number): boolean {
  return number >= 0 && number < mostPartitions;
}

/** Rows of partitions, one for each topic and partition that some group names. */
export class PartitionDictionary {
  readonly topics = new TopicDictionary();
  topic = new Int32Array(1024);
  partition = new Int32Array(1024);
  count = 0;
  /** By topic: partition number → row. */
  readonly #rows: Int32Array[] = [];

  /** Rows of a topic by partition number, −1 where there is none; only as long as the highest number seen. */
  rowsOf(topic: number): Int32Array {
    while (this.#rows.length <= topic) this.#rows.push(new Int32Array(16).fill(absent));
    return this.#rows[topic]!;
  }

  /** The row of a partition; adds it where it is new. May replace what rowsOf gave before. */
  rowOf(topic: number, partition: number): number {
    let rows = this.rowsOf(topic);
    if (partition >= rows.length) {
      const longer = new Int32Array(Math.max(rows.length * 2, partition + 1)).fill(absent);
      longer.set(rows);
      rows = longer;
      this.#rows[topic] = rows;
    }
    const known = rows[partition]!;
    if (known !== absent) return known;
    if (this.count === this.topic.length) this.#grow();
    const row = this.count;
    this.topic[row] = topic;
    this.partition[row] = partition;
    rows[partition] = row;
    this.count += 1;
    return row;
  }

  #grow(): void {
    this.topic = doubled(this.topic);
    this.partition = doubled(this.partition);
  }
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(column.length * 2);
  longer.set(column);
  return longer;
}
