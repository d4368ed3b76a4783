import { expect, it } from 'vitest';
import { rotationPhases } from '../../../src/domain/scram/rotation-step.ts';
import { planRun } from '../../../src/operations/plan-run.ts';
import { actUpTo } from '../../../src/operations/scram-phase.ts';
import { scramRotation } from '../../../src/operations/scram-rotation.ts';
import { clientsOf, scramSetting } from '../../builders/scram-world.ts';
import { hash, leaseMs, tokenOf } from '../../change/scram-run.ts';
import { inMemoryRuns } from '../../contracts/fakes/in-memory-runs.ts';

/** What a function does that Secrets Manager calls, one call a phase. */
async function rotating(token: string) {
  const setting = await scramSetting();
  const held = { runId: `scram-${token}`, requestedBy: 'secrets manager' };
  const request = { store: 'aws', secretId: setting.pointer, token };
  const runs = inMemoryRuns(() => setting.nowMs);
  const call = async (phase: (typeof rotationPhases)[number]) => {
    const parts = { ...runs, nowMs: () => setting.nowMs, hash, leaseMs, lifetimeMs: 1e9, world: setting.world };
    const { plan } = await planRun(scramRotation, { kind: 'change', request, asked: request }, held, parts);
    return await actUpTo(phase, { held, approval: { person: 'schedule', digest: plan.digest }, request }, parts);
  };
  const pending = async () => (await setting.secrets.read(setting.pointer, { label: 'AWSPENDING' }))?.versionId;
  return { setting, call, pending };
}

it('does each phase when it is called for, and nothing when it is called again', async () => {
  const { setting, call, pending } = await rotating(tokenOf(1));
  expect((await call('createSecret')).kind).toBe('reached');
  expect(await pending()).toBe(tokenOf(1));
  expect(setting.users.has('orders-b')).toBe(false);
  await call('setSecret');
  const password = setting.users.get('orders-b');
  expect(password).toBeDefined();
  expect((await call('createSecret')).kind).toBe('reached');
  await call('testSecret');
  await call('setSecret');
  expect(await clientsOf(setting)).toMatchObject({ username: 'orders-a' });
  expect(await call('finishSecret')).toMatchObject({ kind: 'over', report: { outcome: 'done' } });
  expect(await call('finishSecret')).toMatchObject({ kind: 'over', report: { outcome: 'done' } });
  expect(setting.users.get('orders-b')).toBe(password);
  expect(await clientsOf(setting)).toMatchObject({ username: 'orders-b', canLogIn: true });
});

it('does all that is left where only the last phase is called for', async () => {
  const { call } = await rotating(tokenOf(1));
  expect(await call('finishSecret')).toMatchObject({ kind: 'over', report: { outcome: 'done' } });
});

it('rejects so that it can be called again where a broker is late, with the version still pending', async () => {
  const { setting, call, pending } = await rotating(tokenOf(1));
  await call('setSecret');
  setting.down.add(2);
  await expect(call('testSecret')).rejects.toMatchObject({ name: 'BrokerUnreachable', retryable: true });
  expect(await pending()).toBe(tokenOf(1));
  setting.down.clear();
  for (const phase of rotationPhases) await call(phase);
  expect(await clientsOf(setting)).toMatchObject({ username: 'orders-b', canLogIn: true });
});

it('rejects for good where a check blocks, and lets the version go', async () => {
  const { setting, call, pending } = await rotating(tokenOf(1));
  await call('createSecret');
  setting.users.clear();
  await expect(call('setSecret')).rejects.toMatchObject({
    retryable: false,
    message: expect.stringContaining('refuses "orders-a"') as string,
  });
  expect(await pending()).toBeUndefined();
});
