import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { openRunTable } from '../../../src/adapters/aws/runs/open-run-table.ts';
import { sfnApprovalDesk } from '../../../src/adapters/aws/sfn-approval-desk.ts';
import { createRecordClient } from '../../../src/adapters/local/record-client.ts';
import type { ApprovalAnswer, AwaitedApproval } from '../../../src/ports/approvals.ts';
import { build } from '../../aws/build-once.ts';
import { startEmulatedAws } from '../../aws/emulated-aws.ts';
import { makeNoticeInbox } from '../../aws/notice-inbox.ts';
import { startOwnCluster } from '../../broker/broker-fixture.ts';
import { type DeploymentChanges, deployRunbooks } from './deploy-runbooks.ts';

/** A broker, or three, emulated AWS, and the runbooks of the template deployed there, as somebody who may start and answer them. */
export const startStage = async (emulatorSettings: Readonly<Record<string, string>> = {}, brokers: 1 | 3 = 1) => {
  // Waits between repeats are shortened, their number and order are not.
  const [aws, kafka] = await Promise.all([
    startEmulatedAws({ SFN_WAIT_SCALE: '0.02', ...emulatorSettings }),
    startOwnCluster({ brokers }),
    build(),
  ]);
  const sfn = new SFNClient(aws.clientConfig);
  const s3 = new S3Client(aws.clientConfig);
  const client = createRecordClient(kafka.cluster.connectionFor());
  return {
    aws,
    kafka,
    client,
    deploy: async (context: Readonly<Record<string, string>> = {}, changes: DeploymentChanges = {}) => {
      const inbox = await makeNoticeInbox(aws);
      const bootstrapServers = kafka.cluster.bootstrapServers;
      const network = { vpcId: 'vpc-0123456789abcdef0', subnetIds: 'subnet-0123456789abcdef0' };
      const told = { bootstrapServers, name: 'shop', login: 'none', ...network, ...context };
      const runbooks = await deployRunbooks(aws, told, inbox, changes);
      const runs = openRunTable(new DynamoDBClient(aws.clientConfig), runbooks.runTable, Date.now);
      const { stateMachineArn } = runbooks;
      const executionArn = (runId: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${runId}`;
      const describe = async (runId: string): Promise<DescribeExecutionCommandOutput> =>
        await sfn.send(new DescribeExecutionCommand({ executionArn: executionArn(runId) }));
      const historyOf = async (runId: string): Promise<readonly HistoryEvent[]> => {
        const wanted = { executionArn: executionArn(runId), maxResults: 1000 };
        return (await sfn.send(new GetExecutionHistoryCommand(wanted))).events ?? [];
      };
      return {
        ...runbooks,
        inbox,
        journal: runs.journal,
        lock: runs.lock,
        start: async (runId: string, input: object): Promise<void> => {
          await sfn.send(new StartExecutionCommand({ stateMachineArn, name: runId, input: JSON.stringify(input) }));
        },
        /** Who waits for an answer, once somebody does. */
        asked: (runId: string): Promise<AwaitedApproval> =>
          until(async () => {
            const awaited = await runs.approvals.find(runId);
            if (awaited !== undefined) return awaited;
            const { status, cause = '' } = await describe(runId);
            if (status !== 'RUNNING') throw new Error(`run ${runId} asked nobody: ${cause}`);
            return undefined;
          }),
        answer: async (awaited: AwaitedApproval, answer: ApprovalAnswer): Promise<void> => {
          await sfnApprovalDesk(sfn).deliver(awaited, answer);
        },
        /** The execution once it is over. */
        ended: (runId: string): Promise<DescribeExecutionCommandOutput> =>
          until(async () => {
            const execution = await describe(runId);
            return execution.status === 'RUNNING' ? undefined : execution;
          }),
        /** Once a stage has failed with this error. */
        failed: async (runId: string, name: string): Promise<void> => {
          await until(
            async () =>
              (await historyOf(runId)).some(event => event.taskFailedEventDetails?.error === name) || undefined,
          );
        },
        reportOf: async (runId: string): Promise<string> => {
          const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: runbooks.reportBucket }));
          const Key = Contents.find(({ Key: key }) => key?.includes(runId) === true)?.Key;
          const { Body } = await s3.send(new GetObjectCommand({ Bucket: runbooks.reportBucket, Key }));
          return (await Body?.transformToString()) ?? '';
        },
        /** The states it went through, in order. */
        statesOf: async (runId: string): Promise<readonly string[]> => {
          const events = await historyOf(runId);
          return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
        },
      };
    },
    stop: async (): Promise<void> => {
      await aws.stop();
      await kafka.remove();
    },
  };
};

/** Looks until there is something. */
export const until = async <Value>(look: () => Promise<Value | undefined>): Promise<Value> => {
  for (let looks = 0; looks < 1200; looks += 1) {
    const value = await look();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error('nothing came of it in a minute');
};
