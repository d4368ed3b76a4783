import { parseArgs } from 'node:util';
import { type FleetSize, flawOf } from './fleet/fleet.ts';

export interface BenchOptions {
  readonly parts: readonly Part[];
  /** Smallest first; the fleet grows from one to the next on the same brokers. */
  readonly fleets: readonly FleetSize[];
  readonly rounds: number;
  /** Of the group that is moved. */
  readonly resetPartitions: number;
  /** Write the report to bench/RESULTS.md too, in the place of what is there of the same parts. */
  readonly save: boolean;
}

export const parts = ['lag', 'offset-reset', 'cost', 'bundle'] as const;
export type Part = (typeof parts)[number];

export const usage = `usage: npm run bench -- [lag] [offset-reset] [cost] [bundle] [options]

  lag            a full lag snapshot by every client, on three brokers of its own
  offset-reset   a group moved to the ends of its logs, by us and by Kafka's own command, on three brokers of its own
  cost           the cost model: one workload, ten thousand, and the choice of Netflix's model beside ours
  bundle         size and import time of the lag check's Lambda

  --groups 2000,10000            fleets to measure, one after another
  --partitions-per-group 275     the mean; times 50 partitions a topic
  --topics 200                   topics of 50 partitions
  --reset-partitions 1000        partitions of the group that is moved, a multiple of 50
  --rounds 5                     rounds that count, after one that does not
  --save                         write the report to bench/RESULTS.md`;

const partitionsPerTopic = 50;
const livePercent = 90;

/** Returns a sentence where the arguments make no sense. */
export function parseOptions(args: readonly string[]): BenchOptions | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const unknown = positionals.find(part => !parts.includes(part as Part));
  if (unknown !== undefined) return `there is no bench ${unknown}; there are ${parts.join(', ')}`;
  const fleets = values.groups.split(',').map(groups => ({
    groups: Number(groups),
    partitionsPerGroup: Number(values['partitions-per-group']),
    topics: Number(values.topics),
    partitionsPerTopic,
    livePercent,
  }));
  const rounds = Number(values.rounds);
  const numbers = [rounds, ...fleets.flatMap(({ groups, topics }) => [groups, topics])];
  if (!numbers.every(number => Number.isInteger(number) && number > 0)) {
    return '--groups, --topics and --rounds take whole numbers above 0';
  }
  const resetPartitions = Number(values['reset-partitions']);
  if (!(resetPartitions > 0 && resetPartitions % partitionsPerTopic === 0)) {
    return `--reset-partitions takes a multiple of ${partitionsPerTopic}`;
  }
  const flaw = fleets.map(flawOf).find(found => found !== undefined);
  if (flaw !== undefined) return flaw;
  return {
    parts: positionals.length === 0 ? parts : (positionals as Part[]),
    fleets: fleets.toSorted((a, b) => a.groups - b.groups),
    rounds,
    resetPartitions,
    save: values.save,
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      groups: { type: 'string', default: '2000,10000' },
      'partitions-per-group': { type: 'string', default: '275' },
      topics: { type: 'string', default: '200' },
      'reset-partitions': { type: 'string', default: '1000' },
      rounds: { type: 'string', default: '5' },
      save: { type: 'boolean', default: false },
    },
  });
