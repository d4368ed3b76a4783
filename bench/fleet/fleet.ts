/**
 * A fleet of topics and consumer groups in which everything is a pure function of its size: what each group reads, what
 * it committed, where each log ends. So the right totals are known without asking a cluster.
 */
export interface FleetSize {
  readonly groups: number;
  /** The mean; a group reads from 1 to twice as many topics as the mean, less one. */
  readonly partitionsPerGroup: number;
  readonly topics: number;
  readonly partitionsPerTopic: number;
  /** Groups that have one live member, of a hundred; the others are empty. */
  readonly livePercent: number;
}

/** What every client has to report of the fleet. */
export interface Totals {
  readonly groups: number;
  readonly groupPartitions: number;
  readonly sumCommitted: number;
  readonly totalLag: number;
}

export const topicName = (topic: number) => `prod.domain-${padded(topic % 20, 2)}.events-${padded(topic, 3)}.v1`;
export const groupName = (group: number) => `team-${padded(group % 40, 2)}.service-${padded(group, 5)}.consumer`;

/** Each log holds 1 to 20 records: enough for a lag, little enough to be written quickly. */
export const endOffset = (topic: number, partition: number) => 1 + (mix(7, topic, partition) % 20);

export const isLive = (size: FleetSize, group: number) => mix(13, group, 0) % 100 < size.livePercent;

export function topicsOfGroup(size: FleetSize, group: number): readonly number[] {
  const most = 2 * (size.partitionsPerGroup / size.partitionsPerTopic) - 1;
  const chosen = new Set<number>();
  for (let draw = 0; chosen.size < (group % most) + 1; draw++) chosen.add(mix(11, group, draw) % size.topics);
  return [...chosen];
}

/** A third of the partitions is caught up, the others are anywhere behind. */
export function committedOffset(group: number, topic: number, partition: number): number {
  const end = endOffset(topic, partition);
  const draw = mix(group, topic, partition);
  return draw % 3 === 0 ? end : (draw >>> 8) % (end + 1);
}

export function truthOf(size: FleetSize): Totals {
  let groupPartitions = 0;
  let sumCommitted = 0;
  let totalLag = 0;
  for (let group = 0; group < size.groups; group++) {
    for (const topic of topicsOfGroup(size, group)) {
      for (let partition = 0; partition < size.partitionsPerTopic; partition++) {
        const committed = committedOffset(group, topic, partition);
        groupPartitions++;
        sumCommitted += committed;
        totalLag += endOffset(topic, partition) - committed;
      }
    }
  }
  return { groups: size.groups, groupPartitions, sumCommitted, totalLag };
}

/** Why no such fleet can be made; undefined where it can. */
export function flawOf(size: FleetSize): string | undefined {
  const most = 2 * (size.partitionsPerGroup / size.partitionsPerTopic) - 1;
  if (!Number.isInteger(most) || most < 1) {
    return `--partitions-per-group ${size.partitionsPerGroup} is not a whole number of half topics of ${size.partitionsPerTopic} partitions`;
  }
  return most > size.topics ? `a group would read ${most} of ${size.topics} topics; raise --topics` : undefined;
}

const padded = (value: number, digits: number) => String(value).padStart(digits, '0');

/** MurmurHash3's finalizer over three words: the same on every machine, evenly spread, no state to carry. */
function mix(a: number, b: number, c: number): number {
  let hash = 0x9e3779b9;
  for (const word of [a, b, c]) {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
