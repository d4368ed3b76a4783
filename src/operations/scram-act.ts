import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { ScramRotationStep } from '../domain/scram/rotation-step.ts';
import { copyRules, settleRules } from './scram-copy-rules.ts';
import { proveLogin } from './scram-prove.ts';
import { setCredential, settleCredential } from './scram-set-credential.ts';
import { settleSwitch, switchVersion } from './scram-switch.ts';
import { createVersion, discardVersion, releasePending, settleVersion } from './scram-versions.ts';
import type { ScramWorld } from './scram-world.ts';

/**
 * Does one step. After a failure that cannot pass by itself nobody goes on with the version that is pending, so the label
 * goes: it would keep the next rotation from starting.
 */
export async function actOnScram(step: ScramRotationStep, world: ScramWorld): Promise<StepOutcome> {
  try {
    return await doStep(step, world);
  } catch (error) {
    const isFinal = error instanceof OperationError && !error.retryable;
    if (isFinal && step.releases !== undefined) await tryToRelease(step.secretId, step.releases, world);
    throw error;
  }
}

function doStep(step: ScramRotationStep, world: ScramWorld): Promise<StepOutcome> {
  switch (step.kind) {
    case 'create':
      return createVersion(step, world);
    case 'set-credential':
      return setCredential(step, world);
    case 'copy-acls':
      return copyRules(step, world);
    case 'prove':
      return proveLogin(step, world);
    case 'switch':
      return switchVersion(step, world);
    case 'discard':
      return discardVersion(step, world);
  }
}

/** What became of a step, by what the world has now. */
export async function settleScram(step: ScramRotationStep, world: ScramWorld): Promise<StepFate> {
  switch (step.kind) {
    case 'create':
      return await settleVersion(step, world);
    case 'set-credential':
      return await settleCredential(step, world);
    case 'copy-acls':
      return await settleRules(step, world);
    case 'switch':
      return await settleSwitch(step, world);
    case 'prove':
    case 'discard':
      return 'repeatable';
  }
}

/** The reason for giving up is the one to be told, whatever becomes of the label. */
async function tryToRelease(secretId: string, versionId: string, world: ScramWorld): Promise<void> {
  try {
    await releasePending(secretId, versionId, world);
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
  }
}
