import type { RunEvent } from './journal-entry.ts';

/**
 * Whether an event only tells how a run ended. Nothing is done to the cluster after it, so a run may write it even while
 * another one holds the cluster.
 */
export function isEnding({ kind }: RunEvent): boolean {
  return kind === 'declined' || kind === 'interrupted' || kind === 'ended';
}
