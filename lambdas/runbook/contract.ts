import type { RunOutcome } from '../../src/domain/change/run-outcome.ts';
import type { ClusterEnvironment } from '../kafka-cluster/contract.ts';

/** What every stage of a run in Step Functions is told: the name of the execution is the id of the run. */
export interface StageOfRun {
  readonly runId: string;
  /** Who wanted the run, as the journal is to name them. */
  readonly requestedBy: string;
}

/** Somebody's word that the plan with this digest may be applied. */
export interface StageApproval {
  readonly person: string;
  readonly digest: string;
}

/** Stages of the runbook's own function, which talks to Kafka. Each may be repeated. */
export type RunbookStageEvent =
  | (StageOfRun & { readonly stage: 'lock' })
  /** `request` is the runbook's own, or `{"undo": "<run id>"}`. */
  | (StageOfRun & { readonly stage: 'plan'; readonly request: unknown })
  | (StageOfRun & { readonly stage: 'check'; readonly approval: StageApproval })
  | (StageOfRun & { readonly stage: 'act' })
  /** Only takes away what was to last while the run does. */
  | (StageOfRun & { readonly stage: 'clean-up' })
  | (StageOfRun & { readonly stage: 'verify' });

export interface RunbookStageResults {
  readonly lock: { readonly clusterId: string };
  readonly plan: {
    readonly digest: string;
    readonly risk: string;
    /** A check speaks against it: the run goes no further. */
    readonly isBlocked: boolean;
    readonly needsApproval: boolean;
    readonly approvalSeconds: number;
    readonly steps: number;
  };
  readonly check: { readonly mayAct: boolean };
  /** Not over: there are steps left, invoke it again. */
  readonly act: { readonly isOver: boolean };
  readonly 'clean-up': { readonly isClosed: boolean };
  readonly verify: { readonly outcome: RunOutcome };
}

/** Stages of the one function that tracks the runs of all runbooks and never talks to Kafka. Each may be repeated. */
export type TrackingStageEvent =
  | (StageOfRun & {
      readonly stage: 'ask-approval';
      readonly digest: string;
      readonly approvalSeconds: number;
      /** A credential: whoever has it can answer. */
      readonly taskToken: string;
    })
  | (StageOfRun & {
      readonly stage: 'report';
      readonly declined?: { readonly person: string; readonly reason: string };
      /** As Step Functions tells it: `Error` and `Cause` of the stage that failed. */
      readonly failure?: { readonly error: string; readonly cause: string };
    })
  /** `clusterId` as the stage `lock` told it; absent where that stage failed. */
  | (StageOfRun & { readonly stage: 'unlock'; readonly clusterId?: string });

export interface TrackingStageResults {
  /** The task goes on when somebody answers, with an `ApprovalAnswer`. */
  readonly 'ask-approval': Readonly<Record<string, never>>;
  readonly report: {
    readonly outcome: RunOutcome;
    readonly reasons: readonly string[];
    readonly reportKey: string;
  };
  readonly unlock: Readonly<Record<string, never>>;
}

/** Whether a plan waits for somebody's word before it is applied. */
export const approvalPolicies = ['always', 'never'] as const;
export type ApprovalPolicy = (typeof approvalPolicies)[number];

/** What the stack gives every function that works on runs. */
export interface RunEnvironment {
  /** The DynamoDB table that keeps journal, locks and approvals. */
  readonly RUN_TABLE: string;
}

/** What the stack gives the function of a runbook. */
export interface RunbookEnvironment extends ClusterEnvironment, RunEnvironment {
  readonly APPROVAL: ApprovalPolicy;
  /** How long somebody may take to answer: a whole number. */
  readonly APPROVAL_SECONDS: string;
}
