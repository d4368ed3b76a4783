import type { Check, PlanDraft } from '../domain/change/plan.ts';
import type { RunStory } from '../domain/change/run-story.ts';
import { OperationError } from '../domain/errors.ts';
import { block, pass } from '../domain/offsets/group-checks.ts';
import { type PointerState, pointerObject, pointerStateOf } from '../domain/scram/pointer-object.ts';
import { slotOf } from '../domain/scram/rotated-user.ts';
import {
  placeOf,
  type ScramRotationStep,
  type SetCredentialStep,
  type SwitchStep,
} from '../domain/scram/rotation-step.ts';
import { brokersOf, proveBriefly } from './scram-logins.ts';
import { type RotationPointer, readLogin, readPointer, versionWith } from './scram-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

type Draft = PlanDraft<ScramRotationStep>;

/**
 * Plans the way back to the version that clients read before. The other user's rules stay: clients that have its login
 * already go on with it until they read the secret again.
 */
export async function planScramUndo(story: RunStory<ScramRotationStep>, world: ScramWorld): Promise<Draft> {
  const { plan, steps } = story;
  const done = plan.steps.find(step => step.kind === 'switch');
  const reading = done && (await readPointer(done.secretId, world.secrets));
  if (done === undefined || reading === undefined || reading.kind === 'missing' || reading.kind === 'empty') {
    return nothingToDo('the run has changed no secret that is there', world);
  }
  if (reading.kind === 'wrong') return blocked(reading.checks, world);
  const before = pointerStateOf(plan.objects.find(({ object }) => done.objects.includes(object))?.before);
  if (before === undefined) {
    const sentence = 'the run made this secret, so there is nothing to go back to; rotate instead';
    return blocked([block('there-was-a-version-before', sentence)], world);
  }
  const { pointer } = reading;
  const set = plan.steps.find(
    (step, at): step is SetCredentialStep => step.kind === 'set-credential' && steps[at]?.kind !== 'waiting',
  );
  const now = pointer.current.versionId;
  if (now === before.versionId) return planCleanUp({ done, set, before }, pointer, world);
  if (now !== done.to) {
    const sentence = `clients read version ${now} by now, and the run left them with ${done.to}; undo the later run`;
    return blocked([block('secret-has-not-moved', sentence)], world);
  }
  return await planBack({ done, set, before }, pointer, world);
}

interface WayBack {
  readonly done: SwitchStep;
  /** Absent: the run has set no password. */
  readonly set: SetCredentialStep | undefined;
  readonly before: PointerState;
}

async function planBack(way: WayBack, pointer: RotationPointer, world: ScramWorld): Promise<Draft> {
  const { done, before } = way;
  const place = placeOf(done);
  const { username: user, versionId } = before;
  const base = { ...place, user };
  const former = { phase: 'testSecret', objects: [], versionId } as const;
  const isSingle = pointer.user.strategy === 'single';
  const steps: ScramRotationStep[] = [
    ...(isSingle && way.set !== undefined ? [setAgain(way, pointer)] : []),
    ...(done.provesAfterwards === true ? [] : [{ ...base, ...former, kind: 'prove' } as const]),
    {
      ...base,
      kind: 'switch',
      phase: 'finishSecret',
      objects: done.objects,
      from: done.to,
      to: versionId,
      ...(done.provesAfterwards === true ? { provesAfterwards: true } : {}),
    },
  ];
  const after = { username: pointer.current.login.username, versionId: done.to };
  const checks = [...(await checkFormer(before, done.secretId, isSingle, world)), ...tellRules(after.username, user)];
  const isBlocked = checks.some(({ level }) => level === 'block');
  const name = pointerObject(pointer.description.name);
  return {
    target: world.target,
    checks,
    objects: [{ object: name, before: { ...after }, after: { username: user, versionId } }],
    steps: isBlocked ? [] : steps,
    risk: isSingle
      ? `gives ${JSON.stringify(user)} its former password again; new logins with the present one are refused from then on`
      : `makes ${JSON.stringify(user)} the user that clients read again; ${JSON.stringify(after.username)} stays valid`,
  };
}

/** The run has not come to the switch: clients read what they read before. */
function planCleanUp(way: WayBack, pointer: RotationPointer, world: ScramWorld): Draft {
  const { done, before } = way;
  const isSet = pointer.user.strategy === 'single' && way.set !== undefined;
  const isPending = versionWith(pointer.description, 'AWSPENDING') === done.to;
  if (!isSet && !isPending) return nothingToDo('clients read the version they read before', world);
  const place = placeOf(done);
  const { username: user, versionId } = before;
  const steps: ScramRotationStep[] = [
    ...(isSet
      ? [
          setAgain(way, pointer),
          { kind: 'prove', phase: 'testSecret', objects: [], ...place, user, versionId } as const,
        ]
      : []),
    { kind: 'discard', phase: 'finishSecret', objects: [], ...place, versionId: done.to },
  ];
  const state = { username: user, versionId };
  return {
    target: world.target,
    checks: [pass('secret-has-not-moved', 'clients read the version they read before')],
    objects: [{ object: pointerObject(pointer.description.name), before: state, after: state }],
    steps,
    risk: isSet
      ? `gives ${JSON.stringify(user)} its former password again, which clients have`
      : 'forgets the password that no client was told',
  };
}

/** A slot gets a version of its own for it: a version never gets another value. */
function setAgain({ done, before }: WayBack, { user }: RotationPointer): SetCredentialStep {
  const arn = slotOf(user, before.username);
  const place = placeOf(done);
  const { username, versionId } = before;
  return {
    kind: 'set-credential',
    phase: 'setSecret',
    objects: [],
    ...place,
    user: username,
    versionId,
    ...(arn === undefined ? {} : { slot: { arn, versionId: `undo-${done.to}`.slice(0, longestVersionId) } }),
  };
}

const longestVersionId = 64;

async function checkFormer(
  { username: user, versionId }: PointerState,
  secretId: string,
  isSingle: boolean,
  world: ScramWorld,
): Promise<readonly Check[]> {
  const name = 'former-login-works';
  try {
    const login = await readLogin({ secretId, versionId, user }, world.secrets);
    if (isSingle) return [pass(name, `the former password of ${JSON.stringify(user)} is still kept`)];
    const refused = brokersOf(await proveBriefly(login, world), 'refused');
    if (refused.length === 0) return [pass(name, `no broker refuses ${JSON.stringify(user)}`)];
    const sentence = `broker ${refused.join(', ')} refuses ${JSON.stringify(user)} with the password of version ${versionId}; rotate instead`;
    return [block(name, sentence)];
  } catch (error) {
    if (!(error instanceof OperationError && error.name === 'SecretUnreadable')) throw error;
    return [block(name, error.message)];
  }
}

function tellRules(left: string, user: string): readonly Check[] {
  if (left === user) return [];
  const sentence = `the rules of ${JSON.stringify(left)} stay: clients that have its login go on with it until they read the secret again`;
  return [pass('rules-stay', sentence)];
}

function nothingToDo(sentence: string, { target }: ScramWorld): Draft {
  const checks = [pass('secret-has-not-moved', sentence)];
  return { target, checks, objects: [], steps: [], risk: `changes nothing: ${sentence}` };
}

function blocked(checks: readonly Check[], { target }: ScramWorld): Draft {
  return { target, checks, objects: [], steps: [], risk: 'changes nothing' };
}
