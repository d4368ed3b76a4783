import { OperationError } from '../domain/errors.ts';
import { rowError } from '../domain/kafka/row-error.ts';
import type { Snapshot } from '../domain/kafka/snapshot.ts';
import { named } from '../domain/lag/figures.ts';
import { nearestNames } from '../domain/lag/nearest-names.ts';
import type { DescribeCode } from '../domain/lag/report.ts';
import { judge } from '../domain/lag/report.ts';
import type { LagReport, LagRules } from '../domain/lag/verdict.ts';
import type { LagWindow } from '../domain/lag/window.ts';
import { appendSample } from '../domain/lag/window.ts';
import type { GroupReader, SnapshotReader } from '../ports/cluster-reader.ts';
import { nameOwners } from './name-owners.ts';

export interface LagCheckRequest {
  /** Absent: all groups. A name that is not on the cluster is refused. */
  readonly groups?: readonly string[];
  /** How many samples to take; Infinity to go on until `signal` says stop. */
  readonly samples: number;
  /** From the start of one sample to the start of the next; longer where a sample takes more than half of it. */
  readonly intervalMs: number;
  /** How many samples the verdicts rest on. Default: all of `samples`. */
  readonly capacity?: number;
  readonly rules: LagRules;
  readonly signal?: AbortSignal;
}

export interface LagCheckWorld {
  readonly snapshots: SnapshotReader;
  /** For the names near an unknown one, and for the members that own what is not OK. */
  readonly groups: GroupReader;
  /** A sentence for one of Kafka's error codes. */
  readonly describeCode: DescribeCode;
  /** Resolves after that time, or at once when the check is told to stop. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface LagCheckProgress {
  readonly taken: number;
  readonly samples: number;
  readonly window: LagWindow;
  /** Set where this sample could not be taken; the window is then the one before. */
  readonly problem?: OperationError;
}

export interface LagCheckResult {
  readonly report: LagReport;
  readonly window: LagWindow;
  /** What a reader of the report should know of its samples: one that is missing, a clock that went back. */
  readonly notes: readonly string[];
}

/**
 * Watches a cluster for a few samples and judges its groups. The first sample has to succeed; a later one that fails but
 * could succeed again costs that sample only, and a note tells of it. Two in a row end a check: a cluster that is gone is
 * the news then, and no verdict on what it was like before. A check without an end goes on until the cluster is back.
 */
export async function checkLag(
  request: LagCheckRequest,
  world: LagCheckWorld,
  onSample: (progress: LagCheckProgress) => void | Promise<void> = () => undefined,
): Promise<LagCheckResult> {
  refuseImpossible(request);
  const { samples, signal } = request;
  const notes: string[] = [];
  const first = await world.snapshots.readSnapshot({ groups: request.groups });
  await refuseUnknownGroups(request, first, world);
  let window = appended(undefined, first, request, notes);
  await onSample({ taken: 1, samples, window });
  let failuresInRow = 0;
  let restMs = restAfter(first, request.intervalMs);
  for (let taken = 2; taken <= samples; taken += 1) {
    await world.sleep(restMs, signal);
    if (signal?.aborted === true) break;
    try {
      const snapshot = await world.snapshots.readSnapshot({ groups: request.groups });
      window = appended(window, snapshot, request, notes);
      failuresInRow = 0;
      restMs = restAfter(snapshot, request.intervalMs);
      await onSample({ taken, samples, window });
    } catch (error) {
      if (!(error instanceof OperationError && error.retryable)) throw error;
      failuresInRow += 1;
      if (failuresInRow === 2 && samples !== Infinity) throw stoppedAnswering(error, taken, samples);
      if (notes.length < MOST_NOTES) notes.push(`sample ${taken} could not be taken: ${error.message}`);
      restMs = request.intervalMs;
      await onSample({ taken, samples, window, problem: error });
    }
  }
  const report = judge(window, request.rules, world.describeCode);
  return { report: await nameOwners(report, window, world.groups), window, notes };
}

function stoppedAnswering(cause: OperationError, taken: number, samples: number): OperationError {
  const message = `the cluster stopped answering during the check, at sample ${taken - 1} of ${samples}: ${cause.message}`;
  return new OperationError(cause.name, message, { retryable: true, cause });
}

/** A snapshot that took longer than the interval is no reason to take the next one in the same instant. */
function restAfter({ durationMs }: Snapshot, intervalMs: number): number {
  return Math.max(intervalMs / 2, intervalMs - durationMs);
}

/** A watch over days with a broken cluster must not collect notes without end. */
const MOST_NOTES = 100;

function refuseImpossible({ samples, intervalMs }: LagCheckRequest): void {
  const isCount = samples === Infinity || (Number.isInteger(samples) && samples >= 1);
  if (!isCount) throw new OperationError('InputInvalid', `${samples} samples cannot be taken; ask for 1 or more`);
  if (intervalMs > 0 || samples === 1) return;
  throw new OperationError(
    'InputInvalid',
    `samples ${intervalMs} ms apart cannot be told apart; ask for a longer interval`,
  );
}

function appended(
  window: LagWindow | undefined,
  snapshot: Snapshot,
  request: LagCheckRequest,
  notes: string[],
): LagWindow {
  const capacity = request.capacity ?? request.samples;
  const result = appendSample(window, snapshot, { capacity, dueAtMs: snapshot.takenAtMs, bucketMs: 1 });
  if (result.outcome === 'restarted') notes.push(result.note);
  return result.window;
}

async function refuseUnknownGroups(request: LagCheckRequest, snapshot: Snapshot, world: LagCheckWorld): Promise<void> {
  if (request.groups === undefined) return;
  const { names, error } = snapshot.groups;
  const unknown = names.filter((_, index) => error[index] === rowError.groupUnknown);
  if (unknown.length === 0) return;
  const { groups } = await world.groups.listGroups();
  const near = nearestNames(
    unknown[0]!,
    groups.map(group => group.group),
  );
  const what = unknown.length === 1 ? `group ${named(unknown)} is` : `groups ${named(unknown)} are`;
  const hint = near.length === 0 ? 'groups list shows all names' : `did you mean ${named(near)}?`;
  throw new OperationError('GroupUnknown', `${what} not on cluster ${snapshot.clusterId}; ${hint}`);
}
