import { approvalPartition, approvalSort, forgetAtAttribute } from '../../../domain/change/run-table.ts';
import { OperationError } from '../../../domain/errors.ts';
import { Secret } from '../../../domain/secret.ts';
import type { ApprovalStore } from '../../../ports/approvals.ts';
import { withoutSecret } from '../without-secret.ts';
import { textOf } from './run-header.ts';
import { keyOf, type TableCalls } from './table-calls.ts';

/** For a day after it ran out, so that a late answer is told that it is late. */
const keptMs = 24 * 60 * 60 * 1000;

/** Keeps who waits for an answer, apart from their runs: whoever may read a run need not be who may answer it. */
export function tableApprovals(calls: TableCalls): ApprovalStore {
  return {
    async put({ runId, digest, askedAt, expiresAt, taskToken }) {
      const forgetAtMs = Date.parse(expiresAt) + keptMs;
      try {
        await calls.put({
          ...keyOf(approvalPartition(runId), approvalSort),
          digest: { S: digest },
          askedAt: { S: askedAt },
          approvalExpiresAt: { S: expiresAt },
          taskToken: { S: taskToken.reveal() },
          [forgetAtAttribute]: { N: String(Math.ceil(forgetAtMs / 1_000)) },
        });
      } catch (error) {
        throw error instanceof OperationError ? withoutSecret(error, taskToken) : error;
      }
    },

    async find(runId) {
      const item = await calls.get(approvalPartition(runId), approvalSort);
      if (item === undefined) return undefined;
      const names = ['digest', 'askedAt', 'approvalExpiresAt', 'taskToken'];
      const [digest, askedAt, expiresAt, taskToken] = names.map(name => textOf(item, name));
      if (!digest || !askedAt || !expiresAt || !taskToken) {
        const message = `what run ${runId} asks to be approved is damaged in table ${calls.table}; start the run again`;
        throw new OperationError('JournalDamaged', message);
      }
      return { runId, digest, askedAt, expiresAt, taskToken: new Secret(taskToken) };
    },

    async remove(runId) {
      await calls.remove(approvalPartition(runId), approvalSort);
    },
  };
}
