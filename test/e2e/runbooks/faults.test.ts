import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isReached, letPass, makeGate, removeGate, type StageGate } from '../../aws/stage-gate.ts';
import { fillTopic } from '../kafka-scene.ts';
import { committed, skipRecord, stuckGroup, topic } from './group-scene.ts';
import { startStage, until } from './runbook-stage.ts';

let stage: Awaited<ReturnType<typeof startStage>>;
beforeAll(async () => {
  stage = await startStage();
  await fillTopic(stage.client, topic, 100);
});
afterAll(() => stage.stop());

const gateAt = (...at: Parameters<typeof makeGate>): StageGate => {
  const gate = makeGate(...at);
  onTestFinished(() => removeGate(gate));
  return gate;
};

const withoutQuestion = { approval: 'never' };

describe('a run whose function or broker is ended in the middle', () => {
  it('acts once, though Lambda ended the function after its work and before its answer', async () => {
    const runbook = await stage.deploy(withoutQuestion, { functionSeconds: 10, gate: gateAt('act', 'after') });
    const group = await stuckGroup(stage.client);
    const runId = randomUUID();
    await runbook.start(runId, skipRecord(group));
    expect(await runbook.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
    await runbook.failed(runId, 'Sandbox.Timedout');
    expect(await committed(stage.client, group)).toBe('18');
    const { entries } = await runbook.journal.read(runId);
    const kinds = entries.map(({ event }) => event.kind);
    expect(kinds.filter(kind => kind === 'step-begun')).toHaveLength(1);
    expect(kinds.filter(kind => kind === 'step-done')).toHaveLength(1);
  });

  it('goes on where a function without an answer was at its plan', async () => {
    const runbook = await stage.deploy(withoutQuestion, { functionSeconds: 10, gate: gateAt('plan', 'after') });
    const group = await stuckGroup(stage.client);
    const runId = randomUUID();
    await runbook.start(runId, skipRecord(group));
    expect(await runbook.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
    await runbook.failed(runId, 'Sandbox.Timedout');
    expect(await committed(stage.client, group)).toBe('18');
    const { entries } = await runbook.journal.read(runId);
    expect(entries.filter(({ event }) => event.kind === 'planned')).toHaveLength(1);
  });
});

describe('a run whose broker dies before it acts', () => {
  it('fails with the cluster as it was, is told of, and lets the cluster go', async () => {
    const dying = await startStage();
    try {
      await fillTopic(dying.client, topic, 100);
      const gate = gateAt('act', 'before');
      const runbook = await dying.deploy(withoutQuestion, { gate });
      const group = await stuckGroup(dying.client);
      const runId = randomUUID();
      await runbook.start(runId, skipRecord(group));
      await until(async () => isReached(gate) || undefined);
      const brokerId = dying.kafka.cluster.brokers[0]!.brokerId;
      await dying.kafka.cluster.killBroker(brokerId);
      letPass(gate);
      const { error, cause } = await runbook.ended(runId);
      expect([error, cause]).toEqual(['Failed', expect.stringContaining(`runs show ${runId}`)]);
      expect((await runbook.statesOf(runId)).slice(-6).join(' ')).toBe('Act CleanUp Report Unlock HowItEnded NotDone');
      const { clusterId } = dying.kafka.cluster;
      const next = { clusterId, runId: 'next', person: 'ada', leaseMs: 1000 };
      expect(await runbook.lock.acquire(next)).toMatchObject({ kind: 'granted' });
      expect((await runbook.inbox.take()).filter(notice => notice.includes(runId))).toHaveLength(1);
    } finally {
      await dying.stop();
    }
  });
});
