import { expect, it } from 'vitest';
import { nearestNames } from '../../../../src/domain/lag/nearest-names.ts';

const names = ['orders', 'orders-dlq', 'billing', 'Billing-eu', 'x'];

it.each([
  ['odrers', ['orders']],
  ['ORDERS', ['orders', 'orders-dlq']],
  ['bill', ['billing', 'Billing-eu']],
  ['payments', []],
  ['', ['x']],
])('for "%s" the nearest names are %j', (typed, near) => expect(nearestNames(typed, names)).toEqual(near));
