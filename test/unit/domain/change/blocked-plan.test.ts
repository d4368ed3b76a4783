import { describe, expect, it } from 'vitest';
import { reportRun } from '../../../../src/domain/change/change-report.ts';
import { judgeRun } from '../../../../src/domain/change/judge-run.ts';
import type { ChangeStep, Plan } from '../../../../src/domain/change/plan.ts';
import { beginStory } from '../../../../src/domain/change/run-story.ts';

const plan: Plan<ChangeStep> = {
  planId: 'run-1',
  kind: 'toy',
  createdAt: '2026-03-01T12:00:00Z',
  expiresAt: '2026-03-01T13:00:00Z',
  target: { clusterId: 'shop', principal: 'User:ada' },
  checks: [
    { name: 'group-is-known', level: 'block', sentence: 'group "g" is not on the cluster' },
    { name: 'offset-is-in-log', level: 'block', sentence: 'offset 99 is outside the log' },
    { name: 'group-is-empty', level: 'pass', sentence: 'the group has no members' },
  ],
  objects: [],
  steps: [],
  risk: 'none',
  digest: 'd',
};

describe('a run whose plan is blocked', () => {
  it('names every reason of its plan, since nobody took it up to check again', () => {
    const story = beginStory(plan, plan.createdAt);
    expect(reportRun(story).reasons).toEqual(['group "g" is not on the cluster', 'offset 99 is outside the log']);
    expect(judgeRun(story)).toBe('refused');
  });

  it('names the reasons of the last attempt where there was one', () => {
    const story = { ...beginStory(plan, plan.createdAt), checks: [{ ...plan.checks[0]!, level: 'pass' as const }] };
    expect(reportRun(story).reasons).toEqual([]);
  });
});
