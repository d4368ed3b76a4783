import type { Secret } from '../secret.ts';
import { saslPrep } from './sasl-prep.ts';
import type { ScramMechanism } from './scram-login.ts';

/** What brokers store for one user and mechanism; the password cannot be had from it. */
export interface ScramCredential {
  readonly user: string;
  readonly mechanism: ScramMechanism;
  readonly iterations: number;
}

export type CredentialChange = CredentialUpsert | CredentialDeletion;

export interface CredentialUpsert {
  readonly kind: 'upsert';
  readonly user: string;
  readonly mechanism: ScramMechanism;
  readonly password: Secret;
  /** Absent: `usualIterations`. */
  readonly iterations?: number;
}

export interface CredentialDeletion {
  readonly kind: 'delete';
  readonly user: string;
  readonly mechanism: ScramMechanism;
}

export const usualIterations = 8_192;
/** Brokers refuse everything outside of these two. */
const fewestIterations = 4_096;
const mostIterations = 16_384;

/** Why a change must not be sent, in a sentence without the password; undefined where it may. */
export function changeProblem(change: CredentialChange): string | undefined {
  if (change.user === '') return 'the user name is empty; give one';
  // A user that should never have been made can be deleted.
  if (change.kind === 'delete') return undefined;
  return (
    usernameProblem(change.user) ??
    passwordProblem(change.password) ??
    iterationsProblem(change.iterations ?? usualIterations)
  );
}

/** Brokers store any name, and can read only ASCII in the first message of a login: nobody could log in as another. */
export function usernameProblem(username: string): string | undefined {
  if (/^[ -~]+$/.test(username)) return undefined;
  return `user name ${JSON.stringify(username)} has other characters than printable ASCII, and brokers let nobody log in by such a name; choose another`;
}

/**
 * Java and kafkajs hash a password as it is, other clients prepare it first. Only a password that is prepared already is
 * the same to all of them.
 */
export function passwordProblem(password: Secret): string | undefined {
  if (password.reveal() === '') return 'the password is empty; give one';
  const prepared = saslPrep(password.reveal());
  if (prepared.kind === 'refused') return `the password ${prepared.problem}; choose another`;
  if (prepared.text === password.reveal()) return undefined;
  return 'the password has characters that SASLprep (RFC 4013) replaces, so some clients would log in with it and others would not; give its prepared form, or choose another';
}

function iterationsProblem(iterations: number): string | undefined {
  if (Number.isInteger(iterations) && iterations >= fewestIterations && iterations <= mostIterations) return undefined;
  return `${iterations} iterations were asked for; brokers take a whole number from ${fewestIterations} to ${mostIterations}`;
}
