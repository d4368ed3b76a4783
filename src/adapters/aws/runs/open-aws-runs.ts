import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ApprovalDesk, ApprovalStore } from '../../../ports/approvals.ts';
import type { CallerIdentity } from '../../../ports/caller-identity.ts';
import type { ChangeLock } from '../../../ports/change-lock.ts';
import type { RunJournal } from '../../../ports/run-journal.ts';
import { openRunTable } from './open-run-table.ts';

export interface AwsRuns {
  readonly journal: RunJournal;
  readonly lock: ChangeLock;
  readonly approvals: {
    readonly store: ApprovalStore;
    readonly desk: ApprovalDesk;
    readonly caller: CallerIdentity;
  };
}

/**
 * The runs of a table and what answers them, for a command line: region and credentials are found as the AWS CLI finds
 * them, and the clients that answer are loaded when somebody does.
 */
export function openAwsRuns(table: string, nowMs: () => number): AwsRuns {
  const { approvals: store, ...runs } = openRunTable(new DynamoDBClient(), table, nowMs);
  const desk: ApprovalDesk = {
    async deliver(awaited, answer) {
      const [{ SFNClient }, { sfnApprovalDesk }] = await Promise.all([
        import('@aws-sdk/client-sfn'),
        import('../sfn-approval-desk.ts'),
      ]);
      await sfnApprovalDesk(new SFNClient()).deliver(awaited, answer);
    },
  };
  const caller: CallerIdentity = {
    async readArn() {
      const [{ STSClient }, { stsCallerIdentity }] = await Promise.all([
        import('@aws-sdk/client-sts'),
        import('../sts-caller-identity.ts'),
      ]);
      return await stsCallerIdentity(new STSClient()).readArn();
    },
  };
  return { ...runs, approvals: { store, desk, caller } };
}
