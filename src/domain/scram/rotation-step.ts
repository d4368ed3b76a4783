import type { AclBinding } from '../acls/acl-binding.ts';
import type { ChangeStep } from '../change/plan.ts';
import type { NewRotatedUser } from './rotation-request.ts';

/** Secrets Manager's names of what a rotation goes through, in this order. */
export const rotationPhases = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

export type RotationPhase = (typeof rotationPhases)[number];

/** Where a rotation takes place, for whoever goes on with it. */
export interface RotationPlace {
  /** Where the pointer is: `aws`, `aws:REGION`, or a directory. */
  readonly store: string;
  /** Of the pointer. */
  readonly secretId: string;
  /** Of the cluster on Amazon MSK; absent: its brokers keep their users themselves. */
  readonly clusterArn?: string;
}

export function placeOf({ store, secretId, clusterArn }: RotationPlace): RotationPlace {
  return { store, secretId, ...(clusterArn === undefined ? {} : { clusterArn }) };
}

/** What every step says; which fields follow is told by `kind`. No step holds a password, only where one is read. */
interface StepBase extends ChangeStep, RotationPlace {
  readonly phase: RotationPhase;
  /** The version whose AWSPENDING a final refusal of this step takes away; absent: it stays. */
  readonly releases?: string;
}

/** Puts a version with a new password for `user`. */
export interface CreateStep extends StepBase {
  readonly kind: 'create';
  readonly user: string;
  readonly versionId: string;
  /** The version whose other fields are kept; absent: there is none. */
  readonly from?: string;
  /** It is the first login of this user. */
  readonly pointer?: NewRotatedUser;
}

/** Gives `user` the password of a version. */
export interface SetCredentialStep extends StepBase {
  readonly kind: 'set-credential';
  readonly user: string;
  readonly versionId: string;
  /** The associated secret MSK copies to the brokers; absent: the brokers are told. */
  readonly slot?: { readonly arn: string; readonly versionId: string };
}

/** Makes the rules of one user those of another. */
export interface CopyAclsStep extends StepBase {
  readonly kind: 'copy-acls';
  readonly from: string;
  readonly user: string;
  readonly create: readonly AclBinding[];
  readonly remove: readonly AclBinding[];
}

/** Logs in on every broker with what a version holds. */
export interface ProveStep extends StepBase {
  readonly kind: 'prove';
  readonly user: string;
  readonly versionId: string;
  readonly call?: ProvenCall;
}

/** What the user has to be allowed for the proof. */
export type ProvenCall =
  | { readonly kind: 'describe-topic'; readonly topic: string }
  | { readonly kind: 'describe-group'; readonly group: string };

/** Makes a version the one that clients read. */
export interface SwitchStep extends StepBase {
  readonly kind: 'switch';
  readonly user: string;
  /** The version that clients read before; absent: none. */
  readonly from?: string;
  readonly to: string;
  /** The login can only be proven afterwards: where it is not in time, the label goes back. */
  readonly provesAfterwards?: true;
}

/** Takes AWSPENDING off a version that nobody goes on with. */
export interface DiscardStep extends StepBase {
  readonly kind: 'discard';
  readonly versionId: string;
}

export type ScramRotationStep = CreateStep | SetCredentialStep | CopyAclsStep | ProveStep | SwitchStep | DiscardStep;

/** Whether a step belongs to a phase that comes after this one. */
export function isAfter(phase: RotationPhase, step: Pick<ScramRotationStep, 'phase'>): boolean {
  return rotationPhases.indexOf(step.phase) > rotationPhases.indexOf(phase);
}
