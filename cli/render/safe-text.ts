// C0, DEL and C1 controls; line and paragraph separators; marks that turn the direction of the text after them.
const dangerous =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udfff]/gu;

/**
 * Text of somebody else's making (a group may be called anything) made fit for one line of a terminal: whatever could
 * move the cursor, hide text or turn its direction is shown by its code, such as `\u{1b}`.
 */
export function toSafeText(text: string): string {
  return text.replace(dangerous, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
