import { OperationError } from '../errors.ts';

const unitMs = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

const iso =
  /^P(?=.)(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
const short = /^(?:\d+(?:\.\d+)?(?:ms|w|d|h|m|s))+$/;

/** Reads `90m`, `1d12h` or ISO 8601's `P1DT12H` in milliseconds. Months and years have no one length and are refused. */
export function parseDuration(text: string): number {
  const found = iso.exec(text);
  if (found !== null) {
    const [weeks, days, hours, minutes, seconds] = found
      .slice(1)
      .map(part => Number((part as string | undefined) ?? 0));
    const { w, d, h, m, s } = unitMs;
    return Math.round(weeks! * w + days! * d + hours! * h + minutes! * m + seconds! * s);
  }
  if (!short.test(text)) throw unreadable(text);
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|w|d|h|m|s)/g);
  return Math.round(
    [...parts].reduce((sum, part) => sum + Number(part[1]) * unitMs[part[2] as keyof typeof unitMs], 0),
  );
}

function unreadable(text: string): OperationError {
  const advice = 'write 90m, 1d12h or PT1H30M; it counts back from now and has neither sign, months nor years';
  return new OperationError('InputInvalid', `the duration ${JSON.stringify(text)} cannot be read: ${advice}`);
}
