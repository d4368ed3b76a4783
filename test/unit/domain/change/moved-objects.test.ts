import { describe, expect, it } from 'vitest';
import { findMovedObjects } from '../../../../src/domain/change/moved-objects.ts';
import { beginStory, type StepProgress } from '../../../../src/domain/change/run-story.ts';
import { toyPlan } from '../../../change/toy-runbook.ts';

const waiting: StepProgress = { kind: 'waiting' };
const begun: StepProgress = { kind: 'begun' };
const done: StepProgress = { kind: 'done' };

/** The plan takes one counter from 0 to 1. */
async function isStoppedAt(state: number | undefined, progress: StepProgress): Promise<boolean> {
  const story = { ...beginStory(await toyPlan(['counter-1']), 'now'), steps: [progress] };
  return findMovedObjects(story, [{ object: 'counter-1', state }]).some(({ level }) => level === 'block');
}

describe('an object of a plan', () => {
  it.for([
    { progress: waiting, state: 0, stops: false },
    { progress: waiting, state: 1, stops: true },
    { progress: waiting, state: 7, stops: true },
    { progress: waiting, state: undefined, stops: true },
    { progress: begun, state: 0, stops: false },
    { progress: begun, state: 1, stops: false },
    { progress: begun, state: 7, stops: true },
    { progress: done, state: 0, stops: true },
    { progress: done, state: 1, stops: false },
  ])('that goes from 0 to 1, is at $state and whose step is $progress.kind stops a run: $stops', async row => {
    expect(await isStoppedAt(row.state, row.progress)).toBe(row.stops);
  });

  it('stops a run where it was not read at all', async () => {
    const story = beginStory(await toyPlan(['counter-1']), 'now');
    expect(findMovedObjects(story, [])).toHaveLength(1);
  });

  it('that is to stay, and that no step touches, stops a run once it moved', async () => {
    const plan = await toyPlan(['counter-1']);
    const story = beginStory({ ...plan, objects: [...plan.objects, { object: 'other', before: 5, after: 5 }] }, 'now');
    const states = [{ object: 'counter-1', state: 0 }];
    expect(findMovedObjects(story, [...states, { object: 'other', state: 5 }])).toEqual([]);
    expect(findMovedObjects(story, [...states, { object: 'other', state: 6 }])).toMatchObject([
      { level: 'block', sentence: 'other is 6 now, and was to be 5; make a new plan' },
    ]);
  });
});
