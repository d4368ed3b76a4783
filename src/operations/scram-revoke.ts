import type { Check, Plan } from '../domain/change/plan.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { block } from '../domain/offsets/group-checks.ts';
import { checkAclRights, checkNotSelf } from '../domain/scram/revoke-checks.ts';
import type { RevokeStep } from '../domain/scram/revoke-step.ts';
import { actOnRevoke, settleRevoke } from './scram-revoke-act.ts';
import { observeStep, readCredentials } from './scram-revoke-objects.ts';
import { planRevoke } from './scram-revoke-plan.ts';
import type { RevokeRequest } from './scram-revoke-removal.ts';
import { undoRevoke } from './scram-revoke-undo.ts';
import { verifyRevoke } from './scram-revoke-verify.ts';
import type { RevokeWorld } from './scram-revoke-world.ts';

/** Takes a SCRAM user its rights and its login, the rights first: they bind the connections that are open. */
export const scramRevoke: Runbook<RevokeRequest, RevokeStep, RevokeWorld> = {
  kind: 'scram-revoke',
  plan: planRevoke,
  observe: async ({ steps }, world) => (await Promise.all(steps.map(step => observeStep(step, world)))).flat(),
  check,
  act: actOnRevoke,
  settle: settleRevoke,
  verify: verifyRevoke,
  undo: undoRevoke,
};

/** That the user is as the plan found it is the engine's own check. */
async function check({ steps, checks }: Plan<RevokeStep>, world: RevokeWorld): Promise<readonly Check[]> {
  const [step] = steps;
  if (step === undefined) return checks;
  return [
    checkNotSelf(step.user, world.target.principal),
    checkAclRights(await world.acls.readAclRights()),
    ...(await checkMechanisms(steps, world)),
  ];
}

/** What the user got since the plan would let it in again. */
async function checkMechanisms(steps: readonly RevokeStep[], world: RevokeWorld): Promise<readonly Check[]> {
  const step = steps.find(({ action }) => action === 'delete');
  if (step?.action !== 'delete') return [];
  const now = await readCredentials(step.user, world);
  const added = now.filter(({ mechanism }) => step.credentials.every(each => each.mechanism !== mechanism));
  const sentence = `user ${JSON.stringify(step.user)} has a password for ${added.map(({ mechanism }) => mechanism).join(', ')} since the plan; plan again`;
  return added.length === 0 ? [] : [block('user-has-no-new-password', sentence)];
}
