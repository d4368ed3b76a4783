import type { AclFilter } from '../domain/acls/acl-filter.ts';
import type { Check } from '../domain/change/plan.ts';
import type { StepProgress } from '../domain/change/run-story.ts';
import { OperationError } from '../domain/errors.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import { chooseHold, type Hold, type HoldRequest } from '../domain/offsets/hold.ts';
import { checkHold, type HoldStep } from '../domain/offsets/hold-step.ts';
import type { OffsetWorld } from './offset-world.ts';

/** Reads only. Whatever speaks against a hold is a check that blocks. */
export async function planHold(group: string, request: HoldRequest, { acls, target }: OffsetWorld): Promise<Hold> {
  return await orBlocked(
    async () => {
      const hold = chooseHold(request, { group, acls: await acls.listAcls(aboutGroup(group)), self: target.principal });
      return { ...hold, checks: [...hold.checks, checkAclRights(await acls.readAclRights())] };
    },
    check => ({ bindings: [], present: [], checks: [check] }),
  );
}

/** The same right before acting, or before going on. */
export async function recheckHold(
  step: HoldStep,
  progress: StepProgress['kind'],
  { acls }: OffsetWorld,
): Promise<readonly Check[]> {
  return await orBlocked(
    async () => {
      const now = await acls.listAcls(aboutGroup(step.group));
      return [checkHold(step, progress, now), checkAclRights(await acls.readAclRights())];
    },
    check => [check],
  );
}

/** All rules that have a say about the group. */
const aboutGroup = (group: string): AclFilter => ({ resourceType: 'Group', resourceName: group, pattern: 'match' });

async function orBlocked<Result>(read: () => Promise<Result>, blocked: (check: Check) => Result): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    const isTold = error instanceof OperationError && ['AuthorizerMissing', 'NotAuthorized'].includes(error.name);
    if (!isTold) throw error;
    return blocked(block('hold-can-be-made', `the group cannot be held: ${error.message}`));
  }
}

function checkAclRights(rights: { readonly mayChange: boolean } | undefined): Check {
  const name = 'login-may-change-acls';
  if (rights === undefined) {
    return {
      name,
      level: 'warn',
      sentence: 'the brokers do not tell whether this login may change ACLs: the hold will',
    };
  }
  if (!rights.mayChange) return block(name, 'this login lacks Alter on the cluster, which a hold needs');
  return pass(name, 'this login may change ACLs');
}
