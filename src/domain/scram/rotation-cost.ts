/** What rotated users are made of. */
export interface RotatedUsersUsage {
  readonly users: number;
  /** The pointer, and on MSK one a SCRAM user. */
  readonly secretsPerUser: number;
}

/**
 * List prices in USD of us-east-1: Secrets Manager and KMS as AWS has listed them since before 2025, CloudWatch as of
 * 2026-02. A metric costs only in hours that have a figure.
 */
const unitPrices = { secretMonthUsd: 0.4, kmsKeyMonthUsd: 1, customMetricMonthUsd: 0.3 } as const;

/** The two hours of a day in which an age is published. */
const metricShare = 2 / 24;

/** What they cost a month in one line. Alarms are counted with all others; calls and rotations are less than a cent. */
export const rotationCostSentence = ({ users, secretsPerUser }: RotatedUsersUsage): string => {
  const secretsUsd = users * secretsPerUser * unitPrices.secretMonthUsd;
  const metricsUsd = users * unitPrices.customMetricMonthUsd * metricShare;
  const usd = secretsUsd + metricsUsd + unitPrices.kmsKeyMonthUsd;
  return `${users} rotated SCRAM users about ${usd.toFixed(2)} USD a month (secrets ${secretsUsd.toFixed(2)}, KMS key ${unitPrices.kmsKeyMonthUsd.toFixed(2)})`;
};
