import type { GroupKind } from '../kafka/group.ts';

/**
 * What a step has to know of its group to choose the API. Absent for all that keep commits; a share group has start
 * offsets instead, which are read and moved by APIs of their own.
 */
export type StepGroupKind = Extract<GroupKind, 'share'>;

export function stepGroupKindOf(kind: GroupKind | undefined): StepGroupKind | undefined {
  return kind === 'share' ? kind : undefined;
}
