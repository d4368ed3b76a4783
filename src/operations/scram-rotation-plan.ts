import { without } from '../domain/acls/acl-set.ts';
import type { AclDifference } from '../domain/acls/diff-acls.ts';
import type { Check, PlanDraft } from '../domain/change/plan.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import { chooseCall } from '../domain/scram/choose-call.ts';
import { usernameProblem } from '../domain/scram/credential-change.ts';
import { nextUsername, usernamesOf } from '../domain/scram/rotated-user.ts';
import { objectsOfRotation, type RotationAim, riskOfRotation, stepsOfRotation } from '../domain/scram/rotation-aim.ts';
import type { ScramRotationRequest } from '../domain/scram/rotation-request.ts';
import type { ScramRotationStep } from '../domain/scram/rotation-step.ts';
import { baseNameProblem } from '../domain/scram/rotation-tags.ts';
import type { SecretDescription } from '../ports/secret-versions.ts';
import { checkAnyRules, checkListener, checkReplaced, checkSpelling, hintFor } from './scram-first-checks.ts';
import { checkCurrentLogin } from './scram-logins.ts';
import { type PointerReading, type RotationPointer, readPointer, versionWith } from './scram-pointer.ts';
import { checkScramRights } from './scram-rights.ts';
import { checkRemovals, readRules } from './scram-rules.ts';
import { checkSlots } from './scram-slots.ts';
import type { ScramWorld } from './scram-world.ts';

type Draft = PlanDraft<ScramRotationStep>;

/**
 * Plans a rotation. Whatever speaks against it becomes a check that blocks, all of it at once; a plan with such a check
 * has no step.
 */
export async function planScramRotation(request: ScramRotationRequest, world: ScramWorld): Promise<Draft> {
  const reading = await readPointer(request.secretId, world.secrets);
  if (reading.kind === 'wrong') return refused(reading.checks, world);
  if (reading.kind !== 'missing') {
    const { user, description } = reading.kind === 'read' ? reading.pointer : reading;
    if ((request.user ?? user.base) !== user.base) {
      const sentence = `secret ${description.name} is tagged for user ${JSON.stringify(user.base)}, not ${JSON.stringify(request.user)}`;
      return refused([block('secret-is-of-the-user', sentence)], world);
    }
  }
  if (reading.kind === 'read') return await planNext(request, reading.pointer, world);
  return await planFirst(request, reading, world);
}

function refused(checks: readonly Check[], { target }: ScramWorld): Draft {
  return { target, checks, objects: [], steps: [], risk: 'changes nothing' };
}

async function planNext(
  { store, token }: ScramRotationRequest,
  pointer: RotationPointer,
  world: ScramWorld,
): Promise<Draft> {
  const { description, user, current } = pointer;
  const { username } = current.login;
  const next = nextUsername(user, username);
  if (next === undefined) {
    const names = usernamesOf(user).map(name => JSON.stringify(name));
    const sentence = `the secret holds user ${JSON.stringify(username)}, and its tags say ${names.join(' or ')}; one of the two was changed by hand`;
    return refused([block('user-is-the-one-of-the-tags', sentence)], world);
  }
  const aim = {
    store,
    secretId: description.id,
    name: description.name,
    user,
    current: { username, versionId: current.versionId },
    rulesOf: username,
    username: next,
    token,
  };
  const checks = [
    ...checkVersions(description, token),
    ...(world.users.kind === 'msk' ? checkMskMechanism(current.login.mechanism) : []),
  ];
  return await finish(aim, [...checks, ...(await checkCurrentLogin(pointer, world))], world);
}

