import { shared, without } from '../domain/acls/acl-set.ts';
import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import { principalOf } from '../domain/scram/pointer-object.ts';
import type { CopyAclsStep } from '../domain/scram/rotation-step.ts';
import type { WrittenAcl } from '../ports/acl-cluster.ts';
import type { ScramWorld } from './scram-world.ts';

const betweenReadsMs = 200;

/** Denials come before rights and removals last, so that the user may at no time do more than before or after. */
export async function copyRules(step: CopyAclsStep, world: ScramWorld): Promise<StepOutcome> {
  const { acls } = world;
  const denials = step.create.filter(({ permission }) => permission === 'deny');
  if (denials.length > 0) assertWritten(await acls.createAcls(denials));
  const rights = without(step.create, denials);
  if (rights.length > 0) assertWritten(await acls.createAcls(rights));
  if (step.remove.length > 0) assertWritten(await acls.deleteAcls(step.remove));
  const behind = await waitForBrokers(step, world);
  if (behind.length === 0) return { kind: 'done' };
  const sentence = `broker ${behind.join(', ')} does not know the rules of ${JSON.stringify(step.user)} yet`;
  throw new OperationError('BrokerUnreachable', sentence, { retryable: true });
}

function assertWritten(rows: readonly WrittenAcl[]): void {
  const refusals = [...new Set(rows.flatMap(({ refusal }) => refusal ?? []))];
  if (refusals.length > 0) throw new OperationError('BrokerRefused', refusals.join('; '));
}

async function waitForBrokers(step: CopyAclsStep, world: ScramWorld): Promise<readonly number[]> {
  const untilMs = world.nowMs() + world.acceptWithinMs;
  for (;;) {
    const behind = await brokersBehind(step, world);
    if (behind.length === 0 || world.nowMs() >= untilMs) return behind;
    world.onWaiting(`broker ${behind.join(', ')} has not heard of the rules`);
    await world.sleep(betweenReadsMs);
  }
}

/** Of the brokers that answer: one that is down hears of it all before it lets anybody in. */
async function brokersBehind({ user, create, remove }: CopyAclsStep, { acls }: ScramWorld): Promise<readonly number[]> {
  const rows = await acls.listAclsOfBrokers({ principal: principalOf(user) });
  return rows
    .filter(({ problem }) => problem === undefined)
    .filter(({ bindings }) => without(create, bindings).length + shared(remove, bindings).length > 0)
    .map(({ brokerId }) => brokerId);
}

export async function settleRules(step: CopyAclsStep, world: ScramWorld): Promise<StepFate> {
  return (await brokersBehind(step, world)).length === 0 ? 'took-effect' : 'repeatable';
}
