import type { ConsumerShare } from '../domain/perf/perf-report.ts';
import type { FollowRequest, LoadReader } from '../ports/load-reader.ts';

/** Those that read a load while it is written. */
export interface LoadFollowers {
  /** They finish the request they are in, and no more. */
  readonly stop: () => void;
  /** Undefined where there are none. */
  readonly read: () => Promise<ConsumerShare | undefined>;
}

export function startFollowers(
  count: number,
  request: Omit<FollowRequest, 'follower'>,
  { load, monotonicMs }: { readonly load: LoadReader; readonly monotonicMs: () => number },
): LoadFollowers {
  const stopping = new AbortController();
  const startedMs = monotonicMs();
  let endedMs = startedMs;
  const following = Promise.all(
    Array.from({ length: count }, (_, follower) => load.follow({ ...request, follower }, stopping.signal)),
  );
  // Awaited at the end; until then a failure is no unhandled one.
  following.catch(() => undefined);
  return {
    stop() {
      endedMs = monotonicMs();
      stopping.abort();
    },
    async read() {
      if (count === 0) return undefined;
      const followed = await following;
      const ends = await load.readEnds(request.topic);
      const bytes = followed.reduce((sum, each) => sum + each.bytes, 0);
      const behind = followed.map(({ nextOffsets }) =>
        ends.reduce((sum, end, partition) => sum + Math.max(0, end - (nextOffsets[partition] ?? 0)), 0),
      );
      const bytesPerSecond = (bytes * 1_000) / Math.max(1, endedMs - startedMs);
      return { count, bytes, bytesPerSecond, behindRecords: Math.max(...behind) };
    },
  };
}
