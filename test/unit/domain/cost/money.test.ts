import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  amountMicroUsd,
  parsePicoUsd,
  sumMicroUsd,
  unitPriceText,
  usdText,
} from '../../../../src/domain/cost/money.ts';
import { exact, parseRational, ratio } from '../../../../src/domain/cost/rational.ts';

const price = fc.bigInt({ min: 0n, max: 10n ** 16n });

describe('prices', () => {
  it('keep twelve decimals', () => {
    expect(parsePicoUsd('0.204')).toBe(204_000_000_000n);
    expect(parsePicoUsd('1e-7')).toBe(100_000n);
    expect(parsePicoUsd('0.000000000001')).toBe(1n);
  });

  it.each(['', 'free', '-0.1', '0.0000000000001', 'NaN', '1,5', '0x10'])('refuses %j', text => {
    expect(() => parsePicoUsd(text)).toThrow(/is not a decimal number|cannot be used/);
  });

  it('read back as they were written', () => {
    fc.assert(fc.property(price, pico => parsePicoUsd(unitPriceText(pico)) === pico));
  });
});

describe('amounts', () => {
  it('round once, half to even, to a millionth', () => {
    expect(amountMicroUsd(exact(1), 500_000n)).toBe(0);
    expect(amountMicroUsd(exact(3), 500_000n)).toBe(2);
    expect(amountMicroUsd(ratio(1, 3), 1_000_000_000_000n)).toBe(333_333);
    expect(amountMicroUsd(exact(2920), parsePicoUsd('10.08'))).toBe(29_433_600_000);
  });

  it('are never further from the exact product than half a millionth', () => {
    const count = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 10_000 }), price, (units, parts, pico) => {
        const micro = BigInt(amountMicroUsd(ratio(units, parts), pico / 1_000_000n));
        const off = micro * 1_000_000n * BigInt(parts) - BigInt(units) * (pico / 1_000_000n);
        return (off < 0n ? -off : off) * 2n <= 1_000_000n * BigInt(parts);
      }),
    );
  });

  it('refuses what no workload costs', () => {
    expect(() => amountMicroUsd(exact(1e12), parsePicoUsd('1'))).toThrow(/wrong unit/);
  });
});

describe('sums', () => {
  it('do not drift and do not depend on the order', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000_000_000 }));
    fc.assert(
      fc.property(amounts, list => {
        const sum = sumMicroUsd(list);
        return sum === sumMicroUsd([...list].reverse()) && BigInt(sum) === list.reduce((a, b) => a + BigInt(b), 0n);
      }),
    );
    expect(sumMicroUsd(Array.from({ length: 10 }, () => 100_000))).toBe(1_000_000);
  });
});

describe('rationals', () => {
  it('take a number as it is written', () => {
    expect(exact(0.1)).toEqual({ numerator: 1n, denominator: 10n });
    expect(parseRational('2.50')).toEqual({ numerator: 250n, denominator: 100n });
  });
});

describe('money on show', () => {
  it.each([
    [1_234_567_890, '1,234.57'],
    [5_000, '0.00'],
    [15_000, '0.02'],
    [-1_000_000, '-1.00'],
    [1_000_000_000_000, '1,000,000.00'],
  ])('%d micro-USD are %s', (micro, text) => {
    expect(usdText(micro)).toBe(text);
  });
});
