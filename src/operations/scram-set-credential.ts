import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { SetCredentialStep } from '../domain/scram/rotation-step.ts';
import type { ScramLogin } from '../domain/scram/scram-login.ts';
import { parseSlotValue, slotValueOf } from '../domain/scram/secret-value.ts';
import type { SecretVersions } from '../ports/secret-versions.ts';
import { readLogin } from './scram-pointer.ts';
import type { ScramWorld } from './scram-world.ts';

/** Gives the user the password of the version. `at`: from then on an older password of the user may be refused. */
export async function setCredential(step: SetCredentialStep, world: ScramWorld): Promise<StepOutcome> {
  const login = await readLogin(step, world.secrets);
  const at = new Date(world.nowMs()).toISOString();
  if (world.users.kind === 'msk') await putSlot(step, login, world);
  else await tellBrokers(login, world.users.credentials);
  return { kind: 'done', detail: { at } };
}

async function tellBrokers(
  login: ScramLogin,
  credentials: Extract<ScramWorld['users'], { kind: 'brokers' }>['credentials'],
): Promise<void> {
  const { username: user, password, mechanism } = login;
  const rows = await credentials.alter([{ kind: 'upsert', user, mechanism, password }]);
  const refusal = rows.find(row => row.refusal !== undefined)?.refusal;
  if (refusal !== undefined) throw new OperationError('BrokerRefused', refusal);
}

async function putSlot({ user, slot }: SetCredentialStep, login: ScramLogin, world: ScramWorld): Promise<void> {
  if (slot === undefined || world.users.kind !== 'msk') throw noSlot(user);
  if (!(await isInSlot(slot.arn, login, world.secrets))) await fillSlot(slot, login, world.secrets);
  const { associations } = world.users;
  if ((await associations.list()).includes(slot.arn)) return;
  const [row] = await associations.associate([slot.arn]);
  if (row?.problem === undefined) return;
  throw new OperationError('AwsRefused', `MSK did not take ${slot.arn}: ${row.problem}`, {
    retryable: row.retryable ?? false,
  });
}

/** An undo goes back to what was put before; MSK copies what AWSCURRENT is on. */
async function fillSlot(
  { arn, versionId }: { readonly arn: string; readonly versionId: string },
  login: ScramLogin,
  secrets: SecretVersions,
): Promise<void> {
  await secrets.put(arn, { versionId, value: slotValueOf(login), labels: ['AWSCURRENT'] });
  const { versions } = await secrets.describe(arn);
  const from = versions.find(({ labels }) => labels.includes('AWSCURRENT'))?.versionId;
  if (from === versionId) return;
  await secrets.moveLabel(arn, { label: 'AWSCURRENT', to: versionId, ...(from === undefined ? {} : { from }) });
}

async function isInSlot(arn: string, { username, password }: ScramLogin, secrets: SecretVersions): Promise<boolean> {
  const current = await secrets.read(arn, { label: 'AWSCURRENT' });
  const value = current && parseSlotValue(current.value);
  if (value?.kind !== 'parsed') return false;
  return value.value.username === username && value.value.password.reveal() === password.reveal();
}

function noSlot(user: string): OperationError {
  const message = `the plan names no slot secret for user ${JSON.stringify(user)}; connect to the cluster it was made for`;
  return new OperationError('InputInvalid', message);
}

/** A login with a password nobody else knows is accepted only where the password was taken. */
export async function settleCredential(step: SetCredentialStep, world: ScramWorld): Promise<StepFate> {
  const login = await readLogin(step, world.secrets);
  if (world.users.kind === 'msk') {
    // Repeating it does nothing that is done already.
    return 'repeatable';
  }
  const rows = await world.prover.prove(login, { withinMs: 0 });
  return rows.some(({ kind }) => kind === 'accepted') ? 'took-effect' : 'repeatable';
}
