import { OperationError } from '../domain/errors.ts';
import type { IncidentNotice } from '../domain/lag/incident.ts';
import { encodeLagState } from '../domain/lag/state-codec.ts';
import type { IncidentNotifier } from '../ports/incident-notifier.ts';
import type { LagWindowStore } from '../ports/lag-window-store.ts';
import { loadLagState, MOST_TRIES } from './load-lag-state.ts';

/** A whole cluster that fails at once opens an incident a group; one after the other would outlast the function. */
const AT_ONCE = 10;

/**
 * Sends what is in the outbox and takes what was sent out of the store. Rejects when a notice could not be sent, after
 * the others were: the rest stays stored and goes out with the next run.
 */
export async function deliverLagNotices(
  outbox: readonly IncidentNotice[],
  world: { readonly notifier: IncidentNotifier; readonly windows: LagWindowStore },
): Promise<number> {
  const delivered = new Set<string>();
  let failure: unknown;
  for (let start = 0; start < outbox.length && failure === undefined; start += AT_ONCE) {
    const batch = outbox.slice(start, start + AT_ONCE);
    const outcomes = await Promise.allSettled(batch.map(notice => world.notifier.notify(notice)));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') delivered.add(batch[index]!.noticeId);
      else failure ??= outcome.reason;
    }
  }
  if (delivered.size > 0) await forget(delivered, world.windows);
  if (failure !== undefined) throw undelivered(outbox.length - delivered.size, outbox.length, failure);
  return delivered.size;
}

/**
 * Another run may have written meanwhile, so the outbox is read again. If that keeps happening the notices stay in it
 * and go out once more, with the same ids: telling twice is better than not at all.
 */
async function forget(delivered: ReadonlySet<string>, windows: LagWindowStore): Promise<void> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const { state, version } = await loadLagState(windows);
    const outbox = state.outbox.filter(notice => !delivered.has(notice.noticeId));
    if (outbox.length === state.outbox.length) return;
    if ((await windows.save(encodeLagState({ ...state, outbox }), version)) === 'saved') return;
  }
}

function undelivered(missing: number, all: number, cause: unknown): OperationError {
  const name = cause instanceof OperationError ? cause.name : 'InternalError';
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `${missing} of ${all} incident notices could not be sent and go out with the next run: ${why}`;
  return new OperationError(name, message, { retryable: true, cause });
}
