const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a, 32 bits. As a checksum it notices every change of a single byte, since each of its steps can be undone. It
 * guards against accidents, not against people.
 */
export function fnv1a(bytes: Uint8Array, basis: number = OFFSET_BASIS): number {
  let hash = basis;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

/** 16 hex digits that are the same for the same parts, in this order. */
export function fingerprint(parts: readonly (string | number)[]): string {
  // As JSON, so that no part can run into the next one.
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const words = [fnv1a(bytes), fnv1a(bytes, fnv1a(bytes))];
  return words.map(word => word.toString(16).padStart(8, '0')).join('');
}
