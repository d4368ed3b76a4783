import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AclBinding, aclText } from '../../../src/domain/acls/acl-binding.ts';
import { anyAcl } from '../../builders/any-acl.ts';
import { marker, revokeScene, user } from '../../builders/revoke-scene.ts';

const texts = (bindings: readonly AclBinding[]) => [...new Set(bindings.map(aclText))].toSorted();
const ownOrOthers = fc
  .tuple(anyAcl, fc.constantFrom(`User:${user}`, 'User:*', 'User:app'))
  .map(([rule, principal]) => ({ ...rule, principal }));
const anyRules = fc.array(fc.oneof(ownOrOthers, anyAcl), { maxLength: 12 });

it('leaves all other rules alone and takes exactly its own away again, wherever its process is killed', async () => {
  await fc.assert(
    fc.asyncProperty(anyRules, fc.boolean(), fc.nat(30), fc.nat(30), fc.boolean(), async (before, ...how) => {
      const [denyAll, killedAt, undoKilledAt, isResumed] = how;
      const scene = await revokeScene(before);
      const plan = await scene.plan({ denyAll });
      const made = plan.steps.flatMap(step => (step.action === 'deny' ? step.bindings : []));
      expect(made.every(({ principal, permission }) => principal === `User:${user}` && permission === 'deny')).toBe(
        true,
      );
      await scene.killAt(plan, killedAt);
      expect(texts([...before, ...made])).toEqual(expect.arrayContaining(texts(scene.acls.all())));
      expect(texts(scene.acls.all())).toEqual(expect.arrayContaining(texts(before)));
      if (isResumed) {
        expect(await scene.apply(plan)).toMatchObject({ outcome: 'done', reasons: [] });
        expect(texts(scene.acls.all())).toEqual(texts([...before, ...made]));
        expect(scene.users.has(user)).toBe(false);
      }
      if ((await scene.runs.journal.read(plan.planId)).entries.length === 0) return;
      const back = await scene.planUndo(plan.planId);
      await scene.killAt(back, undoKilledAt);
      expect(await scene.apply(back)).toMatchObject({ outcome: 'done', reasons: [] });
      expect(texts(scene.acls.all())).toEqual(texts(before));
      expect(scene.users.get(user)).toBe(marker);
    }),
    { numRuns: 200 },
  );
});
