import { OperationError } from '../errors.ts';

const form =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,18}))?)?(?: ?([Zz])| ?([+-])(\d{2})(?::?(\d{2}))?)?$/;

/**
 * Reads an RFC 3339 date-time in milliseconds since 1970, also with a blank for the T, without seconds, and with a zone
 * written +05:30, +0530 or +05. Records carry whole milliseconds, so a finer time means the next one: the first record
 * at .0001 s or after is the first at .001 s.
 */
export function parseInstant(text: string): number {
  const found = form.exec(text.trim());
  if (found === null) throw unreadable(text, 'write it like 2024-01-15T10:30:00Z or 2024-01-15T10:30:00+01:00');
  const [, year, month, day, hour, minute, second = '0', fraction = '', utc, sign, zoneHours, zoneMinutes = '0'] =
    found as unknown as readonly (string | undefined)[];
  if (utc === undefined && sign === undefined) {
    const asUtc = `${text.trim()}Z`;
    throw unreadable(text, `it names no time zone; write ${asUtc} for UTC, or your zone such as ${text.trim()}+01:00`);
  }
  const whole = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const isInCalendar =
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day) &&
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(hour) <= 23 &&
    Number(minute) <= 59 &&
    // RFC 3339 knows leap seconds; Kafka's clock does not: they fall on the second after.
    Number(second) <= 60 &&
    Number(zoneHours ?? 0) <= 23 &&
    Number(zoneMinutes) <= 59;
  if (!isInCalendar) throw unreadable(text, 'there is no such time; look at the figures');
  const zoneMs = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return whole - zoneMs + millisecondsOf(fraction);
}

/** Digits after the point, rounded up to whole milliseconds without going through a float. */
function millisecondsOf(fraction: string): number {
  const whole = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return /[1-9]/.test(fraction.slice(3)) ? whole + 1 : whole;
}

function unreadable(text: string, advice: string): OperationError {
  return new OperationError('InputInvalid', `the time ${JSON.stringify(text)} cannot be read: ${advice}`);
}
