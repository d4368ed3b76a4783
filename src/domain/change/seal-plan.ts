import { digestOf, type HashText } from './digest.ts';
import type { ChangeStep, Plan, PlanDraft } from './plan.ts';

/** What a draft lacks to be a plan. */
export interface PlanSeal {
  readonly planId: string;
  readonly nowMs: number;
  /** How long a run may still be begun. */
  readonly lifetimeMs: number;
  readonly hash: HashText;
}

export function sealPlan<Step extends ChangeStep>(
  draft: PlanDraft<Step>,
  named: { readonly kind: string; readonly undoes?: string },
  { planId, nowMs, lifetimeMs, hash }: PlanSeal,
): Plan<Step> {
  const plan = {
    planId,
    ...named,
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + lifetimeMs).toISOString(),
    ...draft,
  };
  return { ...plan, digest: digestOf(plan, hash) };
}
