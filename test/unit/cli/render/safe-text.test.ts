import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSafeText } from '../../../../cli/render/safe-text.ts';

describe('text made safe for a terminal', () => {
  it.each([
    ['orders:payments v2', 'orders:payments v2'],
    ['日本語 naïve é ñ', '日本語 naïve é ñ'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['line\r\nbreak\ttab', 'line\\u{d}\\u{a}break\\u{9}tab'],
    ['\u009b2J', '\\u{9b}2J'],
    ['abc\u202egnp.exe', 'abc\\u{202e}gnp.exe'],
    ['pay\u200bments\u{e0041}', 'pay\\u{200b}ments\\u{e0041}'],
    ['\ud800', '\\u{d800}'],
  ])('turns %j into %j', (text, safe) => {
    expect(toSafeText(text)).toBe(safe);
  });

  it('never lets a control character through and leaves safe text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const safe = toSafeText(text);
        expect(safe).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(toSafeText(safe)).toBe(safe);
      }),
    );
  });
});
