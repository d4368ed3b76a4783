import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteReader } from '../../../../src/domain/lag/byte-reader.ts';
import { byteWriter } from '../../../../src/domain/lag/byte-writer.ts';
import type { LagState } from '../../../../src/domain/lag/state-codec.ts';
import { decodeLagState, encodeLagState } from '../../../../src/domain/lag/state-codec.ts';
import { appendSample } from '../../../../src/domain/lag/window.ts';
import { minuteMs, minutesOf, windowOf } from '../../../builders/lag-window.ts';
import type { GroupSpec } from '../../../builders/snapshot.ts';
import { noon, snapshotOf } from '../../../builders/snapshot.ts';

const incident = { incidentId: 'a1', group: 'billing:é', verdict: 'STALLED', openedAtMs: noon } as const;
const notice = {
  noticeId: 'n1',
  transition: 'opened',
  incidentId: 'a1',
  clusterId: 'cluster-a',
  group: 'billing:é',
  verdict: 'STALLED',
  formerVerdict: 'OK',
  openedAt: '2026-01-15T12:00:00.000Z',
  observedAt: '2026-01-15T12:00:00.000Z',
  lagRecords: 5,
  evidence: 'stands still',
} as const;

const window = windowOf(
  minutesOf([
    { committed: 10, end: 50 },
    { committed: 2 ** 62, end: 60 },
    { error: 30, end: 70 },
  ]),
);
const state: LagState = { clusterId: 'cluster-a', window, incidents: [incident], outbox: [notice] };

/** No offset is minus zero, and whether it comes back as one does not matter. */
const noMinusZero = (value: fc.Arbitrary<number>) => value.map(v => v + 0);

/** Where the window's section begins: after magic, version, and the first section with its length and checksum. */
const windowStart = (bytes: Uint8Array) => 13 + new DataView(bytes.buffer).getUint32(5);

