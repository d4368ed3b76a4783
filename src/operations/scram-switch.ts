import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { SwitchStep } from '../domain/scram/rotation-step.ts';
import { versionWith } from './scram-pointer.ts';
import { proveLogin } from './scram-prove.ts';
import { releasePending } from './scram-versions.ts';
import type { ScramWorld } from './scram-world.ts';

/** Makes the version the one that clients read. `at`: from then on they do. */
export async function switchVersion(step: SwitchStep, world: ScramWorld): Promise<StepOutcome> {
  const { secrets, nowMs } = world;
  const { secretId, from, to } = step;
  await secrets.moveLabel(secretId, { label: 'AWSCURRENT', to, ...(from === undefined ? {} : { from }) });
  const at = new Date(nowMs()).toISOString();
  const proof = step.provesAfterwards === true ? await proveOrGoBack(step, world) : {};
  await releasePending(secretId, to, world);
  return { kind: 'done', detail: { at, ...proof } };
}

/** Where brokers do not take the password in time, clients go on with the one they had. */
async function proveOrGoBack(step: SwitchStep, world: ScramWorld): Promise<object> {
  const { secretId, from, to } = step;
  try {
    const { detail } = await proveLogin({ ...step, versionId: to }, world);
    return detail as object;
  } catch (error) {
    if (!(error instanceof OperationError) || from === undefined) throw error;
    await world.secrets.moveLabel(secretId, { label: 'AWSCURRENT', to: from, from: to });
    throw error;
  }
}

export async function settleSwitch(step: SwitchStep, { secrets }: ScramWorld): Promise<StepFate> {
  const { versionId, isPending } = labelsOf(await secrets.describe(step.secretId), step.to);
  if (versionId === step.from) return 'no-effect';
  if (versionId !== step.to) return 'unknown';
  return isPending || step.provesAfterwards === true ? 'repeatable' : 'took-effect';
}

function labelsOf(description: Parameters<typeof versionWith>[0], to: string) {
  return {
    versionId: versionWith(description, 'AWSCURRENT'),
    isPending: versionWith(description, 'AWSPENDING') === to,
  };
}
