import type { Decoded } from '../domain/records/show-bytes.ts';

/** Makes text of keys and values that were written by a schema. */
export interface ValueDecoder {
  /** Undefined: there is no schema for such bytes. Never rejects because of what is in them. */
  decode(part: 'key' | 'value', bytes: Uint8Array): Promise<Decoded | undefined>;
}
