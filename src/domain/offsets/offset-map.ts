import { OperationError } from '../errors.ts';
import { keyOf } from './commit.ts';
import type { Position } from './request.ts';

/** Reads `orders:0=41208,orders:1=17`. */
export function parseOffsetMap(text: string): readonly Position[] {
  const positions = text.split(',').map(entry => {
    const found = /^\s*([\w.-]{1,249}):(\d{1,9})=(\d{1,19})\s*$/.exec(entry);
    const [, topic = '', partition, offset] = found ?? [];
    if (found === null) {
      const message = `${JSON.stringify(entry)} is no entry of an offset map; write orders:0=41208,orders:1=17`;
      throw new OperationError('InputInvalid', message);
    }
    return { topic, partition: Number(partition), offset: toOffset(offset!) };
  });
  return withoutRepeats(positions, 'the offset map');
}

/** An offset as this product counts: a whole number that a double holds exactly. */
export function toOffset(text: string): number {
  const offset = /^\d{1,19}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(offset)) return offset;
  const message = `the offset ${JSON.stringify(text)} cannot be read; write a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;
  throw new OperationError('InputInvalid', message);
}

export function withoutRepeats(positions: readonly Position[], where: string): readonly Position[] {
  const seen = new Set<string>();
  for (const position of positions) {
    const key = keyOf(position);
    if (seen.has(key)) throw new OperationError('InputInvalid', `${where} names ${key} twice; leave one`);
    seen.add(key);
  }
  return positions;
}
