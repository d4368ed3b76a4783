import { type Command, Option } from 'commander';
import { OperationError } from '../src/domain/errors.ts';
import { parsePrincipal } from '../src/domain/offsets/hold.ts';
import { parseOffsetFile } from '../src/domain/offsets/offset-file.ts';
import { parseOffsetMap, toOffset } from '../src/domain/offsets/offset-map.ts';
import { parseDuration } from '../src/domain/offsets/parse-duration.ts';
import { parseInstant } from '../src/domain/offsets/parse-instant.ts';
import type { OffsetResetRequest, OffsetScope, OffsetTarget } from '../src/domain/offsets/request.ts';
import { parseTopicChoice } from '../src/domain/offsets/topic-choice.ts';
import { addConnectionFlags, type ConnectionFlags } from './connection-flags.ts';
import { toTexts } from './flag-values.ts';

/** Which offsets go where. */
export interface OffsetFlags extends ConnectionFlags {
  readonly group?: readonly string[];
  readonly topic?: readonly string[];
  readonly allTopics?: boolean;
  readonly subscribed?: boolean;
  readonly clamp?: boolean;
  readonly whenNoRecord: 'refuse' | 'end';
  readonly leaveInternalTopics?: boolean;
  readonly ignoreOpenTransactions?: boolean;
  readonly hold?: boolean;
  readonly holdPrincipal?: readonly string[];
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
  readonly fromRun?: string;
  readonly fromGroup?: string;
  readonly fromFile?: string;
}

export function addOffsetFlags(command: Command): Command {
  return addConnectionFlags(command)
    .option('-g, --group <name>', 'the group to move, without members; repeatable, billing-* for all that fit', toTexts)
    .optionsGroup('Which partitions:')
    .option('-t, --topic <topic>', 'orders, orders:0,3, orders:0-5 or orders-*, repeatable', toTexts)
    .option('--all-topics', 'every partition the group has a commit for')
    .option('--subscribed', 'every partition of each topic it has a commit for or its members subscribe to')
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
    .option('--from-run <run>', 'where an earlier run found its group; RUN:after for where it left it')
    .option('--from-group <name>', 'where another group is')
    .option('--from-file <file>', 'Kafka\'s CSV, or what "offsets export --json" wrote')
    .optionsGroup('Options:')
    .option('--clamp', 'go to the nearest end of the log where the target is outside of it')
    .addOption(
      new Option('--when-no-record <what>', 'what to do with a partition without a record at that time or after it')
        .choices(['refuse', 'end'])
        .default('refuse'),
    )
    .option('--leave-internal-topics', 'move the input topics of a Kafka Streams application without its state')
    .option('--ignore-open-transactions', 'move on although the group may be waiting for an open transaction')
    .option(
      '--hold',
      'keep its consumers from joining while the run lasts: a deny ACL for each whom an ACL lets read it',
    )
    .option('--hold-principal <principal>', 'hold this one instead: User:app, repeatable', toTexts);
}

/** What the world adds to the flags. */
export interface OffsetSurroundings {
  readonly nowMs: number;
  readonly readFile: (name: string) => Promise<string>;
}

/** The groups as they were asked for, by name or pattern, and what is asked of each. */
export interface OffsetRequests {
  readonly groups: readonly string[];
  readonly requestFor: (group: string) => OffsetResetRequest;
}

export async function toOffsetRequests(flags: OffsetFlags, around: OffsetSurroundings): Promise<OffsetRequests> {
  const { group: groups = [] } = flags;
  if (groups.length === 0) throw usage('say which group: --group orders-app');
  const targetFor = await toTarget(flags, around);
  const scope = toScope(flags);
  const settings: Omit<OffsetResetRequest, 'group' | 'target' | 'scope'> = {
    outOfRange: flags.clamp === true ? 'clamp' : 'refuse',
    noRecord: flags.whenNoRecord,
    ...(flags.leaveInternalTopics === true ? { internalTopics: 'leave' as const } : {}),
    ...(flags.ignoreOpenTransactions === true ? { openTransactions: 'ignore' as const } : {}),
    ...toHold(flags),
  };
  return { groups, requestFor: group => ({ group, target: targetFor(group), scope, ...settings }) };
}

function toHold({ hold, holdPrincipal: principals }: OffsetFlags): Pick<OffsetResetRequest, 'hold'> {
  if (principals !== undefined) return { hold: { principals: principals.map(parsePrincipal) } };
  return hold === true ? { hold: {} } : {};
}

const scopes = ['topic', 'allTopics', 'subscribed'] as const;
const targetsThatNamePartitions = ['toOffsets', 'fromRun', 'fromGroup', 'fromFile'] as const;

function toScope(flags: OffsetFlags): OffsetScope {
  const given = scopes.filter(name => flags[name] !== undefined);
  if (given.length > 1) throw usage(`${given.map(toFlag).join(' and ')} exclude each other; give one`);
  if (flags.topic !== undefined) return { kind: 'topics', choices: flags.topic.map(parseTopicChoice) };
  if (flags.subscribed === true) return { kind: 'subscribed' };
  if (flags.allTopics !== true && targetsThatNamePartitions.every(name => flags[name] === undefined)) {
    const ways = '--topic orders, --topic orders:0,3, --all-topics for all the group has, or --subscribed';
    throw usage(`say which partitions: ${ways}`);
  }
  return { kind: 'all' };
}

type TargetOf = (flags: OffsetFlags, around: OffsetSurroundings) => OffsetTarget;

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
  fromRun: ({ fromRun: text = '' }) => toRunTarget(text),
} satisfies Readonly<Record<string, TargetOf>>;

const targetNames = [...(Object.keys(targets) as (keyof typeof targets)[]), 'fromFile'] as const;

/** Where each group goes: all to the same, but a file may hold one part for each. */
async function toTarget(flags: OffsetFlags, around: OffsetSurroundings): Promise<(group: string) => OffsetTarget> {
  const names = targetNames;
  const given = names.filter(name => flags[name] !== undefined);
  const [name] = given;
  if (name === undefined) throw usage(`say where to: one of ${names.map(toFlag).join(', ')}`);
  if (given.length > 1) throw usage(`${given.map(toFlag).join(' and ')} exclude each other; give one`);
  if (name === 'fromFile') {
    const { fromFile: from = '' } = flags;
    const text = await around.readFile(from);
    return group => ({ kind: 'positions', from, positions: parseOffsetFile(text, group, from) });
  }
  const toOne: TargetOf = targets[name];
  const target = toOne(flags, around);
  return () => target;
}

function toRunTarget(text: string): OffsetTarget {
  const [runId = '', positions = 'before', ...more] = text.split(':');
  if (runId === '' || (positions !== 'before' && positions !== 'after') || more.length > 0) {
    throw usage(
      `--from-run ${text} cannot be read; write RUN for where the run found its group, RUN:after for where it left it`,
    );
  }
  return { kind: 'run', runId, positions };
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
