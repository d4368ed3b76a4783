import type { Secret } from '../domain/secret.ts';

/** A run that stands still until somebody answers for it. */
export interface AwaitedApproval {
  readonly runId: string;
  /** Of the plan that is to be approved. */
  readonly digest: string;
  readonly askedAt: string;
  /** No answer by then is a rejection. */
  readonly expiresAt: string;
  /** Whoever has it can answer: never logged, never shown. */
  readonly taskToken: Secret;
}

export type ApprovalAnswer =
  | { readonly kind: 'approved'; readonly person: string; readonly digest: string }
  | { readonly kind: 'rejected'; readonly person: string; readonly reason: string };

/** Keeps who waits for an answer. */
export interface ApprovalStore {
  /** Replaces what an earlier attempt of the same run asked. */
  put(awaited: AwaitedApproval): Promise<void>;
  /** Undefined where the run waits for nobody. */
  find(runId: string): Promise<AwaitedApproval | undefined>;
  remove(runId: string): Promise<void>;
}

/** Delivers an answer to the run that waits for it. */
export interface ApprovalDesk {
  /** Rejects with ApprovalOver where the run does not wait any more. */
  deliver(awaited: AwaitedApproval, answer: ApprovalAnswer): Promise<void>;
}
