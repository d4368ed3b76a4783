import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import { sfnApprovalDesk } from '../../../src/adapters/aws/sfn-approval-desk.ts';
import { approvalPartition, approvalSort } from '../../../src/domain/change/run-table.ts';
import { type EmulatedAws, startEmulatedAws } from '../../aws/emulated-aws.ts';
import { makeRunTable } from '../../aws/run-table.ts';
import { runSteward } from '../../broker/cli/run-process.ts';
import { waitingRun } from '../../builders/waiting-run.ts';

let aws: EmulatedAws;
let table: string;
beforeAll(async () => {
  aws = await startEmulatedAws();
  table = await makeRunTable(aws);
});
afterAll(() => aws.stop());

/** A run in a state machine of one state: it writes down its task token and waits for the answer. */
async function startWaiting(runId: string, timeoutSeconds = 600) {
  const { entries, asked } = waitingRun({ runId, nowMs: Date.now() });
  const runs = openRunTable(new DynamoDBClient(aws.clientConfig), table, Date.now);
  for (const entry of entries) await runs.journal.append(entry);
  const sfn = new SFNClient(aws.clientConfig);
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({
      name: `waits-${runId}`,
      roleArn: 'arn:aws:iam::000000000000:role/waits',
      definition: JSON.stringify({
        QueryLanguage: 'JSONata',
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken',
            Arguments: {
              TableName: table,
              Item: {
                pk: { S: approvalPartition(runId) },
                sk: { S: approvalSort },
                digest: { S: asked.digest },
                askedAt: { S: asked.askedAt },
                approvalExpiresAt: { S: asked.expiresAt },
                taskToken: { S: '{% $states.context.Task.Token %}' },
              },
            },
            TimeoutSeconds: timeoutSeconds,
            End: true,
          },
        },
      }),
    }),
  );
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, name: runId }));
  const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
  const ended = async () => {
    for (;;) {
      const { status, output, error, cause } = await describe();
      if (status !== 'RUNNING') return { status, error, cause, output: JSON.parse(output ?? 'null') as unknown };
      await sleep(50);
    }
  };
  for (;;) {
    const awaited = await runs.approvals.find(runId);
    if (awaited !== undefined) return { awaited, ended, sfn };
    if ((await describe()).status !== 'RUNNING') throw new Error(JSON.stringify(await ended()));
    await sleep(50);
  }
}

const steward = (...args: readonly string[]) =>
  runSteward(['runs', ...args], {
    env: {
      KAFKA_STEWARD_RUNS: `dynamodb:${table}`,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });

it('lets a run go on: its state gets the digest and the ARN of who approved', async () => {
  const { awaited, ended } = await startWaiting('run-approved');
  const listed = await steward('list');
  expect(listed.stdout).toContain(`waits for an approval until ${awaited.expiresAt}`);
  const { exitCode, stdout, stderr } = await steward('approve', 'run-approved', '--yes');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toContain('skips 5 records in 1 partition');
  expect(stdout + listed.stdout).not.toContain(awaited.taskToken.reveal());
  expect(await ended()).toEqual({
    status: 'SUCCEEDED',
    output: {
      kind: 'approved',
      person: expect.stringMatching(/^arn:aws:\w+::\d{12}:/) as unknown,
      digest: awaited.digest,
    },
  });
});

it('ends a run: its state gets the reason and the ARN of who rejected', async () => {
  const { ended } = await startWaiting('run-rejected');
  const { exitCode, stdout } = await steward('reject', 'run-rejected', '--yes', '--json', '--reason', 'not today');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ runId: 'run-rejected', answer: { kind: 'rejected' } });
  expect(await ended()).toMatchObject({ output: { kind: 'rejected', reason: 'not today' } });
});

it('refuses an answer that comes when the state waits no more', async () => {
  const { ended, awaited, sfn } = await startWaiting('run-late', 1);
  expect(await ended()).toMatchObject({ status: 'FAILED' });
  const { exitCode, stderr } = await steward('approve', 'run-late', '--yes', '--json');
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(
    /^error: run run-late does not wait for an answer any more \(Task\w+\); see "runs show run-late"\n$/,
  );
  expect(stderr).not.toContain(awaited.taskToken.reveal());
  await expect(
    sfnApprovalDesk(sfn).deliver(awaited, { kind: 'rejected', person: 'bob', reason: 'late' }),
  ).rejects.toMatchObject({ name: 'ApprovalOver' });
});

it('refuses to answer a run that is unknown', async () => {
  const { exitCode, stderr } = await steward('approve', 'run-unknown', '--yes');
  expect(exitCode).toBe(3);
  expect(stderr).toBe('error: run "run-unknown" is not in the journal; "runs list" shows those that are\n');
});
