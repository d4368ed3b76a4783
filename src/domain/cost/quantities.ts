import { parseDuration } from '../offsets/parse-duration.ts';
import { diskGibPerBrokerMost } from './msk-standard-types.ts';
import { gibibyte } from './units.ts';

/** A value that was read, or what is wrong with it, to stand behind the name of its field. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unusable'; readonly why: string };

const read = <T>(value: T): Read<T> => ({ kind: 'read', value });
const unusable = (why: string): Read<never> => ({ kind: 'unusable', why });

const bytesOf: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};
const secondsOf: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };
// As many decimals as a program writes of a third.
const figure = /^(\d{1,15}(?:\.\d{1,20})?) ?([A-Za-z/]*)$/;

const mostRateBytesPerSecond = 1e12;
const mostRecordBytes = 1e9;
const mostSeconds = 3_660 * 86_400;

/** Bytes per second such as `50MB/s`, `50MiB/s` or `4TB/d`, in whole bytes. Bits, and a figure without its unit, are refused: they differ by 5 to 800 %. */
export function readRate(text: string, least: 0 | 1 = 1): Read<number> {
  const [, digits, unit = ''] = figure.exec(text) ?? [];
  if (digits === undefined) return unusable(`${shown(text)} is no rate; write it like 50MB/s`);
  if (/^([kKMGT]i?b)(it)?(ps|\/s)?$|bit|bps$/.test(unit)) {
    const scale = /^[kMGT]/i.exec(unit)?.[0].toUpperCase() ?? '';
    return unusable(`${shown(text)} counts bits; write bytes, such as ${(Number(digits) || 400) / 8}${scale}B/s`);
  }
  const [size = '', time = ''] = unit.split('/');
  const right = Number(digits) === 0 ? 50 : digits;
  const bytes = bytesOf[size];
  const seconds = secondsOf[time];
  if (bytes === undefined || seconds === undefined || unit !== `${size}/${time}`) {
    return unusable(`${shown(text)} has no unit that is known; write ${right}MB/s (10^6) or ${right}MiB/s (2^20)`);
  }
  const rate = Math.round((Number(digits) * bytes) / seconds);
  if (rate < least) return unusable(`${shown(text)} is nothing; write it like 50MB/s`);
  return rate > mostRateBytesPerSecond
    ? unusable(`${shown(text)} is more than 1TB/s; look at its unit, such as 50MB/s`)
    : read(rate);
}

/** Bytes such as `1KB`, `512B`, `1KiB`. */
export function readSize(text: string): Read<number> {
  const [, digits, unit = ''] = figure.exec(text) ?? [];
  const bytes = bytesOf[unit];
  if (digits === undefined || bytes === undefined)
    return unusable(`${shown(text)} is no size; write it like 1KB or 512B`);
  const size = Math.round(Number(digits) * bytes);
  if (size < 1) return unusable(`${shown(text)} is nothing; write it like 1KB`);
  return size > mostRecordBytes
    ? unusable(`${shown(text)} is more than 1GB; look at its unit, such as 1KB`)
    : read(size);
}

/** Whole GiB of a broker's disk, such as `1000GiB` or `1TiB`. */
export function readDisk(text: string): Read<number> {
  const [, digits, unit = ''] = figure.exec(text) ?? [];
  const bytes = bytesOf[unit];
  if (digits === undefined || bytes === undefined)
    return unusable(`${shown(text)} is no size; write it like 1000GiB or 1TiB`);
  const gib = (Number(digits) * bytes) / gibibyte;
  return Number.isInteger(gib) && gib >= 1 && gib <= diskGibPerBrokerMost
    ? read(gib)
    : unusable(`${shown(text)} is not from 1GiB to ${diskGibPerBrokerMost}GiB in whole GiB; write it like 1000GiB`);
}

/** Seconds such as `3d`, `72h`, `1d12h`. */
export function readSeconds(text: string): Read<number> {
  const seconds = durationMs(text) / 1_000;
  if (Number.isNaN(seconds)) return unusable(`${shown(text)} is no length of time; write it like 3d or 36h`);
  if (seconds < 1) return unusable(`${shown(text)} is less than a second; write it like 3d or 36h`);
  return seconds > mostSeconds
    ? unusable(`${shown(text)} is more than ten years; look at its unit, such as 3d`)
    : read(Math.round(seconds));
}

/** A share or a change such as `60%`, `0.6` or 0.6, as a fraction. */
export function readShare(given: number | string, least: number, most: number): Read<number> {
  const [, digits, percent = ''] = /^(-?\d{1,6}(?:\.\d{1,20})?(?:e-?\d{1,3})?)(%?)$/.exec(String(given)) ?? [];
  const range = `from ${least * 100}% to ${most * 100}%`;
  if (digits === undefined) return unusable(`${shown(given)} is no share; write it like 60% or 0.6, ${range}`);
  // Without going through a product of floats: 7% is 0.07.
  const share = percent === '' ? Number(digits) : Number(`${digits}e-2`);
  return share >= least && share <= most
    ? read(share)
    : unusable(`${shown(given)} is out of range; it goes ${range}, written 60% or 0.6`);
}

export function readCount(
  given: number | string,
  least: number,
  most: number,
  example = Math.max(1, least),
): Read<number> {
  const count = /^\d{1,12}$/.test(String(given)) ? Number(given) : Number.NaN;
  return count >= least && count <= most
    ? read(count)
    : unusable(`${shown(given)} is no whole number from ${least} to ${most}, such as ${example}`);
}

export function readNumber(given: number | string, least: number, most: number, example = 2.5): Read<number> {
  const value = /^\d{1,12}(\.\d{1,20})?(e-\d{1,3})?$/.test(String(given)) ? Number(given) : Number.NaN;
  return value >= least && value <= most
    ? read(value)
    : unusable(`${shown(given)} is no number from ${least} to ${most}, such as ${example}`);
}

export function readPrice(given: number | string): Read<string> {
  return /^\d{1,6}(\.\d{1,6})?$/.test(String(given))
    ? read(String(given))
    : unusable(`${shown(given)} is no price in USD; write it like 75 or 82.50`);
}

function durationMs(text: string): number {
  try {
    return parseDuration(text);
  } catch {
    return Number.NaN;
  }
}

const shown = (given: number | string): string => JSON.stringify(given).slice(0, 60);
