import { randomUUID } from 'node:crypto';

/** One secret as Secrets Manager keeps it. */
export interface StrictSecret {
  readonly arn: string;
  readonly name: string;
  readonly kmsKeyId?: string;
  readonly tags: Map<string, string>;
  /** By version id. */
  readonly versions: Map<string, StrictVersion>;
  rotationFunction?: string;
  isRotationEnabled: boolean;
  lastRotatedMs?: number;
}

export interface StrictVersion {
  /** Absent: a rotation has begun with this version, and nobody has put a value yet. */
  value?: string;
  readonly labels: Set<string>;
  createdMs: number;
}

/** An error as AWS names it. */
export const refusal = (name: string, message: string): Error => Object.assign(new Error(message), { name });

export const versionWith = ({ versions }: StrictSecret, label: string): string | undefined =>
  [...versions].find(([, { labels }]) => labels.has(label))?.[0];

export const currentValueOf = (secret: StrictSecret): string | undefined =>
  secret.versions.get(versionWith(secret, 'AWSCURRENT') ?? '')?.value;

/** A label is on one version at most; what AWSCURRENT leaves is AWSPREVIOUS. */
const placeLabel = (secret: StrictSecret, label: string, versionId: string | undefined): void => {
  const left = versionWith(secret, label);
  if (left === versionId) return;
  if (left !== undefined) secret.versions.get(left)?.labels.delete(label);
  if (versionId !== undefined) secret.versions.get(versionId)?.labels.add(label);
  if (label === 'AWSCURRENT' && left !== undefined) placeLabel(secret, 'AWSPREVIOUS', left);
};

export interface PutVersion {
  readonly token?: string;
  readonly value: string;
  readonly labels?: readonly string[];
}

/** Puts a version; the same token with the same value is a repeat that changes nothing. */
export const putVersion = (secret: StrictSecret, { token = randomUUID(), value, labels }: PutVersion): string => {
  if (token.length < 32 || token.length > 64) {
    throw refusal('InvalidParameterException', `Version id ${token} is invalid: 32 to 64 characters`);
  }
  if (value === '' || Buffer.byteLength(value) > 65_536) {
    throw refusal('ValidationException', `Value '${value}' at 'secretString' failed to satisfy constraint`);
  }
  const there = secret.versions.get(token);
  if (there?.value === value) return token;
  if (there?.value !== undefined) {
    throw refusal(
      'ResourceExistsException',
      `The version ${token} exists already. You can't change its value to ${value}.`,
    );
  }
  if (there === undefined) secret.versions.set(token, { value, labels: new Set(), createdMs: Date.now() });
  else there.value = value;
  const isFirst = versionWith(secret, 'AWSCURRENT') === undefined;
  for (const label of new Set([...(labels ?? ['AWSCURRENT']), ...(isFirst ? ['AWSCURRENT'] : [])])) {
    placeLabel(secret, label, token);
  }
  return token;
};

export interface StageMove {
  readonly label: string;
  readonly to?: string;
  readonly from?: string;
}

/** UpdateSecretVersionStage: who moves a label has to know where it is. */
export const moveStage = (secret: StrictSecret, { label, to, from }: StageMove): void => {
  const on = versionWith(secret, label);
  const wrong = (message: string) => refusal('InvalidParameterException', message);
  if (to === undefined && from === undefined) throw wrong('You must specify a version to move to or to remove from.');
  if (label === 'AWSCURRENT' && to === undefined) {
    throw wrong(
      `You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.`,
    );
  }
  if (to !== undefined && !secret.versions.has(to)) {
    throw refusal('ResourceNotFoundException', `Secrets Manager can't find the specified secret version: ${to}`);
  }
  if (from !== undefined && from !== on) {
    throw wrong(`The parameter RemoveFromVersionId can't be ${from}. Staging label ${label} isn't attached to it.`);
  }
  if (on !== undefined && on !== to && from === undefined) {
    throw wrong(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${on}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  placeLabel(secret, label, to);
};

/** How a rotation begins in AWS, which no other call can do: a version that is AWSPENDING and has no value. */
export const beginRotation = (secret: StrictSecret, token: string): void => {
  if (!secret.isRotationEnabled) {
    throw refusal(
      'InvalidRequestException',
      'You must enable rotation: no Lambda function ARN is associated with this secret.',
    );
  }
  const pending = versionWith(secret, 'AWSPENDING');
  if (pending === token) return;
  if (pending !== undefined && pending !== versionWith(secret, 'AWSCURRENT')) {
    throw refusal('InvalidRequestException', `A previous rotation isn't complete. That rotation will be reattempted.`);
  }
  if (secret.versions.has(token)) throw refusal('ResourceExistsException', `The version ${token} exists already.`);
  secret.versions.set(token, { labels: new Set(), createdMs: Date.now() });
  placeLabel(secret, 'AWSPENDING', token);
};
