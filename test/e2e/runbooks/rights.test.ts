import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillTopic } from '../kafka-scene.ts';
import { committed, skipRecord, stuckGroup, topic } from './group-scene.ts';
import { startStage } from './runbook-stage.ts';

let stage: Awaited<ReturnType<typeof startStage>>;
beforeAll(async () => {
  stage = await startStage({ AUTH: 'true' });
  await fillTopic(stage.client, topic, 100);
});
afterAll(() => stage.stop());

const runWith = async (withoutAction?: string) => {
  const runbook = await stage.deploy({ approval: 'always' }, { withoutAction });
  const group = await stuckGroup(stage.client);
  const runId = randomUUID();
  await runbook.start(runId, skipRecord(group));
  return { runbook, group, runId };
};

describe('the rights that the stack gives its functions', () => {
  it('are enough for a run from lock to report', async () => {
    const { runbook, group, runId } = await runWith();
    const awaited = await runbook.asked(runId);
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    expect(await runbook.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await committed(stage.client, group)).toBe('18');
  });

  it.each(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'])('are all needed: %s', async action => {
    const { runbook, group, runId } = await runWith(action);
    const { status, cause } = await runbook.ended(runId);
    expect(status).toBe('FAILED');
    expect(cause).toContain('AwsRefused');
    expect(await committed(stage.client, group)).toBe('17');
  });
});
