import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../../src/domain/offsets/parse-instant.ts';

const noonUtc = Date.UTC(2024, 0, 15, 12);

describe('a date-time', () => {
  it.each([
    '2024-01-15T12:00:00Z',
    '2024-01-15t12:00:00z',
    '2024-01-15 12:00:00Z',
    '2024-01-15T12:00Z',
    '2024-01-15T12:00:00-00:00',
    '2024-01-15T13:00:00+01:00',
    '2024-01-15T17:30:00+05:30',
    '2024-01-15T17:30:00+0530',
    '2024-01-15T17:00:00+05',
    '2024-01-15T04:00:00 -08:00',
    '2024-01-15T12:00:00.000000000Z',
    ' 2024-01-15T12:00:00,0Z ',
  ])('is read right as %s', text => {
    expect(parseInstant(text)).toBe(noonUtc);
  });

  it.each([
    ['.1', 100],
    ['.12', 120],
    ['.123', 123],
    ['.1234', 124],
    ['.1230001', 124],
    ['.9999', 1_000],
    ['.000000001', 1],
  ])('takes the fraction %s to be %i ms, since a finer time means the next millisecond', (fraction, ms) => {
    expect(parseInstant(`2024-01-15T12:00:00${fraction}Z`)).toBe(noonUtc + ms);
  });

  it('reads back every instant that is written with any zone', () => {
    const instants = fc.integer({ min: 0, max: 4_102_444_800_000 });
    const zones = fc.integer({ min: -23 * 60, max: 23 * 60 });
    fc.assert(
      fc.property(instants, zones, (atMs, zoneMinutes) => {
        const local = new Date(atMs + zoneMinutes * 60_000).toISOString().replace('Z', '');
        const [hours, minutes] = [Math.floor(Math.abs(zoneMinutes) / 60), Math.abs(zoneMinutes) % 60];
        const zone = [hours, minutes].map(part => String(part).padStart(2, '0')).join(':');
        expect(parseInstant(`${local}${zoneMinutes < 0 ? '-' : '+'}${zone}`)).toBe(atMs);
      }),
    );
  });

  it('refuses one without a zone, and says what to write', () => {
    expect(() => parseInstant('2024-01-15T12:00:00')).toThrow(
      'the time "2024-01-15T12:00:00" cannot be read: it names no time zone; write 2024-01-15T12:00:00Z for UTC, or your zone such as 2024-01-15T12:00:00+01:00',
    );
  });

  it.each([
    '',
    'yesterday',
    '2024-01-15',
    '2024-02-30T12:00:00Z',
    '2024-13-01T12:00:00Z',
    '2024-00-10T12:00:00Z',
    '2023-02-29T12:00:00Z',
    '2024-01-15T24:00:00Z',
    '2024-01-15T12:60:00Z',
    '2024-01-15T12:00:00+24:00',
    '2024-01-15T12:00:00+01:60',
    '2024-01-15T12:00:00 CET',
    '2024-01-15T12:00:00[Europe/Paris]',
    '1705320000000',
  ])('refuses %j', text => {
    expect(() => parseInstant(text)).toThrow(/^the time ".*" cannot be read: /);
  });
});
