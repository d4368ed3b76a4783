import * as z from 'zod/mini';
import { OperationError } from '../../src/domain/errors.ts';
import { parsePrincipal } from '../../src/domain/offsets/hold.ts';
import { withoutRepeats } from '../../src/domain/offsets/offset-map.ts';
import { parseDuration } from '../../src/domain/offsets/parse-duration.ts';
import { parseInstant } from '../../src/domain/offsets/parse-instant.ts';
import { parseTopicChoice } from '../../src/domain/offsets/topic-choice.ts';

/** A value that the domain can read; what it says where it cannot is what the reader of the error gets. */
const readableBy = <T>(read: (value: T) => unknown) =>
  z.refine<T>(value => complaintOf(read, value) === undefined, {
    error: ({ input }) => complaintOf(read, input as T),
  });

const complaintOf = <T>(read: (value: T) => unknown, value: T): string | undefined => {
  try {
    read(value);
    return undefined;
  } catch (error) {
    if (error instanceof OperationError) return error.message;
    throw error;
  }
};

const filled = z.string().check(z.minLength(1));
const offset = z.int().check(z.nonnegative());
const topicName = z.string().check(z.regex(/^[\w.-]{1,249}$/, 'is no name of a topic'));
const runId = z.string().check(z.regex(/^[\w-]{1,80}$/, 'is no id of a run'));

const position = z.strictObject({
  topic: topicName,
  partition: z.int().check(z.nonnegative(), z.lte(999_999_999)),
  offset,
  metadata: z.optional(z.string()),
  leaderEpoch: z.optional(z.int().check(z.nonnegative())),
});

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('earliest') }),
  z.strictObject({ kind: z.literal('latest') }),
  z.strictObject({ kind: z.literal('last-stable') }),
  z.strictObject({ kind: z.literal('current') }),
  z.strictObject({ kind: z.literal('offset'), offset }),
  z.strictObject({
    kind: z.literal('shift'),
    byRecords: z.int().check(z.refine(records => records !== 0, 'has to be a whole number such as 10 or -10')),
  }),
  z.strictObject({ kind: z.literal('time'), at: z.string().check(readableBy(parseInstant)) }),
  z.strictObject({ kind: z.literal('ago'), duration: z.string().check(readableBy(parseDuration)) }),
  z.strictObject({ kind: z.literal('skip-record'), expectedOffset: z.optional(offset) }),
  z.strictObject({ kind: z.literal('group'), group: filled }),
  z.strictObject({ kind: z.literal('run'), runId, positions: z.optional(z.enum(['before', 'after'])) }),
  z.strictObject({
    kind: z.literal('positions'),
    from: z.optional(filled.check(z.describe('what reasons call the positions, such as the name of a file'))),
    positions: z.array(position).check(
      z.minLength(1),
      readableBy(positions => withoutRepeats(positions, 'the list')),
    ),
  }),
]);

const hold = z.union([
  z.literal(true),
  z.strictObject({ principals: z.array(z.string().check(readableBy(parsePrincipal))).check(z.minLength(1)) }),
]);

const mostFollowSeconds = 600;
/** The stage that watches has five minutes. */
const mostWatchSeconds = 240;

export const resetSchema = z.strictObject({
  group: filled,
  topics: z.optional(
    z
      .array(z.string().check(readableBy(parseTopicChoice)))
      .check(z.minLength(1), z.describe('orders, orders:0,3, orders:0-5 or orders-*')),
  ),
  allTopics: z.optional(z.literal(true).check(z.describe('every partition the group has a commit for'))),
  subscribed: z.optional(z.literal(true).check(z.describe('every partition of each topic the group reads'))),
  target,
  clamp: z.optional(z.boolean().check(z.describe('go to the nearest end of the log where the target is outside'))),
  whenNoRecord: z.optional(z.enum(['refuse', 'end'])),
  leaveInternalTopics: z.optional(z.boolean()),
  ignoreOpenTransactions: z.optional(z.boolean()),
  hold: z.optional(hold.check(z.describe('keep consumers from starting while the run lasts'))),
  watchSeconds: z.optional(
    z
      .int()
      .check(
        z.nonnegative(),
        z.lte(mostWatchSeconds),
        z.describe('the commits have to stand still for this long before they are moved; 6 where it is not given'),
      ),
  ),
  followSeconds: z.optional(
    z
      .int()
      .check(z.positive(), z.lte(mostFollowSeconds), z.describe('watch this long for the group to read on afterwards')),
  ),
});

export const undoSchema = z.strictObject({ undo: runId });

export type ResetEvent = z.infer<typeof resetSchema>;

/** Fields of which a request has one, unless its target names its partitions. */
export const scopeFields = ['topics', 'allTopics', 'subscribed'] as const;
export const targetsThatNamePartitions: ReadonlySet<string> = new Set(['positions', 'group', 'run']);
