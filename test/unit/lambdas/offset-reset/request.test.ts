import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OffsetFlags, toOffsetRequests } from '../../../../cli/offset-flags.ts';
import { parseOffsetRequest, requestOf } from '../../../../lambdas/offset-reset/request.ts';
import { inMemoryRuns } from '../../../contracts/fakes/in-memory-runs.ts';

const nowMs = Date.parse('2026-03-01T12:00:00Z');
const target = { kind: 'latest' };

/** One part of a request, as flags and as JSON. */
interface Said {
  readonly flags: Partial<OffsetFlags>;
  readonly json: Readonly<Record<string, unknown>>;
}

const same = (flags: Partial<OffsetFlags>, json: Said['json']): Said => ({ flags, json });
const offsets = fc.maxSafeNat();
const names = fc.stringMatching(/^[\w.-]{1,20}$/);
const partitions = fc.uniqueArray(fc.record({ topic: names, partition: fc.nat({ max: 99 }), offset: offsets }), {
  minLength: 1,
  maxLength: 4,
  selector: ({ topic, partition }) => `${topic}:${partition}`,
});
const instants = fc
  .date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString());

/** Targets that fit any partition. */
const targetsOfAll: fc.Arbitrary<Said> = fc.oneof(
  fc.constantFrom(
    same({ toEarliest: true }, { kind: 'earliest' }),
    same({ toLatest: true }, { kind: 'latest' }),
    same({ toLastStable: true }, { kind: 'last-stable' }),
    same({ toCurrent: true }, { kind: 'current' }),
    same({ skipRecord: true }, { kind: 'skip-record' }),
  ),
  offsets.map(offset => same({ toOffset: String(offset) }, { kind: 'offset', offset })),
  offsets.map(offset => same({ skipRecord: String(offset) }, { kind: 'skip-record', expectedOffset: offset })),
  fc
    .integer()
    .filter(records => records !== 0)
    .map(byRecords => same({ shiftBy: String(byRecords) }, { kind: 'shift', byRecords })),
  instants.map(at => same({ toDatetime: at }, { kind: 'time', at })),
  fc
    .constantFrom('90m', '1d12h', 'PT1H30M', '0s')
    .map(duration => same({ byDuration: duration }, { kind: 'ago', duration })),
);

/** Targets that name their partitions. */
const targetsOfSome: fc.Arbitrary<Said> = fc.oneof(
  names.map(group => same({ fromGroup: group }, { kind: 'group', group })),
  fc
    .constantFrom('', ':before', ':after')
    .map(suffix =>
      same(
        { fromRun: `run-1${suffix}` },
        { kind: 'run', runId: 'run-1', ...(suffix === '' ? {} : { positions: suffix.slice(1) }) },
      ),
    ),
  partitions.map(positions => {
    const map = positions.map(({ topic, partition, offset }) => `${topic}:${partition}=${offset}`).join();
    return same({ toOffsets: map }, { kind: 'positions', from: 'the offset map', positions });
  }),
  partitions.map(positions =>
    same({ fromFile: JSON.stringify({ offsets: positions }) }, { kind: 'positions', positions }),
  ),
);

