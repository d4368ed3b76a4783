import { type AclBinding, aclText } from '../domain/acls/acl-binding.ts';
import type { AclFilter } from '../domain/acls/acl-filter.ts';
import { shared, without } from '../domain/acls/acl-set.ts';
import type { Finding } from '../domain/change/finding.ts';
import type { StepFate, StepOutcome } from '../domain/change/step-outcome.ts';
import { OperationError } from '../domain/errors.ts';
import type { HoldStep } from '../domain/offsets/hold-step.ts';
import type { OffsetWorld } from './offset-world.ts';

/** The rules made for this very name: all of a hold are among them. */
const onGroup = (group: string): AclFilter => ({ resourceType: 'Group', resourceName: group, pattern: 'literal' });

/** Creates what the hold is made of, or takes exactly that away, and waits until every broker knows. */
export async function actOnHold(step: HoldStep, world: OffsetWorld): Promise<StepOutcome> {
  const { acls } = world;
  try {
    const written =
      step.action === 'hold' ? await acls.createAcls(step.bindings) : await acls.deleteAcls(step.bindings);
    const refusals = [...new Set(written.flatMap(({ refusal }) => refusal ?? []))];
    if (refusals.length > 0) return failed(step, refusals.join('; '));
    const behind = await waitForBrokers(step, world);
    if (behind.length > 0) return failed(step, `broker ${behind.join(', ')} does not know of it yet`);
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return failed(step, error.message);
  }
}

function failed({ action, bindings }: HoldStep, reason: string): StepOutcome {
  const what = action === 'hold' ? 'the group could not be held' : `may still be there: ${listed(bindings)}`;
  return { kind: 'failed', sentence: `${what}: ${reason}` };
}

const listed = (bindings: readonly AclBinding[]): string => bindings.map(aclText).join(', ');

const betweenReadsMs = 200;

/** The brokers that have not heard of it when the time is over. */
async function waitForBrokers(step: HoldStep, world: OffsetWorld): Promise<readonly number[]> {
  const untilMs = world.nowMs() + world.verifyWithinMs;
  for (;;) {
    const behind = await brokersBehind(step, world);
    if (behind.length === 0 || world.nowMs() >= untilMs) return behind;
    await world.sleep(betweenReadsMs);
  }
}

/** Of the brokers that answer: one that does not lets nobody join. */
async function brokersBehind({ action, bindings, group }: HoldStep, { acls }: OffsetWorld): Promise<readonly number[]> {
  const rows = await acls.listAclsOfBrokers(onGroup(group));
  const answered = rows.filter(({ problem }) => problem === undefined);
  if (answered.length === 0) {
    throw new OperationError('BrokerUnreachable', rows[0]?.problem ?? 'the cluster names no broker', {
      retryable: true,
    });
  }
  const isBehind = (known: readonly AclBinding[]): boolean =>
    (action === 'hold' ? without(bindings, known) : shared(bindings, known)).length > 0;
  return answered.filter(row => isBehind(row.bindings)).map(({ brokerId }) => brokerId);
}

/**
 * What became of it, by what the brokers know now. They hear of it late, so that nothing to be seen of a hold is no proof
 * that none is coming: it stays to be taken away.
 */
export async function settleHold(step: HoldStep, world: OffsetWorld): Promise<StepFate> {
  return (await brokersBehind(step, world)).length === 0 ? 'took-effect' : 'repeatable';
}

/** Reads back that nothing of the hold is left. */
export async function verifyRelease(step: HoldStep, world: OffsetWorld): Promise<readonly Finding[]> {
  await waitForBrokers(step, world);
  const rows = await world.acls.listAclsOfBrokers(onGroup(step.group));
  const left = shared(
    step.bindings,
    rows.flatMap(({ bindings }) => bindings),
  );
  return step.bindings.map(binding => {
    const object = aclText(binding);
    return !left.includes(binding)
      ? { object, kind: 'as-planned', sentence: `taken away again: ${object}` }
      : { object, kind: 'different', sentence: `still there: ${object}` };
  });
}
