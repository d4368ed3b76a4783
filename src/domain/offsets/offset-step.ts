import type { Json } from '../change/json.ts';
import type { ObjectChange, ObjectState } from '../change/plan.ts';
import { areSame, type Commit, keyOf, type PartitionCommit, type TopicPartition } from './commit.ts';
import type { HoldStep } from './hold-step.ts';
import type { OffsetMove } from './move.ts';
import type { StepGroupKind } from './step-group-kind.ts';

/** One thing that a reset does; the moves of a hold are none. */
export type OffsetStep = MoveStep | HoldStep;

/** One request to the coordinator: commits to write, or commits to delete. */
export type MoveStep = {
  readonly objects: readonly string[];
  readonly group: string;
  /** Told only where the API depends on it. */
  readonly groupKind?: StepGroupKind;
  /** When the commits of the plan were read. */
  readonly readAt: string;
  /** Told only where the request did. */
  readonly watchMs?: number;
  readonly action: 'commit' | 'delete';
  readonly moves: readonly OffsetMove[];
};

const mostPartitions = 500;
/** The coordinator writes a request as one batch of records, and brokers take batches of a megabyte. */
const mostMetadataBytes = 256 * 1024;
const bytesALetter = 3;

/** How a plan names a partition of a group. */
function objectOf(group: string, partition: TopicPartition): string {
  return `${group} ${keyOf(partition)}`;
}

/** The group in such a name: a topic name holds no blank, a group name may. */
export function groupOf(object: string): string {
  return object.slice(0, object.lastIndexOf(' '));
}

/** The partition in such a name. */
export function partitionOf(object: string): TopicPartition | undefined {
  const [, topic, partition] = / ([\w.-]+):(\d+)$/.exec(object) ?? [];
  return topic === undefined ? undefined : { topic, partition: Number(partition) };
}

/** The kind that the steps of a plan tell of their group. */
export function groupKindOf(steps: readonly OffsetStep[]): StepGroupKind | undefined {
  return steps.flatMap(step => ('groupKind' in step && step.groupKind !== undefined ? [step.groupKind] : []))[0];
}

/** Bounded steps for the moves that change something; `everything` also renews commits that stay as they are. */
export function stepsFor(
  { group, groupKind, readAt, watchMs }: Pick<MoveStep, 'group' | 'groupKind' | 'readAt' | 'watchMs'>,
  moves: readonly OffsetMove[],
  everything: boolean,
): readonly MoveStep[] {
  const changing = moves.filter(({ before, after }) => everything || !areSame(before, after));
  const toStep = (action: MoveStep['action']) => (batch: readonly OffsetMove[]) => ({
    objects: batch.map(move => objectOf(group, move)),
    group,
    ...(groupKind === undefined ? {} : { groupKind }),
    readAt,
    ...(watchMs === undefined ? {} : { watchMs }),
    action,
    moves: batch,
  });
  return [
    ...inBatches(changing.filter(({ after }) => after !== undefined)).map(toStep('commit')),
    ...inBatches(changing.filter(({ after }) => after === undefined)).map(toStep('delete')),
  ];
}

function inBatches(moves: readonly OffsetMove[]): OffsetMove[][] {
  const batches: OffsetMove[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const move of moves) {
    const size = (move.after?.metadata.length ?? 0) * bytesALetter;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === mostPartitions || bytes + size > mostMetadataBytes) {
      batches.push([move]);
      bytes = size;
    } else {
      batch.push(move);
      bytes += size;
    }
  }
  return batches;
}

/** A commit as plan and journal keep it. */
function stateOf(commit: Commit): { readonly [Key in keyof Commit]: Json } {
  const { offset, leaderEpoch, metadata } = commit;
  return { offset, ...(leaderEpoch === undefined ? {} : { leaderEpoch }), metadata };
}

/** The commit in a state that plan or journal kept. */
export function commitOf(state: Json | undefined): Commit | undefined {
  return state === undefined ? undefined : (state as unknown as Commit);
}

export function objectChangeOf(group: string, move: OffsetMove): ObjectChange {
  const { before, after } = move;
  return {
    object: objectOf(group, move),
    ...(before === undefined ? {} : { before: stateOf(before) }),
    ...(after === undefined ? {} : { after: stateOf(after) }),
  };
}

export function objectStatesOf(group: string, commits: readonly PartitionCommit[]): readonly ObjectState[] {
  return commits.map(row => ({
    object: objectOf(group, row),
    ...(row.commit === undefined ? {} : { state: stateOf(row.commit) }),
  }));
}
