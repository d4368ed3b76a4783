import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { CreateStep, DiscardStep } from '../domain/scram/rotation-step.ts';
import { rotationTagsOf } from '../domain/scram/rotation-tags.ts';
import { fillTemplate, pointerValueOf, withLogin } from '../domain/scram/secret-value.ts';
import type { Secret } from '../domain/secret.ts';
import { readLogin, versionWith } from './scram-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

/** Puts the version with a new password, once: what was put stays, whoever asks again. */
export async function createVersion(step: CreateStep, world: ScramWorld): Promise<StepOutcome> {
  const { secrets, makeSecret } = world;
  const { secretId, versionId, pointer } = step;
  if (pointer !== undefined) await makeSecret?.(secretId, rotationTagsOf({ ...pointer, slots: [] }));
  if ((await secrets.read(secretId, { versionId })) === undefined) {
    const value = await newValue(step, world);
    await secrets.put(secretId, { versionId, value, labels: ['AWSPENDING'] });
    return { kind: 'done' };
  }
  await readLogin(step, secrets);
  const pending = versionWith(await secrets.describe(secretId), 'AWSPENDING');
  if (pending !== versionId) {
    const from = pending === undefined ? {} : { from: pending };
    await secrets.moveLabel(secretId, { label: 'AWSPENDING', to: versionId, ...from });
  }
  return { kind: 'done' };
}

async function newValue({ secretId, user, from, pointer }: CreateStep, { secrets }: ScramWorld): Promise<Secret> {
  const password = await secrets.randomPassword();
  const former = from === undefined ? undefined : await secrets.read(secretId, { versionId: from });
  if (pointer !== undefined) {
    const { mechanism, bootstrapServers } = pointer;
    const value = { username: user, password, mechanism, bootstrapServers };
    return former === undefined ? pointerValueOf(value) : fillTemplate(former.value, value);
  }
  if (former !== undefined) return withLogin(former.value, { username: user, password });
  throw new OperationError(
    'SecretUnreadable',
    `version ${from ?? ''} of secret ${secretId} is gone; start a new rotation`,
  );
}

export async function settleVersion({ secretId, versionId }: CreateStep, { secrets }: ScramWorld): Promise<StepFate> {
  try {
    const version = await secrets.read(secretId, { versionId });
    if (version === undefined) return 'no-effect';
    return version.labels.includes('AWSPENDING') ? 'took-effect' : 'repeatable';
  } catch (error) {
    // The secret itself is to be made.
    if (error instanceof OperationError && error.name === 'SecretUnknown') return 'no-effect';
    throw error;
  }
}

export async function discardVersion({ secretId, versionId }: DiscardStep, world: ScramWorld): Promise<StepOutcome> {
  await releasePending(secretId, versionId, world);
  return { kind: 'done' };
}

/** Takes AWSPENDING off a version, if it is there. */
export async function releasePending(
  secretId: string,
  versionId: string,
  { secrets }: Pick<ScramWorld, 'secrets'>,
): Promise<void> {
  const { versions } = await secrets.describe(secretId);
  const isPending = versions.some(version => version.versionId === versionId && version.labels.includes('AWSPENDING'));
  if (isPending) await secrets.moveLabel(secretId, { label: 'AWSPENDING', from: versionId });
}