async function planFirst(
  { store, secretId, token, user: meant, create }: ScramRotationRequest,
  reading: Extract<PointerReading, { kind: 'missing' | 'empty' }>,
  world: ScramWorld,
): Promise<Draft> {
  if (create === undefined) {
    const what =
      reading.kind === 'missing' ? `there is no secret ${secretId}` : `secret ${secretId} holds no login yet`;
    const hint = await hintFor(meant, world);
    return refused([block('secret-is-there', `${what}; ${hint}name another one, or make it with --create`)], world);
  }
  const empty = reading.kind === 'empty' ? reading : undefined;
  if (empty === undefined && world.makeSecret === undefined) {
    const sentence = `there is no secret ${secretId}, and none is tagged for user ${JSON.stringify(create.base)}; in AWS they are made by the stack (-c scramUsers=…), with their key, tags and slot secrets: deploy it first`;
    return refused([block('secret-is-there', sentence)], world);
  }
  const user = empty?.user ?? { base: create.base, strategy: create.strategy, slots: [] };
  const [username = ''] = usernamesOf(user);
  const problem = baseNameProblem(create.base);
  const aim = {
    store,
    secretId: empty?.description.id ?? secretId,
    name: empty?.description.name ?? secretId,
    user,
    ...(empty?.template === undefined ? {} : { template: empty.template }),
    pointer: { ...create, base: user.base, strategy: user.strategy },
    rulesOf: user.base,
    username,
    token,
  };
  const checks = [
    ...(problem === undefined ? [] : [block('user-can-be-named', problem)]),
    ...(world.users.kind === 'msk' ? checkMskMechanism(create.mechanism) : []),
    ...(reading.kind === 'missing' ? await checkSpelling(meant, world) : []),
    ...checkListener(world),
    ...(await checkReplaced(username, world)),
  ];
  return await finish(aim, checks, world);
}

/** What is to be said of every rotation, and the plan of those that nothing speaks against. */
async function finish(
  given: Omit<RotationAim, 'clusterArn' | 'difference'>,
  found: readonly Check[],
  world: ScramWorld,
): Promise<Draft> {
  const [rules, rights, slots] = await Promise.all([
    readRules(given.rulesOf, given.username, world.acls),
    checkScramRights(given.username, world),
    checkSlots(given.user, given.secretId, world),
  ]);
  const difference = rules.kind === 'read' ? differenceFor(given, rules.difference) : nothing;
  const call = rules.kind === 'read' ? chooseCall(given.rulesOf, rules.rules) : undefined;
  const aim: RotationAim = {
    ...given,
    ...(world.users.kind === 'msk' ? { clusterArn: world.users.clusterArn } : {}),
    difference,
    ...(call === undefined ? {} : { call }),
  };
  const problem = usernameProblem(given.username);
  const checks = [
    ...found,
    ...(problem === undefined ? [] : [block('user-can-log-in', problem)]),
    ...slots,
    ...(rules.kind === 'unread' ? [rules.check] : await checkRemovals(difference.extra, world.acls)),
    ...(rules.kind === 'read' ? [tellRules(given, difference), ...checkAnyRules(given, rules.rules)] : []),
    ...rights,
  ];
  const isBlocked = checks.some(({ level }) => level === 'block');
  return {
    target: world.target,
    checks,
    objects: isBlocked ? [] : objectsOfRotation(aim),
    steps: isBlocked ? [] : stepsOfRotation(aim),
    risk: riskOfRotation(aim),
  };
}

const nothing: AclDifference = { missing: [], extra: [] };

/** A first user keeps what it has already: there is nobody whose rules were meant to be the only ones. */
function differenceFor({ pointer }: Pick<RotationAim, 'pointer'>, difference: AclDifference): AclDifference {
  return pointer === undefined ? difference : { ...difference, extra: [] };
}

function tellRules(
  { rulesOf, username }: Pick<RotationAim, 'rulesOf' | 'username'>,
  { missing, extra }: AclDifference,
): Check {
  const [from, to] = [rulesOf, username].map(user => JSON.stringify(user));
  const sentence =
    rulesOf === username || missing.length + extra.length === 0
      ? `${to} has the rules of ${from}`
      : `${to} gets ${missing.length} and loses ${extra.length} of its rules to have those of ${from}`;
  return pass('rules-are-the-same', sentence);
}

function checkVersions(description: SecretDescription, token: string): readonly Check[] {
  if (versionWith(description, 'AWSCURRENT') === token) {
    return [block('token-is-new', `version ${token} is the one that clients read already; rotate with a new token`)];
  }
  const pending = versionWith(description, 'AWSPENDING');
  if (pending === undefined || pending === token) return [];
  const sentence = `version ${pending} of an unfinished rotation is pending; this one takes its place`;
  return [{ name: 'no-other-version-is-pending', level: 'warn', sentence }];
}

function checkMskMechanism(mechanism: string): readonly Check[] {
  if (mechanism === 'SCRAM-SHA-512') return [];
  return [block('mechanism-is-known', `the secret says ${mechanism}, and Amazon MSK knows SCRAM-SHA-512 only`)];
}

/** What of the difference a plan does not know of: somebody has changed rules since. */
export function driftOf(now: AclDifference, planned: AclDifference): AclDifference {
  return { missing: without(now.missing, planned.missing), extra: without(now.extra, planned.extra) };
}