describe('the stored state of a lag check', () => {
  it('comes back as it was', () => {
    expect(decodeLagState(encodeLagState(state))).toEqual({ state });
  });

  it('comes back without a window as well', () => {
    const empty: LagState = { clusterId: 'cluster-a', incidents: [], outbox: [] };
    expect(decodeLagState(encodeLagState(empty))).toEqual({ state: empty });
  });

  it('is read from the middle of a larger buffer', () => {
    const bytes = encodeLagState(state);
    const larger = new Uint8Array(bytes.length + 20);
    larger.set(bytes, 7);
    expect(decodeLagState(larger.subarray(7, 7 + bytes.length))).toEqual({ state });
  });

  it('comes back for any window, and the next sample can be added', () => {
    const offset = fc.oneof(
      fc.nat(),
      fc.maxSafeNat(),
      fc.constant(-1),
      noMinusZero(fc.double({ noNaN: true, noDefaultInfinity: true })),
    );
    const row = fc.record({ committed: offset, end: offset, logStart: offset, lastStable: offset });
    const group: fc.Arbitrary<GroupSpec> = fc.record({
      state: fc.constantFrom('Stable' as const, 'Empty' as const),
      error: fc.constantFrom(0, 30, -1, 10_004),
      rows: fc.dictionary(fc.constantFrom('t-0', 't-1', 'u-2147483647'), row),
    });
    const groups = fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 12 }), group);
    fc.assert(
      fc.property(fc.array(groups, { minLength: 1, maxLength: 5 }), specs => {
        const made = windowOf(specs.map((g, minute) => snapshotOf({ takenAtMs: noon + minute * minuteMs, groups: g })));
        const read = decodeLagState(encodeLagState({ ...state, window: made }));
        expect(read.problem).toBeUndefined();
        expect(read.state!.window).toEqual(made);
        const next = snapshotOf({ takenAtMs: noon + 60 * minuteMs, groups: specs[0]! });
        const options = { capacity: 3, dueAtMs: next.takenAtMs, bucketMs: minuteMs };
        expect(appendSample(read.state!.window, next, options)).toEqual(appendSample(made, next, options));
      }),
    );
  });

  it('costs little for what does not move', () => {
    const rows = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, i) => [`t-${i}`, { committed: i * 37, end: i * 41 }]),
    );
    const snapshots = [0, 1, 2, 3].map(m => snapshotOf({ takenAtMs: noon + m * minuteMs, groups: { g: { rows } } }));
    const one = encodeLagState({ ...state, window: windowOf(snapshots.slice(0, 1)) }).length;
    const four = encodeLagState({ ...state, window: windowOf(snapshots) }).length;
    expect(four - one).toBeLessThan(100);
  });

  it('keeps the incidents when the window is damaged', () => {
    const bytes = encodeLagState(state);
    bytes[bytes.length - 3]! ^= 0x10;
    const { state: read, problem } = decodeLagState(bytes);
    expect(read).toEqual({ ...state, window: undefined });
    expect(problem?.name).toBe('WindowUnreadable');
    expect(problem?.message).toBe('the stored lag window is damaged; a new window begins, 1 open incident kept');
  });

  it.each([
    [2, 'a newer'],
    [0, 'an older'],
  ])('keeps the incidents of version %d, %s one', (version, age) => {
    const bytes = encodeLagState(state);
    bytes[4] = version;
    const { state: read, problem } = decodeLagState(bytes);
    expect(read).toEqual({ ...state, window: undefined });
    expect(problem?.message).toContain(`is of ${age} version, ${version} and not 1`);
  });

  it('leaves out incidents and notices that lack what this version needs', () => {
    const older = { ...state, incidents: [incident, { group: 'x' }, null], outbox: [notice, 7] } as unknown as LagState;
    expect(decodeLagState(encodeLagState(older)).state).toEqual(state);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('<?xml version="1.0"?><Error/>')],
    ['only the beginning', Uint8Array.from([0x4b, 0x53, 0x4c, 0x57, 1])],
  ])('refuses %s with one sentence', (_, bytes) => {
    const { state: read, problem } = decodeLagState(bytes);
    expect(read).toBeUndefined();
    expect(problem?.message).toMatch(/^the stored lag window is .*; a new window begins, its incidents are lost and /);
  });

  it('notices any byte that was changed, and never fails otherwise', () => {
    const bytes = encodeLagState(state);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    fc.assert(
      fc.property(change, ([position, mask]) => {
        const damaged = bytes.slice();
        damaged[position]! ^= mask;
        const { state: read, problem } = decodeLagState(damaged);
        expect(problem?.name).toBe('WindowUnreadable');
        expect(read?.window).toBeUndefined();
        if (position >= windowStart(bytes)) expect(read?.incidents).toEqual([incident]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('notices that its end is missing, wherever it was cut', () => {
    const bytes = encodeLagState(state);
    for (let length = 0; length < bytes.length; length += 1) {
      const { state: read, problem } = decodeLagState(bytes.subarray(0, length));
      expect(problem?.name).toBe('WindowUnreadable');
      expect(read?.window).toBeUndefined();
      if (length >= windowStart(bytes)) expect(read?.incidents).toEqual([incident]);
    }
  });

  it('answers for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const withMagic = Uint8Array.from([0x4b, 0x53, 0x4c, 0x57, 1, ...bytes]);
        expect(decodeLagState(bytes).problem?.name).toBe('WindowUnreadable');
        expect(decodeLagState(withMagic).problem?.name).toBe('WindowUnreadable');
      }),
    );
  });
});

describe('columns as bytes', () => {
  it('come back value by value, alone and over a base', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger(), noMinusZero(fc.double()));
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 60 }), pairs => {
        const values = Float64Array.from(pairs, ([v]) => v);
        const base = Float64Array.from(pairs, ([, b]) => b);
        const out = byteWriter();
        out.column(values, values.length);
        out.columnOver(values, base, values.length);
        const input = byteReader(out.bytes());
        expect([...input.column(new Float64Array(values.length))]).toEqual([...values]);
        expect([...input.columnOver(new Float64Array(values.length), base)]).toEqual([...values]);
        expect(input.isAtEnd()).toBe(true);
      }),
    );
  });

  it('refuse a run that leaves the column, an endless number and an absurd count', () => {
    const run = byteWriter();
    run.varint(0);
    run.varint(9);
    expect(() => byteReader(run.bytes()).column(new Float64Array(3))).toThrow('a run leaves its column');
    expect(() => byteReader(new Uint8Array(12).fill(0xff)).varint()).toThrow('a number has no end');
    const count = byteWriter();
    count.varint(2 ** 40);
    expect(() => byteReader(count.bytes()).count()).toThrow('a count is absurd');
  });
});
