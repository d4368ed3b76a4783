import type { Check, Plan } from '../domain/change/plan.ts';
import type { StepProgress } from '../domain/change/run-story.ts';
import type { Runbook } from '../domain/change/runbook.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import type { ScramRotationRequest } from '../domain/scram/rotation-request.ts';
import type { CopyAclsStep, ScramRotationStep } from '../domain/scram/rotation-step.ts';
import { actOnScram, settleScram } from './scram-act.ts';
import { checkCurrentLogin } from './scram-logins.ts';
import { readPointer } from './scram-pointer.ts';
import { checkScramRights } from './scram-rights.ts';
import { driftOf, planScramRotation } from './scram-rotation-plan.ts';
import { planScramUndo } from './scram-rotation-undo.ts';
import { observeScram, verifyScram } from './scram-rotation-verify.ts';
import { readRules } from './scram-rules.ts';
import { checkSlots } from './scram-slots.ts';
import type { ScramWorld } from './scram-world.ts';

/**
 * Gives a SCRAM user a new password so that clients which read its secret never stop: the new login is proven on every
 * broker before they are told of it.
 */
export const scramRotation: Runbook<ScramRotationRequest, ScramRotationStep, ScramWorld> = {
  kind: 'scram-rotation',
  plan: planScramRotation,
  observe: observeScram,
  check,
  act: actOnScram,
  settle: settleScram,
  verify: verifyScram,
  undo: planScramUndo,
};

/** What can have changed since the plan; what was wrong with the plan itself stays wrong. */
async function check(
  { steps, checks, undoes }: Plan<ScramRotationStep>,
  world: ScramWorld,
  progress: readonly StepProgress[] = [],
): Promise<readonly Check[]> {
  const [first] = steps;
  if (first === undefined) return checks;
  // The way back proves its login in a step before it switches.
  if (undoes !== undefined) return [];
  const reading = await readPointer(first.secretId, world.secrets);
  if (reading.kind === 'wrong') return reading.checks;
  const proven = steps.find(step => step.kind === 'prove' || step.kind === 'switch');
  const copy = steps.find(step => step.kind === 'copy-acls');
  const isLeft = (kind: ScramRotationStep['kind']) =>
    steps.some((step, at) => step.kind === kind && progress[at]?.kind !== 'done');
  // From then on brokers refuse what clients of a single user still have: looking on would only make that time longer.
  const isSet = steps.some(
    (step, at) => step.kind === 'set-credential' && ['begun', 'done'].includes(progress[at]?.kind ?? 'waiting'),
  );
  if (reading.kind !== 'read') return await checkScramRights(proven?.user ?? '', world);
  const { pointer } = reading;
  const [slots, rights, login, rules] = await Promise.all([
    checkSlots(pointer.user, pointer.description.id, world),
    checkScramRights(proven?.user ?? '', world),
    isLeft('switch') && !(pointer.user.strategy === 'single' && isSet) ? checkCurrentLogin(pointer, world) : [],
    isLeft('switch') && proven !== undefined
      ? checkDrift({ from: pointer.current.login.username, user: proven.user, copy }, world)
      : [],
  ]);
  return [...slots, ...rights, ...login, ...rules];
}

/** Rules that somebody has made or taken away since the plan would not be those that were looked at. */
async function checkDrift(
  { from, user, copy }: { readonly from: string; readonly user: string; readonly copy: CopyAclsStep | undefined },
  { acls }: ScramWorld,
): Promise<readonly Check[]> {
  const name = 'rules-have-not-changed';
  const reading = await readRules(from, user, acls);
  if (reading.kind === 'unread') return [reading.check];
  const { missing, extra } = driftOf(reading.difference, { missing: copy?.create ?? [], extra: copy?.remove ?? [] });
  if (missing.length + extra.length === 0) return [pass(name, 'the rules of both users are as planned')];
  const sentence = `the rules of ${JSON.stringify(from)} or ${JSON.stringify(user)} have changed since the plan; make a new one`;
  return [block(name, sentence)];
}
