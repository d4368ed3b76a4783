import type { Random } from './random.ts';
import { leastRecordBytes } from './record-stamp.ts';

/** How large the values of records are: each size from `leastBytes` to `mostBytes` alike, within a share of all. */
export interface SizeShare {
  readonly leastBytes: number;
  readonly mostBytes: number;
  readonly share: number;
}

export function averageBytes(sizes: readonly SizeShare[]): number {
  return sizes.reduce((sum, { leastBytes, mostBytes, share }) => sum + ((leastBytes + mostBytes) / 2) * share, 0);
}

/** A batch of format 2 (KIP-98) begins with so many bytes. */
const batchHeaderBytes = 61;

/** What a batch takes at least that holds the largest record alone, uncompressed. */
export const mostBatchBytes = (sizes: readonly SizeShare[]): number =>
  batchHeaderBytes + Math.max(...sizes.map(({ mostBytes }) => mostBytes));

/** The size of one record after the other. */
export function sizeSampler(sizes: readonly SizeShare[], random: Random): () => number {
  const [only] = sizes;
  if (sizes.length === 1 && only!.leastBytes === only!.mostBytes) return () => only!.leastBytes;
  return () => {
    let left = random();
    const chosen = sizes.find(({ share }) => (left -= share) < 0) ?? sizes.at(-1)!;
    return chosen.leastBytes + Math.floor(random() * (chosen.mostBytes - chosen.leastBytes + 1));
  };
}

/** A record is no smaller than its stamp. */
export const holdsStamp = (sizes: readonly SizeShare[]): boolean =>
  sizes.every(({ leastBytes }) => leastBytes >= leastRecordBytes);
