import type { ClientOptions } from './client-options.ts';

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/**
 * Works through `items` in rounds. Each round gets what is left and returns what has to be tried again; between rounds
 * there is a growing pause. Ends when nothing is left or the retry window is over, and returns the rest.
 */
export async function inRounds<Item>(
  items: readonly Item[],
  options: ClientOptions,
  round: (left: readonly Item[], number: number) => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
  const endsAtMs = options.nowMs() + options.retryWindowMs;
  let left = items;
  let pauseMs = firstPauseMs;
  for (let number = 0; left.length > 0; number += 1) {
    left = await round(left, number);
    if (left.length === 0 || options.nowMs() + pauseMs >= endsAtMs) return left;
    await options.sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
  return left;
}
