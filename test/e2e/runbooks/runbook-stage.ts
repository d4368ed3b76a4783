import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
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
import { deployRunbooks } from './deploy-runbooks.ts';

/** A broker, emulated AWS, and the runbooks of the template deployed there, as somebody who may start and answer them. */
export const startStage = async () => {
  // Waits between repeats are shortened, their number and order are not.
  const [aws, kafka] = await Promise.all([
    startEmulatedAws({ SFN_WAIT_SCALE: '0.02' }),
    startOwnCluster({ brokers: 1 }),
    build(),
  ]);
  const sfn = new SFNClient(aws.clientConfig);
  const client = createRecordClient(kafka.cluster.connectionFor());
  return {
    aws,
    kafka,
    client,
    deploy: async (context: Readonly<Record<string, string>> = {}) => {
      const inbox = await makeNoticeInbox(aws);
      const bootstrapServers = kafka.cluster.bootstrapServers;
      const network = { vpcId: 'vpc-0123456789abcdef0', subnetIds: 'subnet-0123456789abcdef0' };
      const told = { bootstrapServers, name: 'shop', login: 'none', ...network, ...context };
      const runbooks = await deployRunbooks(aws, told, inbox);
      const runs = openRunTable(new DynamoDBClient(aws.clientConfig), runbooks.runTable, Date.now);
      const { stateMachineArn } = runbooks;
      const executionArn = (runId: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${runId}`;
      const describe = async (runId: string): Promise<DescribeExecutionCommandOutput> =>
        await sfn.send(new DescribeExecutionCommand({ executionArn: executionArn(runId) }));
      return {
        ...runbooks,
        inbox,
        journal: runs.journal,
        start: async (runId: string, input: object): Promise<void> => {
          await sfn.send(new StartExecutionCommand({ stateMachineArn, name: runId, input: JSON.stringify(input) }));
        },
        /** Who waits for an answer, once somebody does. */
        asked: (runId: string): Promise<AwaitedApproval> =>
          until(
            async () => await runs.approvals.find(runId),
            () => describe(runId),
          ),
        answer: async (awaited: AwaitedApproval, answer: ApprovalAnswer): Promise<void> => {
          await sfnApprovalDesk(sfn).deliver(awaited, answer);
        },
        /** The execution once it is over. */
        ended: (runId: string): Promise<DescribeExecutionCommandOutput> =>
          until(async () => {
            const execution = await describe(runId);
            return execution.status === 'RUNNING' ? undefined : execution;
          }),
        /** The states it went through, in order. */
        statesOf: async (runId: string): Promise<readonly string[]> => {
          const { events = [] } = await sfn.send(
            new GetExecutionHistoryCommand({ executionArn: executionArn(runId), maxResults: 1000 }),
          );
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

const until = async <Value>(look: () => Promise<Value | undefined>, orTell?: () => Promise<object>): Promise<Value> => {
  for (let looks = 0; looks < 1200; looks += 1) {
    const value = await look();
    if (value !== undefined) return value;
    await sleep(50);
  }
  throw new Error(`nothing came of it: ${JSON.stringify(await orTell?.())}`);
};
