/** What one run in Step Functions is made of. */
export interface RunUsage {
  readonly stateTransitions: number;
  readonly gigabyteSeconds: number;
  readonly lambdaCalls: number;
  /** Of 1 KB each, the copies in indexes and the double count of transactions included. */
  readonly tableWrites: number;
  /** Of 4 KB each. */
  readonly tableReads: number;
  readonly reports: number;
}

/**
 * List prices in USD of us-east-1. Step Functions (Standard), Lambda and S3: as AWS has listed them since before 2025;
 * DynamoDB on demand: since it was halved in 2024-11. Free tiers are left out.
 */
const unitPrices = {
  stateTransitionUsd: 0.025 / 1e3,
  lambdaArmGigabyteSecondUsd: 0.0000133334,
  lambdaRequestUsd: 0.2 / 1e6,
  tableWriteUsd: 0.625 / 1e6,
  tableReadUsd: 0.125 / 1e6,
  s3PutUsd: 0.005 / 1e3,
} as const;

/** An approved run of a few steps, counted in the state machine and in the journal; one more step is four writes more. */
export const usualRun: RunUsage = {
  stateTransitions: 16,
  gigabyteSeconds: 8,
  lambdaCalls: 9,
  tableWrites: 200,
  tableReads: 100,
  reports: 1,
};

/** What a run costs. Between runs there are bytes in a table and in a bucket, and alarms: those are counted by the month. */
export const usdPerRun = (usage: RunUsage): number => {
  const p = unitPrices;
  return (
    usage.stateTransitions * p.stateTransitionUsd +
    usage.gigabyteSeconds * p.lambdaArmGigabyteSecondUsd +
    usage.lambdaCalls * p.lambdaRequestUsd +
    usage.tableWrites * p.tableWriteUsd +
    usage.tableReads * p.tableReadUsd +
    usage.reports * p.s3PutUsd
  );
};

export const runCostSentence = (usage: RunUsage): string => {
  const transitions = usage.stateTransitions * unitPrices.stateTransitionUsd;
  return `a run of a runbook about ${usdPerRun(usage).toFixed(4)} USD (Step Functions ${transitions.toFixed(4)})`;
};
