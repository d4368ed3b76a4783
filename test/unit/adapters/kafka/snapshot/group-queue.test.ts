import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupQueue } from '../../../../../src/adapters/kafka/snapshot/group-queue.ts';

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);
const kibibyte = 1024;

/** Takes everything, each answer as large as its groups are, and gives the sizes of the answers. */
function answerSizes(groupCount: number, bytesOf: (group: number) => number): number[] {
  const queue = new GroupQueue(indexes(groupCount));
  const sizes: number[] = [];
  for (let chunk = queue.take(); chunk.length > 0; chunk = queue.take()) {
    const bytes = chunk.reduce((sum, group) => sum + bytesOf(group), 0);
    queue.observe(chunk.length, bytes);
    sizes.push(bytes);
  }
  return sizes;
}

describe('a queue of groups', () => {
  it('gives every group once, in order, whatever the answers weigh', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.array(fc.nat(5_000_000), { minLength: 1 }), (count, weights) => {
        const queue = new GroupQueue(indexes(count));
        const taken: number[] = [];
        for (let chunk = queue.take(), turn = 0; chunk.length > 0; chunk = queue.take(), turn += 1) {
          taken.push(...chunk);
          queue.observe(chunk.length, weights[turn % weights.length]!);
        }
        expect(taken).toEqual(indexes(count));
      }),
    );
  });

  it.each([3_000, 10_000, 50_000, 100_000])('keeps answers near 400 KB where a group takes %i bytes', bytesAGroup => {
    const [, ...later] = answerSizes(5_000, () => bytesAGroup);
    for (const size of later.slice(0, -1)) {
      expect(size).toBeGreaterThan(300 * kibibyte);
      expect(size).toBeLessThanOrEqual(500 * kibibyte);
    }
  });

  it('asks for at most 1,000 groups at once, however small they are', () => {
    expect(Math.max(...answerSizes(5_000, () => 1))).toBe(1_000);
  });

  it('learns that groups get larger', () => {
    const sizes = answerSizes(5_000, group => (group < 1_000 ? 100 : 20_000));
    const settled = sizes.slice(-10, -1);
    expect(Math.max(...settled)).toBeLessThan(800 * kibibyte);
  });

  it('gives what is left where nobody takes it any more', () => {
    const queue = new GroupQueue(indexes(250));
    const taken = queue.take();
    expect(queue.takeAll()).toEqual(indexes(250).slice(taken.length));
    expect(queue.take()).toEqual([]);
  });
});
