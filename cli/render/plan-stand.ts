import type { PlanIntent } from '../apply-plan.ts';

/** What ends the sentence about a plan that nothing blocks: how far it is, and what would bring it on. */
export function standOf({ steps }: { readonly steps: readonly unknown[] }, intent: PlanIntent): string {
  if (intent === 'resume') return 'its run has begun, "runs show" tells how far it came';
  return intent === 'apply' || steps.length === 0
    ? 'nothing was changed yet'
    : 'nothing was changed yet, --apply does it';
}
