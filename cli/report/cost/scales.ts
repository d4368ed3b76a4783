import { type Read, readNumber, readRate, readSeconds, readShare } from '../../../src/domain/cost/quantities.ts';

export type ScaleId = 'rate' | 'times' | 'time' | 'count' | 'ratio' | 'share' | 'growth';

/** Steps of a slider, from its least value to its most. */
export const sliderSteps = 200;

interface Scale {
  readonly least: number;
  readonly most: number;
  readonly isLogarithmic: boolean;
  readonly read: (text: string) => Read<number>;
  readonly write: (value: number) => string;
}

const digits = (value: number): string => String(Number(value.toPrecision(2)));

const scales: Readonly<Record<ScaleId, Scale>> = {
  rate: { least: 1e4, most: 2e9, isLogarithmic: true, read: text => readRate(text), write: rateText },
  times: { least: 0, most: 20, isLogarithmic: false, read: text => readNumber(text, 0, 1_000), write: inHalves },
  time: { least: 3_600, most: 366 * 86_400, isLogarithmic: true, read: readSeconds, write: timeText },
  count: { least: 1, most: 100_000, isLogarithmic: true, read: text => readNumber(text, 1, 10_000_000), write: whole },
  ratio: { least: 1, most: 10, isLogarithmic: false, read: text => readNumber(text, 1, 100), write: inTenths },
  share: { least: 0, most: 1, isLogarithmic: false, read: text => readShare(text, 0, 1), write: percent },
  growth: {
    least: -0.05,
    most: 0.2,
    isLogarithmic: false,
    read: text => readShare(text, -0.5, 1),
    write: inHalfPercent,
  },
};

/** Where the slider of a field stands; undefined while its text says nothing. */
export function positionOf(scale: ScaleId, text: string): number | undefined {
  const { least, most, isLogarithmic, read } = scales[scale];
  const found = read(text);
  if (found.kind === 'unusable') return undefined;
  const value = Math.min(most, Math.max(least, found.value));
  const share = isLogarithmic ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  return Math.round(share * sliderSteps);
}

/** The text of a field whose slider was put there: a round figure, with its unit. */
export function textAt(scale: ScaleId, position: number): string {
  const { least, most, isLogarithmic, write } = scales[scale];
  const share = position / sliderSteps;
  return write(isLogarithmic ? least * (most / least) ** share : least + (most - least) * share);
}

/** A rate that goes with another that was turned: `100MB/s` where `50MB/s` goes from `20MB/s` to `40MB/s`. */
export function inProportion(text: string, from: string, to: string): string {
  const [rate, before, after] = [text, from, to].map(each => readRate(each));
  if (rate?.kind !== 'read' || before?.kind !== 'read' || after?.kind !== 'read') return text;
  return rateText((rate.value * after.value) / before.value);
}

function rateText(bytesPerSecond: number): string {
  if (bytesPerSecond >= 1e9) return `${digits(bytesPerSecond / 1e9)}GB/s`;
  return bytesPerSecond >= 1e6 ? `${digits(bytesPerSecond / 1e6)}MB/s` : `${digits(bytesPerSecond / 1e3)}KB/s`;
}

function timeText(seconds: number): string {
  const hours = Math.round(seconds / 3_600);
  return hours < 48 ? `${hours}h` : `${Math.round(hours / 24)}d`;
}

function whole(value: number): string {
  return String(Math.round(Number(value.toPrecision(2))));
}

function inHalves(value: number): string {
  return String(Math.round(value * 2) / 2);
}

function inTenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function inHalfPercent(share: number): string {
  return `${Math.round(share * 200) / 2}%`;
}
