import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/domain/change/plan.ts';
import { nodeReplacement } from '../../../src/operations/node-replacement.ts';
import { nodeScene } from '../../builders/node-scene.ts';

const only = (nodeId: number) => ({ choice: { kind: 'named', nodeIds: [nodeId] } }) as const;
const blocks = ({ checks }: { readonly checks: readonly Check[] }) =>
  checks.filter(({ level }) => level === 'block').map(({ sentence }) => sentence);

describe('the replacement of a machine', () => {
  it('gives the node another machine, also where the old one does not answer any more', async () => {
    const scene = nodeScene();
    scene.cluster.stop(2);
    scene.cluster.nodes.get(2)!.problem = 'its agent does not answer';
    const plan = await scene.plan(only(2), nodeReplacement);
    expect(blocks(plan)).toEqual([]);
    expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
    expect(scene.cluster.nodes.get(2)).toMatchObject({ machine: 2 });
  });

  it('cannot be taken back, and says so', async () => {
    const scene = nodeScene();
    const plan = await scene.plan(only(2), nodeReplacement);
    await scene.apply(plan);
    const back = await scene.planUndo(plan.planId);
    expect(back.steps).toEqual([]);
    expect(blocks(back).join()).toContain('a replaced machine cannot be taken back');
  });
});
