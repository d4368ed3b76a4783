import { OperationError } from '../errors.ts';
import type { LabelMove } from './secret-labels.ts';

/** What the places where secrets are kept refuse in the same way. */
export function secretVersionTaken(secretId: string, versionId: string): OperationError {
  const what = `version ${versionId} of secret ${secretId} is there already with another value`;
  return new OperationError('SecretVersionTaken', `${what}; start a new rotation, with a token of its own`);
}

export function secretContended(secretId: string, { label, from, to }: LabelMove): OperationError {
  const wanted = `${label} of secret ${secretId} was to go from ${versionOf(from)} to ${versionOf(to)}`;
  const what = `${wanted}, and is on neither or the version is gone; somebody else works on this secret, so look at it first`;
  return new OperationError('SecretContended', what);
}

function versionOf(versionId: string | undefined): string {
  return versionId === undefined ? 'no version' : `version ${versionId}`;
}
