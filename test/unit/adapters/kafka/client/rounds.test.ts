import { describe, expect, it } from 'vitest';
import { defaultPatience } from '../../../../../src/adapters/kafka/client/client-options.ts';
import { inRounds } from '../../../../../src/adapters/kafka/client/rounds.ts';
import { clientClock } from '../../../../builders/client-clock.ts';

const options = (clock = clientClock()) => ({ ...defaultPatience, clientId: 'test', ...clock });

describe('working in rounds', () => {
  it('ends after one round where nothing is left, without a pause', async () => {
    const clock = clientClock();
    expect(await inRounds([1, 2], options(clock), async () => await Promise.resolve([]))).toEqual([]);
    expect(clock.pausesMs).toEqual([]);
  });

  it('gives each round what the one before left, with growing pauses', async () => {
    const clock = clientClock();
    const rounds: (readonly number[])[] = [];
    await inRounds([1, 2, 3, 4], options(clock), async left => {
      rounds.push(left);
      return await Promise.resolve(left.slice(1));
    });
    expect(rounds).toEqual([[1, 2, 3, 4], [2, 3, 4], [3, 4], [4]]);
    expect(clock.pausesMs).toEqual([50, 100, 200]);
  });

  it('ends with the retry window and gives back the rest', async () => {
    const clock = clientClock(0);
    expect(await inRounds([1, 2], options(clock), async left => await Promise.resolve(left))).toEqual([1, 2]);
    expect(clock.nowMs()).toBeGreaterThan(defaultPatience.retryWindowMs - 1_001);
    expect(clock.nowMs()).toBeLessThanOrEqual(defaultPatience.retryWindowMs);
  });

  it('tries again at least once, even where the first round took longer than the window', async () => {
    const clock = clientClock(0);
    let rounds = 0;
    await inRounds([1], options(clock), async left => {
      rounds += 1;
      await clock.sleep(30_000);
      return left;
    });
    expect(rounds).toBe(2);
  });

  it('ends although the clock is set back again and again', async () => {
    const clock = clientClock();
    let rounds = 0;
    const back = { ...options(clock), nowMs: () => 1_000_000 - rounds * 3_600_000 };
    await inRounds([1], back, async left => {
      rounds += 1;
      return await Promise.resolve(left);
    });
    expect(rounds).toBeLessThan(30);
  });

  it('nothing to do is no round', async () => {
    await inRounds([], options(), () => Promise.reject(new Error('not asked')));
  });
});
