import type { RunEnvironment } from '../runbook/contract.ts';

/** What the stack gives the function. */
export interface TrackRunEnvironment extends RunEnvironment {
  /** The cluster as its user calls it: in what people are told. */
  readonly CLUSTER_NAME: string;
  /** Keeps the reports of runs. */
  readonly REPORT_BUCKET: string;
  /** Tells people who is to approve what, and how runs ended. */
  readonly TOPIC_ARN: string;
}

/** The function's time limit: a few calls of AWS each. */
export const trackRunTimeoutSeconds = 30;
