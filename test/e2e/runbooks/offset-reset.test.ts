import { randomUUID } from 'node:crypto';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellStory } from '../../../src/domain/change/run-story.ts';
import { commitAndLeave, fillTopic } from '../kafka-scene.ts';
import { startStage } from './runbook-stage.ts';

let stage: Awaited<ReturnType<typeof startStage>>;
let runbook: Awaited<ReturnType<typeof stage.deploy>>;

beforeAll(async () => {
  stage = await startStage();
  runbook = await stage.deploy({ approvalSeconds: '60' });
  await fillTopic(stage.client, 'payments', 100);
});
afterAll(() => stage.stop());

/** A group that stopped at 17 of 100 records. */
const stuckGroup = async (): Promise<string> => {
  const group = `stuck-${randomUUID()}`;
  await commitAndLeave(stage.client, { topic: 'payments', group, commit: 17 });
  return group;
};

const committed = async (group: string): Promise<string | undefined> => {
  const admin = stage.client.admin();
  await admin.connect();
  const [offsets] = await admin.fetchOffsets({ groupId: group, topics: ['payments'] });
  await admin.disconnect();
  return offsets?.partitions[0]?.offset;
};

const skip = (group: string) => ({
  request: { group, topics: ['payments'], target: { kind: 'skip-record', expectedOffset: 17 } },
  requestedBy: 'ada',
});

describe('the state machine of offset resets', () => {
  it('moves a group once somebody agrees, reads back, reports and lets the cluster go', async () => {
    const group = await stuckGroup();
    const runId = randomUUID();
    await runbook.start(runId, skip(group));
    const awaited = await runbook.asked(runId);
    expect(await committed(group)).toBe('17');
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    expect(await runbook.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await committed(group)).toBe('18');
    expect(await runbook.statesOf(runId)).toEqual([
      'Begin',
      'Lock',
      'Plan',
      'HowToGoOn',
      'AskApproval',
      'IsApproved',
      'Check',
      'MayAct',
      'Act',
      'IsOver',
      'Verify',
      'Report',
      'Unlock',
      'HowItEnded',
      'Done',
    ]);
    const story = tellStory((await runbook.journal.read(runId)).entries);
    expect(story).toMatchObject({ people: ['ada'], ended: { outcome: 'done' } });
  });
});
