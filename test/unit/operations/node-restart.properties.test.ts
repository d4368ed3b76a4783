import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodeReplacement } from '../../../src/operations/node-replacement.ts';
import { nodeRestart } from '../../../src/operations/node-restart.ts';
import { dedicated, nodeScene, threeCombined } from '../../builders/node-scene.ts';

it('takes every node out exactly once and never two at a time, wherever its process is killed, again and again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.boolean(),
      fc.array(fc.nat(200), { maxLength: 4 }),
      async (isDedicated, isReplaced, deaths) => {
        const scene = nodeScene(isDedicated ? dedicated : threeCombined);
        const plan = await scene.plan({}, isReplaced ? nodeReplacement : nodeRestart);
        for (const boundary of deaths) await scene.killAt(plan, boundary);
        expect(scene.cluster.state.mostOut).toBeLessThanOrEqual(1);
        expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
        expect(scene.cluster.state.mostOut).toBe(1);
        const nodes = [...scene.cluster.nodes.values()];
        expect(nodes.map(node => node[isReplaced ? 'machine' : 'process'])).toEqual(nodes.map(() => 2));
      },
    ),
    { numRuns: 200 },
  );
});
