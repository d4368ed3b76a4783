/** AWS limits a tag value to this many characters. */
export const longestTagCharacters = 256;

const notPlain = /[^A-Za-z0-9 +\-._:/@]|^ | $/gu;

/**
 * A text as a tag value that AWS and every console keep as it is: what a tag may not hold is written as its UTF-8 bytes,
 * `=XX` each. So are spaces at the ends, which forms cut off. Takes well-formed text.
 */
export function toTagText(text: string): string {
  return text.replaceAll(notPlain, hex);
}

/** The text of a tag value; undefined where an `=` is followed by something else than a byte, or bytes are not UTF-8. */
export function fromTagText(tagText: string): string | undefined {
  if (/=(?![0-9A-Fa-f]{2})/.test(tagText)) return undefined;
  // The two notations differ in their sign only.
  const inUri = tagText.replaceAll('%', '%25').replaceAll('=', '%');
  try {
    return decodeURIComponent(inUri);
  } catch {
    return undefined;
  }
}

function hex(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return Array.from(bytes, byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
