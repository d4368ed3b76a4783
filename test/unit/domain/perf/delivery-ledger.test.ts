import { array, assert, integer, property, subarray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../../../src/domain/perf/delivery-ledger.ts';

describe('the ledger of a load', () => {
  it('tells lost, doubled, turned and wrongly refused records apart', () => {
    const ledger = openLedger();
    ledger.told(0, 0, 5, 'acknowledged');
    ledger.told(0, 5, 2, 'failed');
    ledger.told(3, 0, 2, 'acknowledged');
    for (const sequence of [0, 2, 1, 1, 5]) ledger.seen(0, sequence);
    for (const sequence of [0, 1, 9]) ledger.seen(3, sequence);
    expect(ledger.compare()).toEqual({
      read: 8,
      lost: 2,
      duplicates: 1,
      outOfOrder: 1,
      writtenThoughFailed: 1,
      unsent: 1,
    });
  });

  it('counts exactly what is missing of any records, in any order', () => {
    const numbers = Array.from({ length: 300 }, (_, at) => at);
    assert(
      property(subarray(numbers), array(integer({ min: 0, max: 299 })), (kept, again) => {
        const ledger = openLedger();
        ledger.told(1, 0, 300, 'acknowledged');
        for (const sequence of [...kept, ...again]) ledger.seen(1, sequence);
        const distinct = new Set([...kept, ...again]);
        const { lost, duplicates } = ledger.compare();
        expect({ lost, duplicates }).toEqual({
          lost: 300 - distinct.size,
          duplicates: kept.length + again.length - distinct.size,
        });
      }),
    );
  });
});
