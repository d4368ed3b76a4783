export type PreparedText =
  | { readonly kind: 'prepared'; readonly text: string }
  /** Never repeats the text: it may be a password. */
  | { readonly kind: 'refused'; readonly problem: string };

/** RFC 3454, table C.1.2. */
const otherSpaces = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g;
/** Table B.1, zero width space aside, which is among the spaces. A variation selector joins what is before it. */
const mappedToNothing = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g;
/**
 * Tables C.2 to C.9, and A.1 by the Unicode of today: what was assigned since 3.2, such as most emoji, is allowed.
 * Categories instead of lists; they add a few invisible signs of Arabic.
 */
const prohibited = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\u0340\u0341\u2028\u2029\u2ff0-\u2ffb\ufffc\ufffd]/u;
/** Table D.1 by its scripts. */
const rightToLeft = /(?=\p{L})[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const leftToRight = /(?=\p{L})[^\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** SASLprep (RFC 4013): the one form of a text in which it is hashed and compared. */
export function saslPrep(given: string): PreparedText {
  const text = given.replace(otherSpaces, ' ').replace(mappedToNothing, '').normalize('NFKC');
  if (prohibited.test(text)) {
    return refused('has a control character, or another one that SASLprep (RFC 4013) does not allow');
  }
  if (!rightToLeft.test(text)) return { kind: 'prepared', text };
  const isFramed = [text.at(0), text.at(-1)].every(character => rightToLeft.test(character ?? ''));
  if (isFramed && !leftToRight.test(text)) return { kind: 'prepared', text };
  return refused('mixes writing from right to left with other writing, which SASLprep (RFC 4013) does not allow');
}

function refused(problem: string): PreparedText {
  return { kind: 'refused', problem };
}
