import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readCount,
  readDisk,
  readNumber,
  readPrice,
  readRate,
  readSeconds,
  readShare,
  readSize,
} from '../../../../src/domain/cost/quantities.ts';

const value = (outcome: { readonly kind: string; readonly value?: unknown }) => outcome.value;

describe('a rate', () => {
  it.each([
    ['50MB/s', 50_000_000],
    ['50 MB/s', 50_000_000],
    ['50MiB/s', 52_428_800],
    ['1.5GB/s', 1_500_000_000],
    ['800B/s', 800],
    ['10kB/s', 10_000],
    ['10KB/s', 10_000],
    ['6MB/min', 100_000],
    ['3.6GB/h', 1_000_000],
    ['100GiB/d', 1_242_757],
  ])('of %s is %d bytes a second', (text, bytes) => {
    expect(readRate(text)).toEqual({ kind: 'read', value: bytes });
  });

  it.each([
    ['400Mbps', 'counts bits; write bytes, such as 50MB/s'],
    ['400Mb/s', 'counts bits; write bytes, such as 50MB/s'],
    ['8Gbit/s', 'counts bits; write bytes, such as 1GB/s'],
    ['50', 'has no unit that is known; write 50MB/s (10^6) or 50MiB/s (2^20)'],
    ['0', 'has no unit that is known; write 50MB/s (10^6) or 50MiB/s (2^20)'],
    ['0Mb/s', 'counts bits; write bytes, such as 50MB/s'],
    ['50MB', 'has no unit that is known'],
    ['50mb/s', 'has no unit that is known'],
    ['50MB/y', 'has no unit that is known'],
    ['50MB/s/s', 'has no unit that is known'],
    ['1e3MB/s', 'is no rate'],
    ['50,5MB/s', 'is no rate'],
    ['1B/d', 'is nothing'],
    ['0MB/s', 'is nothing'],
    ['-5MB/s', 'is no rate'],
    ['NaN', 'is no rate'],
    ['Infinity', 'is no rate'],
    ['', 'is no rate'],
    ['2TB/s', 'is more than 1TB/s; look at its unit, such as 50MB/s'],
  ])('of %s is refused with a right one', (text, why) => {
    expect(readRate(text)).toMatchObject({ kind: 'unusable', why: expect.stringContaining(why) as string });
  });

  it('is read exactly for every whole number of a unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom('B', 'KB', 'MB', 'GB', 'KiB', 'MiB', 'GiB'),
        (figure, unit) => {
          const base = unit.includes('i') ? 1024 : 1000;
          expect(value(readRate(`${figure}${unit}/s`))).toBe(figure * base ** ['B', 'K', 'M', 'G'].indexOf(unit[0]!));
        },
      ),
    );
  });
});

describe('a disk', () => {
  it.each([
    ['1000GiB', 1_000],
    ['1TiB', 1_024],
    ['1024MiB', 1],
  ])('of %s has %d GiB', (text, gib) => {
    expect(readDisk(text)).toEqual({ kind: 'read', value: gib });
  });

  it.each(['1000', '1000GB', '0GiB', '1.5GiB', '17TiB', '-1GiB', 'big'])('of %s is refused with a right one', text => {
    expect(readDisk(text)).toMatchObject({
      kind: 'unusable',
      why: expect.stringContaining('write it like 1000GiB') as string,
    });
  });
});

describe('other quantities', () => {
  it('are sizes, times, shares, counts, numbers and prices', () => {
    expect(value(readSize('1KB'))).toBe(1_000);
    expect(value(readSize('1KiB'))).toBe(1_024);
    expect(value(readSeconds('1d12h'))).toBe(129_600);
    expect(value(readShare('7%', 0, 1))).toBe(0.07);
    expect(value(readShare(0.6, 0, 1))).toBe(0.6);
    expect(value(readShare('-5%', -0.5, 1))).toBe(-0.05);
    expect(value(readCount('1000', 1, 10_000))).toBe(1_000);
    expect(value(readNumber('2.5', 1, 100))).toBe(2.5);
    expect(value(readPrice('82.50'))).toBe('82.50');
  });

  it('are as long as a program writes them', () => {
    expect(value(readShare(2 / 3, 0, 1))).toBe(2 / 3);
    expect(value(readNumber(10 / 3, 1, 100))).toBe(10 / 3);
    expect(value(readNumber(1e-7, 0, 100))).toBe(1e-7);
    expect(value(readRate(`${200 / 3}MB/s`))).toBe(66_666_667);
  });

  it.each([
    ['a size without a unit', readSize('1000'), 'write it like 1KB or 512B'],
    ['a size of nothing', readSize('0B'), 'is nothing'],
    ['a record of terabytes', readSize('1TB'), 'is more than 1GB; look at its unit, such as 1KB'],
    ['a time in words', readSeconds('3 days'), 'write it like 3d or 36h'],
    ['a time of nothing', readSeconds('0d'), 'is less than a second'],
    ['a time of centuries', readSeconds('40000d'), 'is more than ten years; look at its unit, such as 3d'],
    ['a share above all', readShare('160%', 0, 1), 'from 0% to 100%'],
    ['a share in words', readShare('half', 0, 1), 'write it like 60% or 0.6'],
    ['a count with a fraction', readCount(1.5, 1, 10, 3), 'is no whole number from 1 to 10, such as 3'],
    ['a count without an example', readCount(-1, 0, 10), 'is no whole number from 0 to 10, such as 1'],
    ['a count of NaN', readCount(Number.NaN, 1, 10), 'is no whole number'],
    ['a negative number', readNumber(-1, 1, 100), 'is no number from 1 to 100'],
    ['a price in euros', readPrice('75€'), 'write it like 75 or 82.50'],
  ])('refuse %s', (_what, outcome, why) => {
    expect(outcome).toMatchObject({ kind: 'unusable', why: expect.stringContaining(why) as string });
  });
});
