import type { Cli } from './cli.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import type { OpenCluster } from './world.ts';

/** Opens the cluster, works with it, and closes it however the work ends, Ctrl-C included. */
export async function withCluster<T>(
  { shell, world }: Pick<Cli, 'shell' | 'world'>,
  flags: ConnectionFlags,
  work: (cluster: OpenCluster) => Promise<T>,
): Promise<T> {
  const cluster = await unlessInterrupted(world.openCluster(flags, shell), shell.interruption);
  try {
    return await unlessInterrupted(work(cluster), shell.interruption);
  } finally {
    cluster.close();
  }
}

/** Work that stops to be waited for at Ctrl-C. */
export async function unlessInterrupted<T>(work: Promise<T>, interruption: AbortSignal): Promise<T> {
  const stopWaiting = new AbortController();
  const interrupted = new Promise<never>((_, reject) => {
    const interrupt = () => reject(interruption.reason as Error);
    if (interruption.aborted) {
      interrupt();
    }
    interruption.addEventListener('abort', interrupt, { once: true, signal: stopWaiting.signal });
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    stopWaiting.abort();
  }
}
