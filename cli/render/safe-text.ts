// Controls (C0, DEL, C1), line separators, marks that turn the direction of text, letters that cannot be seen, and halves
// of surrogate pairs.
const dangerous =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u180e\u200b\u2060\u3164\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Text of somebody else's making (a group may be called anything) made fit for one line of a terminal: whatever could
 * move the cursor, hide text or turn its direction is shown by its code, such as `\u{1b}`.
 */
export function toSafeText(text: string): string {
  return text.replace(dangerous, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
