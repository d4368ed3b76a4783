import { type Command, Option } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import { parseOffsetFile } from '../src/domain/offsets/offset-file.ts';
import { parseOffsetMap, toOffset } from '../src/domain/offsets/offset-map.ts';
import { parseDuration } from '../src/domain/offsets/parse-duration.ts';
import { parseInstant } from '../src/domain/offsets/parse-instant.ts';
import type { OffsetResetRequest, OffsetTarget } from '../src/domain/offsets/request.ts';
import { parseTopicChoice } from '../src/domain/offsets/topic-choice.ts';
import { addConnectionFlags, type ConnectionFlags } from './connection-flags.ts';
import { toTexts } from './flag-values.ts';

/** Which offsets go where. */
export interface OffsetFlags extends ConnectionFlags {
  readonly group?: string;
  readonly topic?: readonly string[];
  readonly allTopics?: boolean;
  readonly clamp?: boolean;
  readonly whenNoRecord: 'refuse' | 'end';
  readonly toEarliest?: boolean;
  readonly toLatest?: boolean;
  readonly toLastStable?: boolean;
  readonly toOffset?: string;
  readonly toOffsets?: string;
  readonly shiftBy?: string;
  readonly toDatetime?: string;
  readonly byDuration?: string;
  readonly toCurrent?: boolean;
  readonly skipRecord?: string | boolean;
  readonly fromGroup?: string;
  readonly fromFile?: string;
}

export function addOffsetFlags(command: Command): Command {
  return addConnectionFlags(command)
    .option('-g, --group <name>', 'the group to move; it has to be there and without members')
    .optionsGroup('Which partitions:')
    .option('-t, --topic <topic>', 'orders, orders:0,3, orders:0-5 or orders-*, repeatable', toTexts)
    .option('--all-topics', 'every partition the group has a commit for')
    .optionsGroup('Where to:')
    .option('--to-earliest', 'the oldest record')
    .option('--to-latest', 'past the newest record')
    .option('--to-last-stable', 'past the last transaction that is over')
    .option('--to-offset <offset>', 'this offset')
    .option('--to-offsets <map>', 'an offset for each partition: orders:0=41208,orders:1=17')
    .option('--shift-by <records>', 'so many offsets on from the commit, or back: 10, -10')
    .option('--to-datetime <time>', 'the first record at this time or after it: 2024-01-15T10:30:00+01:00')
    .option('--by-duration <time>', 'the first record of the last 90m, 1d12h, PT1H30M')
    .option('--to-current', 'where it is: renews the commits')
    .option('--skip-record [offset]', 'past the one record the group would read next, if it is this one')
    .option('--from-group <name>', 'where another group is')
    .option('--from-file <file>', 'Kafka\'s CSV, or what "offsets export --json" wrote')
    .optionsGroup('Options:')
    .option('--clamp', 'go to the nearest end of the log where the target is outside of it')
    .addOption(
      new Option('--when-no-record <what>', 'what to do with a partition without a record at that time or after it')
        .choices(['refuse', 'end'])
        .default('refuse'),
    );
}

/** What the world adds to the flags. */
export interface OffsetSurroundings {
  readonly nowMs: number;
  readonly readFile: (name: string) => Promise<string>;
}

export async function toOffsetRequest(flags: OffsetFlags, around: OffsetSurroundings): Promise<OffsetResetRequest> {
  const { group } = flags;
  if (group === undefined || group === '') throw usage('say which group: --group orders-app');
  const target = await toTarget({ ...flags, group }, around);
  const namesPartitions = target.kind === 'positions' || target.kind === 'group';
  if (flags.topic !== undefined && flags.allTopics === true) throw usage('give --topic or --all-topics, not both');
  if (flags.topic === undefined && flags.allTopics !== true && !namesPartitions) {
    throw usage('say which partitions: --topic orders, --topic orders:0,3, or --all-topics for all the group has');
  }
  return {
    group,
    target,
    scope: flags.topic === undefined ? { kind: 'all' } : { kind: 'topics', choices: flags.topic.map(parseTopicChoice) },
    outOfRange: flags.clamp === true ? 'clamp' : 'refuse',
    noRecord: flags.whenNoRecord,
  };
}

type GroupFlags = OffsetFlags & { readonly group: string };
type TargetOf = (flags: GroupFlags, around: OffsetSurroundings) => OffsetTarget | Promise<OffsetTarget>;

const targets = {
  toEarliest: () => ({ kind: 'earliest' }),
  toLatest: () => ({ kind: 'latest' }),
  toLastStable: () => ({ kind: 'last-stable' }),
  toOffset: ({ toOffset: text = '' }) => ({ kind: 'offset', offset: toOffset(text) }),
  toOffsets: ({ toOffsets: text = '' }) => ({
    kind: 'positions',
    from: 'the offset map',
    positions: parseOffsetMap(text),
  }),
  shiftBy: ({ shiftBy: text = '' }) => ({ kind: 'shift', byRecords: toShift(text) }),
  toDatetime: ({ toDatetime: text = '' }) => ({ kind: 'time', timestampMs: parseInstant(text) }),
  byDuration: ({ byDuration: text = '' }, { nowMs }) => ({ kind: 'time', timestampMs: nowMs - parseDuration(text) }),
  toCurrent: () => ({ kind: 'current' }),
  skipRecord: ({ skipRecord }) => ({
    kind: 'skip-record',
    ...(typeof skipRecord === 'string' ? { expectedOffset: toOffset(skipRecord) } : {}),
  }),
  fromGroup: ({ fromGroup = '' }) => ({ kind: 'group', group: fromGroup }),
  fromFile: async ({ fromFile = '', group }, { readFile }) => ({
    kind: 'positions',
    from: fromFile,
    positions: parseOffsetFile(await readFile(fromFile), group, fromFile),
  }),
} satisfies Readonly<Record<string, TargetOf>>;

async function toTarget(flags: GroupFlags, around: OffsetSurroundings): Promise<OffsetTarget> {
  const names = Object.keys(targets) as (keyof typeof targets)[];
  const given = names.filter(name => flags[name] !== undefined);
  const [name] = given;
  if (name === undefined) throw usage(`say where to: one of ${names.map(toFlag).join(', ')}`);
  if (given.length > 1) throw usage(`${given.map(toFlag).join(' and ')} exclude each other; give one`);
  const toOne: TargetOf = targets[name];
  return await toOne(flags, around);
}

function toFlag(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

function toShift(text: string): number {
  const byRecords = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(byRecords) && byRecords !== 0) return byRecords;
  throw usage(`--shift-by ${text} cannot be read; write a whole number such as 10 or -10`);
}

function usage(message: string): OperationError {
  return new OperationError('InputInvalid', message);
}
