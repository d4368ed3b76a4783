import { OperationError } from '../domain/errors.ts';
import { byTopicAndPartition, keyOf } from '../domain/offsets/commit.ts';
import { checkGroup } from '../domain/offsets/group-checks.ts';
import { type OffsetDocument, toOffsetDocument } from '../domain/offsets/offset-file.ts';
import { readGroup } from './offset-group.ts';
import type { OffsetWorld } from './offset-world.ts';

export interface OffsetExport {
  readonly document: OffsetDocument;
  /** What is missing from it, a sentence each. */
  readonly notes: readonly string[];
}

/** All that a group has committed. Rejects with GroupUnknown, or where its kind commits nothing. */
export async function exportGroupOffsets(
  group: string,
  world: Pick<OffsetWorld, 'offsets' | 'groups'>,
): Promise<OffsetExport> {
  const { facts, commits, problems } = await readGroup(group, world);
  const inTheWay = checkGroup(facts).find(
    ({ name, level }) =>
      level === 'block' && (name === 'group-exists' || (name === 'group-kind' && commits.length === 0)),
  );
  if (inTheWay !== undefined) {
    const name = inTheWay.name === 'group-exists' ? 'GroupUnknown' : 'InputInvalid';
    throw new OperationError(name, inTheWay.sentence);
  }
  return {
    document: toOffsetDocument(group, commits.toSorted(byTopicAndPartition)),
    notes: problems.map(row => `${keyOf(row)} is left out: ${row.problem}`),
  };
}
