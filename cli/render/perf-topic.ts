import type { RunOutcome } from '../../src/domain/change/run-outcome.ts';
import type { PerfTopicStep } from '../../src/domain/perf/topic-step.ts';
import type { ChangeRenderer } from '../apply-plan.ts';
import { paint } from './page.ts';
import { lastLineOf, layOutChecks } from './plan-checks.ts';
import { toSafeText } from './safe-text.ts';
import { joinSections } from './sections.ts';
import { layOutNotes } from './table.ts';

/** How a run is shown that makes or removes the topic of a load, where somebody goes on with it. */
export const perfTopicRenderer: ChangeRenderer<PerfTopicStep> = {
  plan: (plan, page, intent) => {
    const steps = plan.steps.map(({ action, topic }) => `${action} topic ${toSafeText(topic)}`);
    const head = `plan ${plan.planId} on cluster ${toSafeText(plan.target.clusterId)}`;
    return joinSections([
      layOutNotes([head, ...steps], 0, page),
      layOutChecks(plan.checks, page),
      [lastLineOf(plan, intent, page)],
    ]);
  },
  report: ({ runId, outcome, reasons, plan }, page) => {
    const [colour, text] = outcome === undefined ? (['yellow', 'not ended'] as const) : endings[outcome];
    const isLeft = outcome !== 'refused' && outcome !== 'failed' && plan.undoes === undefined;
    return joinSections([
      reasons.flatMap(reason => layOutNotes([toSafeText(reason)], 0, page)),
      [
        paint(page, colour, text),
        ...(isLeft ? [`run ${runId}; to remove the topic: kafka-steward perf clean --apply`] : []),
      ],
    ]);
  },
};

const endings = {
  done: ['green', 'done'],
  failed: ['red', 'failed: nothing was changed'],
  refused: ['red', 'refused: nothing was changed'],
  'not-verified': ['yellow', 'done, but reading back says otherwise'],
  'partly-applied': ['red', 'partly applied'],
} as const satisfies Readonly<Record<RunOutcome, readonly [string, string]>>;
