import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tellStory } from '../../../src/domain/change/run-story.ts';
import type { AwaitedApproval } from '../../../src/ports/approvals.ts';
import { commitAndLeave, fillTopic } from '../kafka-scene.ts';
import { committed, skipRecord, stuckGroup, topic } from './group-scene.ts';
import { startStage } from './runbook-stage.ts';

let stage: Awaited<ReturnType<typeof startStage>>;
let runbook: Awaited<ReturnType<typeof stage.deploy>>;

beforeAll(async () => {
  stage = await startStage();
  runbook = await stage.deploy();
  await fillTopic(stage.client, topic, 100);
});
afterAll(() => stage.stop());

// A run that still waits has the cluster, and every test after it would wait too.
const asked: AwaitedApproval[] = [];
afterEach(async () => {
  for (const awaited of asked.splice(0)) {
    await runbook
      .answer(awaited, { kind: 'rejected', person: 'the test', reason: 'it is over' })
      .catch(() => undefined);
    await runbook.ended(awaited.runId);
  }
});

const askedAbout = async (runId: string): Promise<AwaitedApproval> => {
  const awaited = await runbook.asked(runId);
  asked.push(awaited);
  return awaited;
};

/** A run that waits for somebody's word. */
const askedRun = async () => {
  const group = await stuckGroup(stage.client);
  const runId = randomUUID();
  await runbook.start(runId, skipRecord(group));
  return { group, runId, awaited: await askedAbout(runId) };
};

const storyOf = async (runId: string) => tellStory((await runbook.journal.read(runId)).entries);

describe('the state machine of offset resets', () => {
  it('moves a group once somebody agrees, reads back, reports and lets the cluster go', async () => {
    const { group, runId, awaited } = await askedRun();
    expect(await committed(stage.client, group)).toBe('17');
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    expect(await runbook.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await committed(stage.client, group)).toBe('18');
    const path =
      'Begin Lock Plan HowToGoOn AskApproval IsApproved Check MayAct Act IsOver Verify Report Unlock HowItEnded Done';
    expect((await runbook.statesOf(runId)).join(' ')).toBe(path);
    expect(await storyOf(runId)).toMatchObject({ people: ['ada'], ended: { outcome: 'done' } });
  });

  it('keeps the report of a run, tells people of it, and names the token nowhere', async () => {
    const { runId, awaited } = await askedRun();
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    await runbook.ended(runId);
    const report = await runbook.reportOf(runId);
    expect(JSON.parse(report)).toMatchObject({ runId, outcome: 'done' });
    const told = (await runbook.inbox.take()).filter(notice => notice.includes(runId));
    expect(told).toHaveLength(2);
    const entries = JSON.stringify(await runbook.journal.read(runId));
    const token = awaited.taskToken.reveal();
    for (const text of [report, entries, ...told, stage.aws.log()]) expect(text).not.toContain(token);
  });

  it('changes nothing where somebody says no, and says who and why', async () => {
    const { group, runId, awaited } = await askedRun();
    await runbook.answer(awaited, { kind: 'rejected', person: 'grace', reason: 'not on a Friday' });
    const { status, error, cause } = await runbook.ended(runId);
    expect([status, error]).toEqual(['FAILED', 'Refused']);
    expect(cause).toBe(`grace declined it: not on a Friday. The whole story: kafka-steward runs show ${runId}`);
    expect(await committed(stage.client, group)).toBe('17');
    expect(await runbook.statesOf(runId)).not.toContain('Check');
  });

  it.each([[{}], ['yes'], [{ kind: 'approved', person: 'grace', digest: 'of another plan' }]])(
    'changes nothing after the answer %j',
    async answer => {
      const { group, runId, awaited } = await askedRun();
      await runbook.answer(awaited, answer as never);
      const { error } = await runbook.ended(runId);
      expect(error).toBe('Refused');
      expect(await committed(stage.client, group)).toBe('17');
    },
  );

  it('takes no answer for a no', async () => {
    const hasty = await stage.deploy({}, { taskSeconds: { AskApproval: 3 } });
    const group = await stuckGroup(stage.client);
    const runId = randomUUID();
    await hasty.start(runId, skipRecord(group));
    const { error, cause } = await hasty.ended(runId);
    expect(error).toBe('Refused');
    expect(cause).toMatch(/^nobody declined it: no answer within 3600 s/);
    expect(await committed(stage.client, group)).toBe('17');
  });

  it('is refused by the check where the group has moved since its plan', async () => {
    const { group, runId, awaited } = await askedRun();
    await commitAndLeave(stage.client, { topic, group, commit: 30 });
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    const { error, cause } = await runbook.ended(runId);
    expect(error).toBe('Refused');
    expect(cause).toContain('make a new plan');
    expect(await committed(stage.client, group)).toBe('30');
    expect(await runbook.statesOf(runId)).not.toContain('Act');
  });

  it('asks nobody about a plan that a check speaks against', async () => {
    const runId = randomUUID();
    await runbook.start(runId, skipRecord('no-such-group'));
    const { error, cause } = await runbook.ended(runId);
    expect(error).toBe('Refused');
    expect(cause).toContain('no-such-group');
    expect(await runbook.statesOf(runId)).not.toContain('AskApproval');
  });

  it.each([
    [{}, 'is no object such as'],
    [{ request: { group: 'g', target: { kind: 'somewhere' } } }, 'target'],
    [[1, 2], 'is no object such as'],
  ])('fails with one clear line for the input %j', async (input, sentence) => {
    const runId = randomUUID();
    await runbook.start(runId, input);
    const { error, cause = '' } = await runbook.ended(runId);
    expect(error).toBe('Failed');
    expect(cause).toContain(sentence);
    expect(cause).not.toMatch(/\n| at |stackTrace/);
  });

  it('cannot be started twice under one name', async () => {
    const { runId, awaited } = await askedRun();
    await expect(runbook.start(runId, {})).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    expect(await runbook.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('waits for the run that has the cluster, and then goes on', async () => {
    const { runId, awaited } = await askedRun();
    const group = await stuckGroup(stage.client);
    const next = randomUUID();
    await runbook.start(next, skipRecord(group));
    await runbook.failed(next, 'ClusterIsHeld');
    await runbook.answer(awaited, { kind: 'rejected', person: 'grace', reason: 'the other one first' });
    await runbook.ended(runId);
    const then = await askedAbout(next);
    await runbook.answer(then, { kind: 'approved', person: 'grace', digest: then.digest });
    expect(await runbook.ended(next)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await committed(stage.client, group)).toBe('18');
  });

  it('undoes a run', async () => {
    const { group, runId, awaited } = await askedRun();
    await runbook.answer(awaited, { kind: 'approved', person: 'grace', digest: awaited.digest });
    await runbook.ended(runId);
    const back = randomUUID();
    await runbook.start(back, { request: { undo: runId } });
    const then = await askedAbout(back);
    await runbook.answer(then, { kind: 'approved', person: 'grace', digest: then.digest });
    expect(await runbook.ended(back)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await committed(stage.client, group)).toBe('17');
    expect(await storyOf(back)).toMatchObject({ plan: { undoes: runId }, people: ['state machine'] });
  });

  it('asks nobody where the stack says so', async () => {
    const free = await stage.deploy({ approval: 'never' });
    const group = await stuckGroup(stage.client);
    const runId = randomUUID();
    await free.start(runId, skipRecord(group));
    expect(await free.ended(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await committed(stage.client, group)).toBe('18');
    expect(await free.statesOf(runId)).not.toContain('AskApproval');
  });
});
