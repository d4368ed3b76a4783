import type { ChangeStep, Plan } from '../src/domain/change/plan.ts';
import { OperationError } from '../src/domain/errors.ts';
import type { OffsetStep } from '../src/domain/offsets/offset-step.ts';
import type { OffsetResetRequest } from '../src/domain/offsets/request.ts';
import { offsetReset } from '../src/operations/offset-reset.ts';
import type { OffsetWorld } from '../src/operations/offset-world.ts';
import { planChange } from '../src/operations/plan-change.ts';
import { withRunPositions } from '../src/operations/read-offset-run.ts';
import type { Cli } from './cli.ts';
import type { GroupPlan } from './group-run.ts';
import { newPlanSeal } from './new-plan.ts';

/** The plan for one group, with the positions of a run read from the journal where they are asked for. */
export async function planGroup(cli: Cli, asked: OffsetResetRequest, world: OffsetWorld): Promise<Plan<OffsetStep>> {
  const request = asked.target.kind === 'run' ? await withPositions(cli, asked, world) : asked;
  return await planChange(offsetReset, request, world, newPlanSeal(cli.shell));
}

/** The journal is opened only for who asks for it: without a directory for runs, plans can still be made. */
async function withPositions({ shell, world: outside }: Cli, asked: OffsetResetRequest, { target }: OffsetWorld) {
  const { journal } = await outside.openRuns(shell);
  return await withRunPositions(asked, journal, target.clusterId);
}

const mostPlansAtOnce = 16;

/** Plans many groups, some at once since each may wait for its members to leave. One that fails fails alone. */
export async function planGroups<Step extends ChangeStep>(
  groups: readonly string[],
  planOne: (group: string) => Promise<Plan<Step>>,
): Promise<readonly GroupPlan<Step>[]> {
  const plans: GroupPlan<Step>[] = [];
  for (let from = 0; from < groups.length; from += mostPlansAtOnce) {
    const some = groups.slice(from, from + mostPlansAtOnce);
    plans.push(...(await Promise.all(some.map(group => tryToPlan(group, planOne)))));
  }
  return plans;
}

async function tryToPlan<Step extends ChangeStep>(
  group: string,
  planOne: (group: string) => Promise<Plan<Step>>,
): Promise<GroupPlan<Step>> {
  try {
    return { group, plan: await planOne(group) };
  } catch (failure) {
    // What was asked for is wrong for all of them alike.
    if (!(failure instanceof OperationError) || failure.name === 'InputInvalid') throw failure;
    return { group, failure };
  }
}
