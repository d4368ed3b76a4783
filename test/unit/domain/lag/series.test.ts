import { expect, it } from 'vitest';
import { lagSeriesOf } from '../../../../src/domain/lag/series.ts';
import { minuteMs, minutesOf, windowOf } from '../../../builders/lag-window.ts';
import { noon } from '../../../builders/snapshot.ts';

const window = windowOf(
  minutesOf([
    { committed: 1, end: 9 },
    { error: 30, end: 9 },
    { committed: 99, end: 10 },
  ]),
);

it('a series has a point a sample, without a value where there was none', () => {
  expect(lagSeriesOf(window, 'billing')).toEqual([
    { takenAtMs: noon, lagRecords: 8 },
    { takenAtMs: noon + minuteMs },
    { takenAtMs: noon + 2 * minuteMs, lagRecords: 0 },
  ]);
});

it('a series of an unknown group is empty', () => expect(lagSeriesOf(window, 'nobody')).toEqual([]));
