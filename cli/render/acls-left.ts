import { aclText } from '../../src/domain/acls/acl-binding.ts';
import type { ChangeStep } from '../../src/domain/change/plan.ts';
import type { RunStory } from '../../src/domain/change/run-story.ts';
import { aclsLeft } from '../../src/domain/offsets/with-hold.ts';
import { type Page, paint } from './page.ts';
import { toSafeText } from './safe-text.ts';
import { layOutNotes } from './table.ts';

/** What of a hold is still on the cluster, or may be, and what takes it away. */
export function aclsLeftLines(run: Pick<RunStory<ChangeStep>, 'plan' | 'steps'>, page: Page): readonly string[] {
  const left = aclsLeft(run).map(binding => toSafeText(aclText(binding)));
  if (left.length === 0) return [];
  const title = `Left on the cluster, or may be; "runs resume ${toSafeText(run.plan.planId)}" takes it away:`;
  return [...layOutNotes([paint(page, 'yellow', title)], 0, page), ...layOutNotes(left, 2, page)];
}
