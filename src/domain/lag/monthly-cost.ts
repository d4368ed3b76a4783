import { clusterMetricNames, maxGroupMetrics } from './lag-metric-names.ts';

/** What one lag check a minute is made of. The defaults of the stack are in lib/stacks. */
export interface LagCheckUsage {
  readonly checksPerHour: number;
  readonly memoryMegabytes: number;
  readonly averageDurationMs: number;
  readonly logBytesPerCheck: number;
  readonly alarms: number;
}

export interface CostLine {
  readonly what: string;
  readonly quantity: string;
  readonly usdPerMonth: number;
}

export interface MonthlyCost {
  readonly lines: readonly CostLine[];
  readonly usdPerMonth: number;
  /** What comes on top at the very most: metrics of single groups, charged for the hours they are published in. */
  readonly mostForGroupsUsdPerMonth: number;
  /** What the figures rest on, in one sentence. */
  readonly basis: string;
}

/**
 * List prices in USD. CloudWatch: AWS's price page as of 2026-02; EventBridge Scheduler: as of 2026-03; the others as
 * AWS has listed them since before 2025. Free tiers are left out, so the first cluster of an account costs less.
 */
const unitPrices = {
  region: 'us-east-1',
  asOf: '2026-03',
  lambdaArmGigabyteSecondUsd: 0.0000133334,
  lambdaRequestUsd: 0.2 / 1e6,
  schedulerInvocationUsd: 1 / 1e6,
  s3PutUsd: 0.005 / 1e3,
  s3GetUsd: 0.0004 / 1e3,
  customMetricMonthUsd: 0.3,
  alarmMonthUsd: 0.1,
  logIngestionGigabyteUsd: 0.5,
  kmsKeyMonthUsd: 1,
} as const;

const hoursPerMonth = 730;

/** What the lag check of one cluster costs a month. Network (NAT, endpoints), the cluster itself and mails are not in it. */
export const monthlyCost = (usage: LagCheckUsage): MonthlyCost => {
  const checks = usage.checksPerHour * hoursPerMonth;
  const gigabyteSeconds = checks * (usage.averageDurationMs / 1000) * (usage.memoryMegabytes / 1024);
  const metrics = clusterMetricNames.length;
  const logGigabytes = (checks * usage.logBytesPerCheck) / 1e9;
  const p = unitPrices;
  const lines: readonly CostLine[] = [
    line('Lambda duration', `${count(gigabyteSeconds)} GB-s`, gigabyteSeconds * p.lambdaArmGigabyteSecondUsd),
    line('Lambda requests', count(checks), checks * p.lambdaRequestUsd),
    line('Scheduler', `${count(checks)} invocations`, checks * p.schedulerInvocationUsd),
    line('S3 window', `${count(checks)} reads and writes`, checks * (p.s3PutUsd + p.s3GetUsd)),
    line('CloudWatch metrics', count(metrics), metrics * p.customMetricMonthUsd),
    line('CloudWatch alarms', count(usage.alarms), usage.alarms * p.alarmMonthUsd),
    line('CloudWatch logs', `${logGigabytes.toFixed(2)} GB`, logGigabytes * p.logIngestionGigabyteUsd),
    line('KMS key', '1', p.kmsKeyMonthUsd),
  ];
  return {
    lines,
    usdPerMonth: lines.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0),
    mostForGroupsUsdPerMonth: maxGroupMetrics * p.customMetricMonthUsd,
    basis: `list prices of ${p.region} as of ${p.asOf}, no free tier, ${usage.averageDurationMs} ms a check, without NAT or endpoints`,
  };
};

/** The whole in one line, as the stack prints it. */
export const monthlyCostSentence = (cost: MonthlyCost): string => {
  const largest = cost.lines.toSorted((a, b) => b.usdPerMonth - a.usdPerMonth).slice(0, 3);
  const parts = largest.map(({ what, usdPerMonth }) => `${what} ${usdPerMonth.toFixed(2)}`).join(', ');
  const forGroups = `up to ${cost.mostForGroupsUsdPerMonth.toFixed(2)} for metrics of single groups`;
  return `about ${cost.usdPerMonth.toFixed(2)} USD a month and ${forGroups} (${parts}; ${cost.basis})`;
};

const line = (what: string, quantity: string, usdPerMonth: number): CostLine => ({ what, quantity, usdPerMonth });

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
