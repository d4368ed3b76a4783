import { randomUUID } from 'node:crypto';
import { beginRotation, refusal, type StrictSecret, versionWith } from './strict-secret.ts';

export const rotationSteps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

export interface RotationEvent {
  readonly Step: (typeof rotationSteps)[number];
  readonly SecretId: string;
  readonly ClientRequestToken: string;
}

export type RotationFunction = (event: RotationEvent) => Promise<unknown>;

export interface DriveOptions {
  /** Absent: a new one, as AWS makes it. */
  readonly token?: string;
  /** How often the whole rotation is done with one token before it has failed. */
  readonly timesATokenIsTried?: number;
  /** How many rotations are begun, each with a token of its own, until one succeeds. */
  readonly rotations?: number;
}

/** One call of the function, or one beginning of a rotation that Secrets Manager refused. */
export interface DrivenCall {
  readonly step: RotationEvent['Step'] | 'RotateSecret';
  readonly token: string;
  readonly error?: unknown;
}

export interface RotationStory {
  readonly kind: 'rotated' | 'failed';
  readonly calls: readonly DrivenCall[];
}

/**
 * Plays Secrets Manager's part of a rotation: the four steps with one token; after a failure all of them again; then a new
 * rotation. Where the one before has left AWSPENDING, the new one is refused and the old one tried again.
 */
export const driveRotation = async (
  secret: StrictSecret,
  call: RotationFunction,
  { token, timesATokenIsTried = 3, rotations = 1 }: DriveOptions = {},
): Promise<RotationStory> => {
  const calls: DrivenCall[] = [];
  for (let begun = 0; begun < rotations; begun += 1) {
    const used = begin(secret, (begun === 0 ? token : undefined) ?? randomUUID(), calls);
    for (let tries = 0; tries < timesATokenIsTried; tries += 1) {
      if (await callAllSteps(secret, call, used, calls)) return { kind: 'rotated', calls };
    }
  }
  return { kind: 'failed', calls };
};

/** The token that is then tried. */
const begin = (secret: StrictSecret, token: string, calls: DrivenCall[]): string => {
  try {
    beginRotation(secret, token);
    return token;
  } catch (error) {
    const pending = versionWith(secret, 'AWSPENDING');
    if (pending === undefined) throw error;
    calls.push({ step: 'RotateSecret', token, error });
    return pending;
  }
};

const callAllSteps = async (secret: StrictSecret, call: RotationFunction, token: string, calls: DrivenCall[]) => {
  for (const step of rotationSteps) {
    try {
      await call({ Step: step, SecretId: secret.arn, ClientRequestToken: token });
      checkStep(secret, step, token);
      calls.push({ step, token });
    } catch (error) {
      calls.push({ step, token, error });
      return false;
    }
  }
  secret.lastRotatedMs = Date.now();
  return true;
};

/** What Secrets Manager looks at after a step that said nothing was wrong. */
const checkStep = (secret: StrictSecret, step: RotationEvent['Step'], token: string): void => {
  const version = secret.versions.get(token);
  if (step === 'createSecret' && version?.value === undefined) {
    throw refusal('RotationFailed', `Pending secret version ${token} was not created by the function.`);
  }
  if (step === 'finishSecret' && version?.labels.has('AWSCURRENT') !== true) {
    throw refusal('RotationFailed', `Secret version ${token} is not AWSCURRENT after finishSecret.`);
  }
};
