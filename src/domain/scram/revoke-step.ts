import { type AclBinding, aclText } from '../acls/acl-binding.ts';
import type { ObjectChange, ObjectState } from '../change/plan.ts';
import type { ScramMechanism } from './scram-login.ts';

/** Where a password is kept, for whoever may read it; never the password. */
export type PasswordPlace = {
  /** `aws`, or the directory that stands for it on this machine. */
  readonly store: string;
  readonly secretId: string;
  readonly versionId: string;
  readonly mechanism: ScramMechanism;
};

export type StoredCredential = { readonly mechanism: ScramMechanism; readonly iterations: number };

/** One step of a revocation, or of the way back from it. */
export type RevokeStep = DenialStep | CredentialStep | AssociationStep | WaitStep;

interface OfUser {
  readonly objects: readonly string[];
  readonly user: string;
}

/** `deny` creates exactly these denials, `allow` takes exactly these away. */
export type DenialStep = OfUser & { readonly action: 'deny' | 'allow'; readonly bindings: readonly AclBinding[] };

/** `restore` needs the password; `delete` keeps where it is, for the proof and for the way back. */
export type CredentialStep = OfUser & {
  readonly action: 'delete' | 'restore';
  readonly credentials: readonly StoredCredential[];
  readonly password?: PasswordPlace;
};

/** On MSK a user is there while the secret with its password is associated. */
export type AssociationStep = OfUser & {
  readonly action: 'disassociate' | 'associate';
  readonly clusterArn: string;
  readonly secretArns: readonly string[];
  readonly password?: PasswordPlace;
};

/** Waits a bounded while for MSK to tell its brokers. Changes nothing. */
export type WaitStep = OfUser & {
  readonly action: 'wait';
  readonly wanted: 'accepted' | 'refused';
  readonly password: PasswordPlace;
};

function credentialObject(user: string, mechanism: ScramMechanism): string {
  return `${mechanism} of ${JSON.stringify(user)}`;
}

const inForce = 'in force';
const associated = 'associated';

/** What a step makes of its objects. */
export function objectChangesOf(step: RevokeStep): readonly ObjectChange[] {
  const changed = (isThere: boolean) => (objects: readonly Required<ObjectState>[]) =>
    objects.map(({ object, state }): ObjectChange => (isThere ? { object, after: state } : { object, before: state }));
  switch (step.action) {
    case 'deny':
      return changed(true)(denialStates(step.bindings));
    case 'allow':
      return changed(false)(denialStates(step.bindings));
    case 'restore':
      return changed(true)(credentialStates(step.user, step.credentials));
    case 'delete':
      return changed(false)(credentialStates(step.user, step.credentials));
    case 'associate':
      return changed(true)(associationStates(step.secretArns));
    case 'disassociate':
      return changed(false)(associationStates(step.secretArns));
    case 'wait':
      return [];
  }
}

export function denialStates(bindings: readonly AclBinding[]): readonly Required<ObjectState>[] {
  return bindings.map(binding => ({ object: aclText(binding), state: inForce }));
}

export function credentialStates(
  user: string,
  credentials: readonly StoredCredential[],
): readonly Required<ObjectState>[] {
  return credentials.map(({ mechanism, iterations }) => ({
    object: credentialObject(user, mechanism),
    state: { iterations },
  }));
}

export function associationStates(secretArns: readonly string[]): readonly Required<ObjectState>[] {
  return secretArns.map(object => ({ object, state: associated }));
}

/** Names what it changes by itself, so that no step and its objects can differ. */
export function stepOf<Step extends RevokeStep>(step: Step): Step {
  return { ...step, objects: objectChangesOf(step).map(({ object }) => object) };
}

/** MSK takes up to ten minutes, a step may take less than one. The first one that sees it makes the others short. */
export function waitsFor(user: string, wanted: WaitStep['wanted'], password: PasswordPlace): readonly WaitStep[] {
  return Array.from({ length: 14 }, () => ({ action: 'wait', user, objects: [], wanted, password }));
}
