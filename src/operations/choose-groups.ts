import { OperationError } from '../domain/errors.ts';
import { named } from '../domain/lag/figures.ts';
import { matchesAny } from '../domain/lag/group-patterns.ts';
import { nearestNames } from '../domain/lag/nearest-names.ts';
import type { GroupReader } from '../ports/cluster-reader.ts';

export const isGroupPattern = (text: string): boolean => text.includes('*');

/**
 * The groups that names and patterns mean, each once. A plain name is taken as it is: whether it is there is said by
 * what is done with it. Rejects where a pattern fits nothing, or where not every broker tells its groups.
 */
export async function chooseGroups(asked: readonly string[], reader: GroupReader): Promise<readonly string[]> {
  if (!asked.some(isGroupPattern)) return [...new Set(asked)];
  const { groups, gaps } = await reader.listGroups();
  const [gap] = gaps;
  if (gap !== undefined) {
    const message = `a pattern needs all groups of the cluster, and ${gap.what} could not be read: ${gap.sentence}; try again, or name each group`;
    throw new OperationError('BrokerUnreachable', message, { retryable: true });
  }
  const names = groups.map(({ group }) => group).toSorted();
  return [...new Set(asked.flatMap(text => (isGroupPattern(text) ? fitting(text, names) : [text])))];
}

function fitting(pattern: string, names: readonly string[]): readonly string[] {
  const found = names.filter(matchesAny([pattern]));
  if (found.length > 0) return found;
  const nearest = nearestNames(pattern.replaceAll('*', ''), names);
  const hint = nearest.length === 0 ? 'look at "groups list"' : `did you mean ${named(nearest)}?`;
  throw new OperationError('GroupUnknown', `no group on the cluster fits ${JSON.stringify(pattern)}; ${hint}`);
}
