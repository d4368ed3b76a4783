import type { Read } from '../cost/quantities.ts';
import { parseDuration } from '../offsets/parse-duration.ts';

/** Milliseconds of a time such as `500ms`, `30s`, `5m`, within bounds. */
export function readMs(given: string, least: number, most: number): Read<number> {
  let found: number;
  try {
    found = parseDuration(given);
  } catch {
    return { kind: 'unusable', why: `${JSON.stringify(given)} is no length of time; write it like 500ms, 30s or 5m` };
  }
  if (found >= least && found <= most) return { kind: 'read', value: found };
  return { kind: 'unusable', why: `${JSON.stringify(given)} is out of range; it goes from ${least} ms to ${most} ms` };
}
