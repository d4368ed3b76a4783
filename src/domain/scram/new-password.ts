/**
 * How a new password is made: 32 of the 92 printable ASCII characters without quotation mark and backslash, which is 208
 * bits. SASLprep leaves all of them as they are, and those two are what a hand-written JAAS line gets wrong.
 */
export const newPassword = { characters: 32, excluded: '"\\' } as const;

/** All characters a new password may have. */
export const passwordAlphabet = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i))
  .filter(character => !newPassword.excluded.includes(character))
  .join('');
