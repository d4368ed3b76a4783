import type { AclDifference } from '../acls/diff-acls.ts';
import type { ObjectChange } from '../change/plan.ts';
import { pointerObject, ruleObjects } from './pointer-object.ts';
import { type RotatedUser, slotOf } from './rotated-user.ts';
import type { NewRotatedUser } from './rotation-request.ts';
import { type ProvenCall, placeOf, type RotationPlace, type ScramRotationStep } from './rotation-step.ts';

/** What one rotation comes to, decided before anything is done. */
export interface RotationAim extends RotationPlace {
  readonly name: string;
  readonly user: RotatedUser;
  /** What clients read now; absent: there is no pointer yet. */
  readonly current?: { readonly username: string; readonly versionId: string };
  /** The version of the pointer that waits for its first login. */
  readonly template?: string;
  readonly pointer?: NewRotatedUser;
  /** The user whose rules count. */
  readonly rulesOf: string;
  readonly username: string;
  readonly token: string;
  /** Of the rules of the two users; nothing where there is one user, or no authorizer. */
  readonly difference: AclDifference;
  readonly call?: ProvenCall;
}

/** The one secret that clients read is also the one that MSK copies: brokers hear of a password after the switch only. */
function isPointerAssociated({ user, clusterArn, secretId }: RotationPlace & Pick<RotationAim, 'user'>): boolean {
  return clusterArn !== undefined && user.strategy === 'single' && (user.slots[0] ?? secretId) === secretId;
}

export function stepsOfRotation(aim: RotationAim): readonly ScramRotationStep[] {
  const { user, username, token, current, call, pointer, rulesOf } = aim;
  const former = current?.versionId ?? aim.template;
  const from = former === undefined ? {} : { from: former };
  const base = { ...placeOf(aim), objects: [] };
  const isAssociated = isPointerAssociated(aim);
  const slotArn = aim.clusterArn === undefined ? undefined : slotOf(user, username);
  const releases = { releases: token };
  // From here on the version that is pending is the only place where the password is that a single user has.
  const releasesLater = user.strategy === 'single' && !isAssociated ? {} : releases;
  const proof = { ...(call === undefined ? {} : { call }) };
  const create: ScramRotationStep = {
    ...base,
    ...releases,
    kind: 'create',
    phase: 'createSecret',
    user: username,
    versionId: token,
    ...from,
    ...(pointer === undefined ? {} : { pointer }),
  };
  const switchStep: ScramRotationStep = {
    ...base,
    ...releasesLater,
    kind: 'switch',
    phase: isAssociated ? 'testSecret' : 'finishSecret',
    objects: [pointerObject(aim.name)],
    user: username,
    to: token,
    ...from,
    ...(isAssociated ? { provesAfterwards: true } : {}),
  };
  if (isAssociated) return [create, switchStep];
  const copied = { create: aim.difference.missing, remove: aim.difference.extra };
  const objects = ruleObjects(copied).map(({ object }) => object);
  const copy: ScramRotationStep = {
    ...base,
    ...releasesLater,
    ...copied,
    kind: 'copy-acls',
    phase: 'setSecret',
    objects,
    from: rulesOf,
    user: username,
  };
  return [
    create,
    {
      ...base,
      ...releasesLater,
      kind: 'set-credential',
      phase: 'setSecret',
      user: username,
      versionId: token,
      ...(slotArn === undefined ? {} : { slot: { arn: slotArn, versionId: token } }),
    },
    ...(objects.length === 0 ? [] : [copy]),
    { ...base, ...releasesLater, ...proof, kind: 'prove', phase: 'testSecret', user: username, versionId: token },
    switchStep,
  ];
}

export function objectsOfRotation({
  name,
  current,
  username,
  token,
  difference,
}: RotationAim): readonly ObjectChange[] {
  const before = current === undefined ? {} : { before: { username: current.username, versionId: current.versionId } };
  return [
    { object: pointerObject(name), ...before, after: { username, versionId: token } },
    ...ruleObjects({ create: difference.missing, remove: difference.extra }),
  ];
}

/** What clients lose, and when. */
export function riskOfRotation(aim: RotationAim): string {
  const { user, username, current, pointer } = aim;
  const to = JSON.stringify(username);
  if (pointer !== undefined) {
    return `makes secret ${JSON.stringify(aim.name)} with the login of ${to}; a password that ${to} has now is replaced`;
  }
  if (user.strategy === 'alternating') {
    const from = JSON.stringify(current?.username ?? '');
    return `gives ${to} a new password and makes it the user that clients read; ${from} stays valid until the next rotation, an older password of ${to} does not`;
  }
  const lockout = isPointerAssociated(aim)
    ? 'from the switch until MSK has told every broker, up to 10 minutes, new logins with the new password are refused, and afterwards those with the old one'
    : 'from the moment brokers take it until clients read the secret again, new logins with the old password are refused';
  return `gives ${to} a new password: ${lockout}`;
}
