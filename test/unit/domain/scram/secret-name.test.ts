import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointerNameOf, slotNameOf, toNameText } from '../../../../src/domain/scram/secret-name.ts';

const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1 });

describe('a user in the name of a secret', () => {
  it('stays as it is where a name may hold it', () => {
    expect(pointerNameOf('shop', 'orders-1.eu')).toBe('kafka-steward/shop/orders-1.eu');
    expect(slotNameOf('shop', 'orders-a')).toBe('AmazonMSK_shop_orders-a');
    expect(toNameText('a b=c/é')).toBe('a=20b=3Dc=2F=C3=A9');
  });

  it('holds nothing that Secrets Manager or CloudWatch refuses, and differs from every other', () => {
    fc.assert(
      fc.property(printable, printable, (one, other) => {
        expect(toNameText(one)).toMatch(/^[A-Za-z0-9_+.@=-]+$/);
        expect(toNameText(one) === toNameText(other)).toBe(one === other);
      }),
    );
  });
});
