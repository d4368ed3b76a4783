import { OperationError } from '../domain/errors.ts';
import type { Secret } from '../domain/secret.ts';
import type { ApprovalStore } from '../ports/approvals.ts';
import type { RunNotifier } from '../ports/run-reports.ts';
import { type HeldRun, recordHeldRun } from './held-run.ts';
import type { RecorderParts } from './run-recorder.ts';

export interface ApprovalParts extends RecorderParts {
  readonly approvals: ApprovalStore;
  readonly notifier: RunNotifier;
  readonly leaseMs: number;
}

/**
 * Lets a run stand still until somebody answers, and keeps the cluster for it that long. Whoever may read the store can
 * answer; a repeat replaces the token.
 */
export async function askApproval(
  held: HeldRun,
  { digest, taskToken, waitMs }: { readonly digest: string; readonly taskToken: Secret; readonly waitMs: number },
  parts: ApprovalParts,
): Promise<void> {
  const recorder = await recordHeldRun(held, waitMs + parts.leaseMs, parts);
  const { plan, approvalExpiresAt } = recorder.story();
  if (plan.digest !== digest) {
    const message = `run ${held.runId} asks for an approval of ${digest}, its recorded plan is ${plan.digest}`;
    throw new OperationError('JournalDamaged', message);
  }
  const nowMs = parts.nowMs();
  const expiresAt = new Date(nowMs + waitMs).toISOString();
  await recorder.write({ kind: 'approval-asked', expiresAt });
  const askedAt = new Date(nowMs).toISOString();
  await parts.approvals.put({ runId: held.runId, digest, askedAt, expiresAt, taskToken });
  // A repeat has told it already.
  if (approvalExpiresAt !== undefined) return;
  const { runId, requestedBy } = held;
  await parts.notifier.notify({
    kind: 'approval-wanted',
    runId,
    runbook: plan.kind,
    requestedBy,
    risk: plan.risk,
    expiresAt,
  });
}
