import type { Random } from './random.ts';

const poolBytes = 4 * 1_048_576;
const stretchBytes = 100;

/**
 * What values are cut out of, from anywhere: random bytes, with the given share of each hundred left empty. Far larger
 * than a batch, so that a compressor finds no value twice.
 */
export function fillerPool(compressibility: number, random: Random, bytes: number = poolBytes): Uint8Array {
  const pool = new Uint8Array(bytes);
  const filled = Math.round(stretchBytes * (1 - compressibility));
  for (let at = 0; at < bytes; at += 1) if (at % stretchBytes < filled) pool[at] = random() * 256;
  return pool;
}