const choices = fc.array(
  fc.tuple(names, fc.constantFrom('', '*', ':3', ':0,3', ':0-5,8')).map(parts => parts.join('')),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const scopes: fc.Arbitrary<Said> = fc.oneof(
  choices.map(topics => same({ topic: topics }, { topics })),
  fc.constantFrom(same({ allTopics: true }, { allTopics: true }), same({ subscribed: true }, { subscribed: true })),
);
const nothingSaid = fc.constant(same({}, {}));

const whole: fc.Arbitrary<Said> = fc
  .record({
    group: fc.string({ minLength: 1 }),
    place: fc.oneof(fc.tuple(targetsOfAll, scopes), fc.tuple(targetsOfSome, fc.oneof(scopes, nothingSaid))),
    clamp: fc.constantFrom(same({}, {}), same({}, { clamp: false }), same({ clamp: true }, { clamp: true })),
    noRecord: fc.constantFrom<Said>(same({ whenNoRecord: 'end' }, { whenNoRecord: 'end' }), same({}, {})),
    state: fc.constantFrom(same({}, {}), same({ leaveInternalTopics: true }, { leaveInternalTopics: true })),
    hold: fc.constantFrom<Said>(
      same({}, {}),
      same({ hold: true }, { hold: true }),
      same({ holdPrincipal: ['User:app'] }, { hold: { principals: ['User:app'] } }),
    ),
    waiting: fc.constantFrom(same({}, {}), same({ ignoreOpenTransactions: true }, { ignoreOpenTransactions: true })),
  })
  .map(({ group, place: [where, scope], ...settings }) => {
    const parts = [scope, ...Object.values(settings)];
    const file = where.flags.fromFile === undefined ? {} : { from: where.flags.fromFile };
    return {
      flags: Object.assign({ group: [group] }, where.flags, ...parts.map(({ flags }) => flags)) as Said['flags'],
      json: Object.assign(
        { group, target: { ...where.json, ...file } },
        ...parts.map(({ json }) => json),
      ) as Said['json'],
    };
  });

describe('a request for an offset reset as JSON', () => {
  it('can say whatever the command line can, and means the same', async () => {
    const readFile = async (name: string) => name;
    await fc.assert(
      fc.asyncProperty(whole, async ({ flags, json }) => {
        const asked = await toOffsetRequests({ whenNoRecord: 'refuse', ...flags }, { nowMs, readFile });
        const request = asked.requestFor(asked.groups[0]!);
        expect(parseOffsetRequest(json, nowMs)).toEqual({ kind: 'reset', request, followMs: undefined });
      }),
      { numRuns: 500 },
    );
  });

  it('tells how long to watch, whom to hold, or which run to take back', () => {
    const asked = { group: 'app', allTopics: true, target, followSeconds: 120, hold: true };
    expect(parseOffsetRequest(asked, nowMs)).toMatchObject({ followMs: 120_000, request: { hold: {} } });
    const named = { ...asked, hold: { principals: ['User:app'] } };
    expect(parseOffsetRequest(named, nowMs)).toMatchObject({ request: { hold: { principals: ['User:app'] } } });
    expect(parseOffsetRequest({ undo: '20240115-103000-9f3c21' }, nowMs)).toEqual({
      kind: 'undo',
      runId: '20240115-103000-9f3c21',
    });
  });

  it('is refused with all that is wrong in one line, each with its field', () => {
    const asked = {
      group: '',
      topics: ['orders:0', 'a b'],
      target: { kind: 'time', at: '2024-01-15T10:30:00' },
      followSeconds: 601,
      topic: 'orders',
    };
    expect(() => parseOffsetRequest(asked, nowMs)).toThrow(
      'the request is none of an offset reset: group has to be at least 1 letter; topics[1] topic "a b" cannot be read; write orders, orders:0,3, orders:0-5 or orders-*; target.at the time "2024-01-15T10:30:00" cannot be read: it names no time zone; write 2024-01-15T10:30:00Z for UTC, or your zone such as 2024-01-15T10:30:00+01:00; followSeconds has to be at most 600; has no field "topic"',
    );
  });

  it.each([
    [null, 'it is no object such as {"group": "billing"'],
    [['app'], 'it is no object such as'],
    [{}, 'group is missing; target is missing'],
    [{ group: 'app', target }, 'one of topics, allTopics, subscribed has to say which partitions'],
    [{ group: 'app', target: { kind: 'newest' } }, 'target.kind is no kind that is known; one of topics'],
    [
      { group: 'app', target, topics: ['orders'], allTopics: true },
      'topics and allTopics exclude each other, give one',
    ],
    [{ group: 'app', target, topics: [] }, 'topics has to be at least 1 entry'],
    [{ group: 'app', allTopics: 1, target: 'latest' }, 'allTopics has to be true; target has to be an object'],
    [
      { group: 'app', allTopics: true, target: { kind: 'offset', offset: 1.5 } },
      'target.offset has to be a whole number',
    ],
    [{ group: 'app', allTopics: true, target: { kind: 'ago', duration: '1y' } }, 'target.duration the duration "1y"'],
    [
      {
        group: 'app',
        target: { kind: 'positions', positions: [1, 2].map(offset => ({ topic: 't', partition: 0, offset })) },
      },
      'target.positions the list names t:0 twice; leave one',
    ],
    [
      { group: 'app', allTopics: true, target, hold: { principals: ['app'] } },
      'hold.principals[0] "app" is no principal',
    ],
    [{ undo: 'a run' }, 'undo is no id of a run'],
    [{ undo: 'run-1', group: 'app' }, 'has no field "group"'],
  ])('is refused for %j', (asked, message) => {
    expect(() => parseOffsetRequest(asked, nowMs)).toThrow(`the request is none of an offset reset: `);
    expect(() => parseOffsetRequest(asked, nowMs)).toThrow(message);
  });

  it('is refused where the run whose positions it wants is not recorded', async () => {
    const { journal } = inMemoryRuns(() => nowMs);
    const asked = { group: 'app', target: { kind: 'run', runId: 'run-7' } };
    await expect(requestOf(asked, { nowMs, journal, clusterId: 'c' })).rejects.toMatchObject({ name: 'RunUnknown' });
  });
});
