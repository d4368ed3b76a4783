import type { LagWindowStore } from '../../../src/ports/lag-window-store.ts';

export interface InMemoryLagWindowStore extends LagWindowStore {
  /** What is stored now, and how often it was written. */
  readonly stored: () => Uint8Array | undefined;
  readonly saves: () => number;
}

/** Keeps copies, as a store at the other end of a network does. */
export function inMemoryLagWindowStore(initial?: Uint8Array): InMemoryLagWindowStore {
  let bytes = initial?.slice();
  let version = 1;
  return {
    load: async () => (bytes === undefined ? undefined : { bytes: bytes.slice(), version: `v${version}` }),
    save: async (next, expected) => {
      const current = bytes === undefined ? undefined : `v${version}`;
      if (expected !== current) return 'contended';
      bytes = next.slice();
      version += 1;
      return 'saved';
    },
    stored: () => bytes,
    saves: () => version - 1,
  };
}
