import type { ChangeStep, Plan } from '../domain/change/plan.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { type PlanSeal, sealPlan } from '../domain/change/seal-plan.ts';

/** Makes the plan of a change; writes nothing, neither to the cluster nor to the journal. */
export async function planChange<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  request: Request,
  world: World,
  seal: PlanSeal,
): Promise<Plan<Step>> {
  return sealPlan(await runbook.plan(request, world), { kind: runbook.kind }, seal);
}
