import type { ClientOptions } from './client-options.ts';

const firstPauseMs = 50;
const longestPauseMs = 1_000;

/**
 * Works through `items` in rounds. Each round gets what is left and returns what has to be tried again; between rounds
 * there is a growing pause. Ends when nothing is left or the retry window is over, and returns the rest.
 *
 * There is always a second round, or one request that timed out would have used up the window. The pauses count too, so
 * that a clock that is set back does not make the window longer.
 */
export async function inRounds<Item>(
  items: readonly Item[],
  options: ClientOptions,
  round: (left: readonly Item[], number: number) => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
  const startedAtMs = options.nowMs();
  let left = items;
  let pauseMs = firstPauseMs;
  let pausedMs = 0;
  for (let number = 0; left.length > 0; number += 1) {
    left = await round(left, number);
    const spentMs = Math.max(options.nowMs() - startedAtMs, pausedMs);
    if (left.length === 0 || (number > 0 && spentMs + pauseMs >= options.retryWindowMs)) return left;
    await options.sleep(pauseMs);
    pausedMs += pauseMs;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
  return left;
}
