import { OperationError } from '../../src/domain/errors.ts';
import type { SecretDescription } from '../../src/ports/secret-versions.ts';

/** `other`: the version of the token is given up, or there never was one. */
export type TokenState = 'current' | 'pending' | 'other';

/** What the labels of a secret say of a rotation, as every step has to look first. Rejects where there is no rotation. */
export const stateOfToken = (
  { isRotationEnabled, name, versions }: Pick<SecretDescription, 'isRotationEnabled' | 'name' | 'versions'>,
  token: string,
): TokenState => {
  if (!isRotationEnabled) {
    const message = `rotation of secret ${name} is not set up; give it a rotation schedule with this function first`;
    throw new OperationError('InputInvalid', message);
  }
  const labels = versions.find(({ versionId }) => versionId === token)?.labels ?? [];
  if (labels.includes('AWSCURRENT')) return 'current';
  return labels.includes('AWSPENDING') ? 'pending' : 'other';
};

export const notPending = ({ name }: Pick<SecretDescription, 'name'>): OperationError =>
  new OperationError(
    'InputInvalid',
    `secret ${name} has no pending version of this token: it was given up, or never begun; start a new rotation`,
  );
