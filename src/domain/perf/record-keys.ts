import type { Random } from './random.ts';

/** How many keys there are, and how much more often the first ones come: the n-th comes 1 / n^skew as often. */
export interface KeyShape {
  readonly cardinality: number;
  readonly skew: number;
}

/** The number of one key after the other, from 0. */
export function keySampler({ cardinality, skew }: KeyShape, random: Random): () => number {
  if (skew === 0) return () => Math.floor(random() * cardinality);
  const upTo = new Float64Array(cardinality);
  let total = 0;
  for (let key = 0; key < cardinality; key += 1) upTo[key] = total += 1 / (key + 1) ** skew;
  return () => firstAbove(upTo, random() * total);
}

/** By halving: there may be a million keys. */
function firstAbove(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
