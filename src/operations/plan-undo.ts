import type { ChangeStep, Plan } from '../domain/change/plan.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { type PlanSeal, sealPlan } from '../domain/change/seal-plan.ts';

/** Plans the way back from a run. The plan is then applied as any other one is, with checks of its own. */
export async function planUndo<Request, Step extends ChangeStep, World>(
  runbook: Runbook<Request, Step, World>,
  story: RunStory<Step>,
  world: World,
  seal: PlanSeal,
): Promise<Plan<Step>> {
  const draft = await runbook.undo(story, world);
  return sealPlan(draft, { kind: runbook.kind, undoes: story.plan.planId }, seal);
}
