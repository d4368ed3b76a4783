import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bisect } from '../../../../src/domain/cost/bisect.ts';
import { costCurve, rangeAround } from '../../../../src/domain/cost/curve.ts';
import { cheapestByCommitment, findFlips } from '../../../../src/domain/cost/flips.ts';
import { threeYearTotal } from '../../../../src/domain/cost/growth.ts';
import { inputOf, inputs } from '../../../../src/domain/cost/inputs.ts';
import { totalsOf } from '../../../../src/domain/cost/totals.ts';
import { scaled } from '../../../../src/domain/cost/workload.ts';
import { anyWorkload, book, day, optionsWith, rates, workloadWith } from './cost-fixture.ts';

const options = optionsWith();
const busy = workloadWith({ ...rates(50_000_000, 3), retentionSeconds: 3 * day, partitions: 1_000 });

describe('a change between two answers', () => {
  it('is found as near as can be, from either side', () => {
    const answer = (value: number) => value >= 12_345.678;
    const up = bisect(100, 1e6, answer);
    expect(up).toMatchObject({ before: false, after: true });
    expect(up.value).toBeGreaterThanOrEqual(12_345.678);
    expect(up.value / 12_345.678).toBeLessThan(1.0002);
    expect(bisect(1e6, 100, answer)).toMatchObject({ before: true, after: false });
    expect(bisect(1, 1_000, value => value >= 700, true).value).toBe(700);
  });
});

describe('a curve', () => {
  it('has the cost of each option at each point, as the estimate has it', () => {
    const { points } = costCurve('retention', busy, book, options, { from: day, to: 9 * day, points: 3 });
    expect(points.map(({ value }) => Math.round(value / day))).toEqual([1, 3, 9]);
    expect(points[1]?.microUsd).toEqual(totalsOf(busy, book, options).microUsd);
  });

  it('names each value from which on another option is the cheapest', () => {
    const { points, breakEvens } = costCurve('throughput', busy, book, options);
    expect(breakEvens.length).toBeGreaterThan(0);
    const { at } = inputOf('throughput');
    for (const { value, before, after } of breakEvens) {
      expect(totalsOf(at(busy, value), book, options).cheapest).toBe(after);
      expect(totalsOf(at(busy, value * 0.999), book, options).cheapest).toBe(before);
    }
    expect(points.at(-1)?.cheapest).toBe(breakEvens.at(-1)?.after);
  });

  it('stays where the input exists', () => {
    expect(rangeAround('same-zone-fetch', busy)).toMatchObject({ from: 0.01111111111111111, to: 1 });
    expect(rangeAround('fan-out', workloadWith(rates(1_000_000, 0)))).toMatchObject({ from: 0.01, to: 0.3 });
  });
});

describe('an input', () => {
  it('leaves the workload as it is at its own value, where out goes with in', () => {
    fc.assert(
      fc.property(anyWorkload, fc.constantFrom(...inputs), (given, input) => {
        const workload = { ...given, ...rates(given.averageInBytesPerSecond, 2) };
        fc.pre(input.id !== 'same-zone-fetch');
        expect(input.at(workload, input.value(workload))).toEqual(workload);
      }),
    );
  });
});

describe('flips', () => {
  const flips = findFlips(busy, book, options);

  it('turn the decision, and are no further than it takes', () => {
    expect(flips.length).toBeGreaterThan(2);
    const now = totalsOf(busy, book, options).cheapest;
    for (const { input, from, to, cheapest } of flips) {
      const { at, unit } = inputOf(input);
      const back = unit === 'partitions' ? to - Math.sign(to - from) : to + (from - to) * 0.001;
      expect(totalsOf(at(busy, to), book, options).cheapest).toBe(cheapest);
      expect(totalsOf(at(busy, back), book, options).cheapest).toBe(now);
      expect(cheapest).not.toBe(now);
    }
  });

  it('come with the nearest first', () => {
    const distances = flips.map(({ factor }) => Math.abs(Math.log(factor)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('are told for commitments as well', () => {
    expect(Object.keys(cheapestByCommitment(busy, book, options))).toEqual(['on-demand', '1-year', '3-year']);
  });
});

describe('beyond what can be counted', () => {
  const vast = workloadWith({ ...rates(10_000_000_000, 2), retentionSeconds: 3_600 * day, partitions: 20_000 });

  it('answers stop, and the workload itself is still priced', () => {
    expect(totalsOf(vast, book, options).cheapest).toBe('msk-express');
    expect(
      costCurve('retention', vast, book, options, { from: day, to: 200_000 * day, points: 3 }).points,
    ).toMatchObject([{}, {}, { microUsd: {}, cheapest: undefined }]);
    const express = threeYearTotal(vast, book, options).options.find(({ option }) => option === 'msk-express');
    expect(express?.endsInMonth).toBeGreaterThan(10);
    expect(express?.totalMicroUsd).toSatisfy(Number.isSafeInteger);
  });
});

describe('three years', () => {
  it('without growth are 36 times a month', () => {
    const month = totalsOf(busy, book, options).microUsd;
    const { options: grown } = threeYearTotal(busy, book, options);
    for (const { option, totalMicroUsd } of grown) expect(totalMicroUsd).toBe(36 * month[option]!);
  });

  it('are sized for each month, and tell from when on an option cannot follow', () => {
    const { months, options: grown, cheapest } = threeYearTotal({ ...busy, growthPerMonth: 0.1 }, book, options);
    const later = totalsOf(scaled(busy, 1.1 ** 12), book, options);
    expect(months[12]).toEqual(later);
    const serverless = grown.find(({ option }) => option === 'msk-serverless');
    // 200 MB/s in, at 10 % a month from 50 MB/s; 400 MB/s out, from 150 MB/s, break first.
    expect(serverless?.endsInMonth).toBe(Math.ceil(Math.log(400 / 150) / Math.log(1.1)));
    expect(cheapest).not.toBe('msk-serverless');
  });
});
