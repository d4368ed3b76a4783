import { gzipSync } from 'node:zlib';
import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillerPool } from '../../../../src/domain/perf/filler.ts';
import { seededRandom } from '../../../../src/domain/perf/random.ts';
import { keySampler } from '../../../../src/domain/perf/record-keys.ts';
import { averageBytes, sizeSampler } from '../../../../src/domain/perf/record-sizes.ts';
import { readStamp, writeStamp } from '../../../../src/domain/perf/record-stamp.ts';

const many = 20_000;
const sample = <T>(next: () => T): T[] => Array.from({ length: many }, next);

describe('the records of a load', () => {
  it('are the same for the same seed, and others for another', () => {
    const [one, same, other] = [1, 1, 2].map(seed => sample(seededRandom(seed)));
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect(one!.every(value => value >= 0 && value < 1)).toBe(true);
  });

  it('have the sizes that were asked for, on average too', () => {
    const sizes = [
      { leastBytes: 100, mostBytes: 300, share: 0.9 },
      { leastBytes: 5_000, mostBytes: 5_000, share: 0.1 },
    ];
    const drawn = sample(sizeSampler(sizes, seededRandom(1)));
    expect(drawn.every(bytes => (bytes >= 100 && bytes <= 300) || bytes === 5_000)).toBe(true);
    const average = drawn.reduce((sum, bytes) => sum + bytes, 0) / many;
    expect(Math.abs(average / averageBytes(sizes) - 1)).toBeLessThan(0.05);
  });

  it('have keys of which the first comes twice as often as the second, with a skew of 1', () => {
    const drawn = sample(keySampler({ cardinality: 100, skew: 1 }, seededRandom(1)));
    const counts = Map.groupBy(drawn, key => key);
    expect(counts.get(0)!.length / counts.get(1)!.length).toBeCloseTo(2, 0);
    expect(Math.max(...drawn)).toBeLessThan(100);
  });

  it.each([0, 0.5, 0.8])('compress as far as was asked for: %s', compressibility => {
    const pool = fillerPool(compressibility, seededRandom(1), 200_000);
    const left = gzipSync(pool).length / pool.length;
    expect(Math.abs(left - (1 - compressibility))).toBeLessThan(0.08);
  });

  it('carry their number, and are known by their run', () => {
    assert(
      property(integer({ min: 0, max: 2 ** 32 - 1 }), integer({ min: 0, max: 2 ** 50 }), (tag, sequence) => {
        const bytes = new Uint8Array(20);
        writeStamp(bytes, 3, tag, sequence);
        expect(readStamp(bytes, 3, 15, tag)).toBe(sequence);
        expect(readStamp(bytes, 3, 15, tag ^ 1)).toBeUndefined();
        expect(readStamp(bytes, 3, 14, tag)).toBeUndefined();
      }),
    );
  });
});
