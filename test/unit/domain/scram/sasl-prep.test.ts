import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { saslPrep } from '../../../../src/domain/scram/sasl-prep.ts';

describe('SASLprep', () => {
  it.each([
    // the examples of RFC 4013 §3
    ['I\u00adX', 'IX'],
    ['user', 'user'],
    ['USER', 'USER'],
    ['\u00aa', 'a'],
    ['\u2168', 'IX'],
    // and what they leave out
    ['a\u00a0b\u3000c', 'a b c'],
    ['cafe\u0301', 'caf\u00e9'],
    ['\ufeffa\u200bb\u2060', 'a b'],
    ['pässwörd ß 密码 😀', 'pässwörd ß 密码 😀'],
    ['שלום עולם', 'שלום עולם'],
    ['سلام ١ سلام', 'سلام ١ سلام'],
    ['', ''],
  ])('prepares %j as %j', (given, text) => {
    expect(saslPrep(given)).toEqual({ kind: 'prepared', text });
  });

  it.each([
    ['\u0007', 'control character'],
    ['a\nb', 'control character'],
    ['\u0085', 'control character'],
    ['\ue000', 'control character'],
    ['\ud800', 'control character'],
    ['\ufdd0', 'control character'],
    ['\u{e0001}', 'control character'],
    ['\u202eabc', 'control character'],
    ['\ufffd', 'control character'],
    ['\u0378', 'control character'],
    ['\u0627\u0031', 'from right to left'],
    ['שלום abc', 'from right to left'],
    ['שלום abc שלום', 'from right to left'],
    ['1שלום', 'from right to left'],
  ])('refuses %j without repeating it', (given, problem) => {
    const outcome = saslPrep(given);
    expect(outcome).toEqual({ kind: 'refused', problem: expect.stringContaining(problem) as string });
  });

  it('leaves printable ASCII as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), text => {
        expect(saslPrep(text)).toEqual({ kind: 'prepared', text });
      }),
    );
  });

  it('has nothing left to prepare in what it prepared', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), given => {
        const first = saslPrep(given);
        if (first.kind === 'prepared') expect(saslPrep(first.text)).toEqual(first);
      }),
      { numRuns: 2_000 },
    );
  });
});
