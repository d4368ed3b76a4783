import type { ChangeStep, Check, Plan } from '../../src/domain/change/plan.ts';
import type { PlanIntent } from '../apply-plan.ts';
import { type Page, type Paint, paint } from './page.ts';
import { standOf } from './plan-stand.ts';
import { toSafeText } from './safe-text.ts';
import { layOutNotes } from './table.ts';

const marks = { block: ['red', 'refused'], warn: ['yellow', 'note'] } as const satisfies Record<
  string,
  [Paint, string]
>;

/** Every reason, those that block first. */
export function layOutChecks(checks: readonly Check[], page: Page): readonly string[] {
  return (['block', 'warn'] as const).flatMap(level =>
    checks
      .filter(check => check.level === level)
      .flatMap(({ sentence }) =>
        layOutNotes([`${paint(page, marks[level][0], marks[level][1])}: ${toSafeText(sentence)}`], 0, page),
      ),
  );
}

/** What the plan comes to: that it is refused, or its risk and what has become of it so far. */
export function lastLineOf<Step extends ChangeStep>(plan: Plan<Step>, intent: PlanIntent, page: Page): string {
  return plan.checks.some(({ level }) => level === 'block')
    ? paint(page, 'red', 'refused: nothing was changed')
    : `${toSafeText(plan.risk)}; ${standOf(plan, intent)}`;
}
