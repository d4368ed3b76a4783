import { OperationError } from '../domain/errors.ts';
import { groupsToAskForOwners, withOwners } from '../domain/lag/owners.ts';
import type { LagReport } from '../domain/lag/verdict.ts';
import type { LagWindow } from '../domain/lag/window.ts';
import type { GroupReader } from '../ports/cluster-reader.ts';

/** Who is on call looks at the worst few; asking for the members of every group would cost more than the check. */
const MOST_GROUPS_ASKED = 20;

/**
 * Adds to the worst groups of a report which member owns each bad partition. A cluster that stops answering just now
 * costs these names and not the report.
 */
export async function nameOwners(
  report: LagReport,
  { newest }: LagWindow,
  groups: Pick<GroupReader, 'describeGroups'>,
): Promise<LagReport> {
  const asked = groupsToAskForOwners(report, newest, MOST_GROUPS_ASKED);
  if (asked.length === 0) return report;
  try {
    return withOwners(report, await groups.describeGroups(asked));
  } catch (error) {
    if (error instanceof OperationError && error.retryable) return report;
    throw error;
  }
}
