import * as z from 'zod/mini';
import type { WindowPlace } from '../../src/adapters/aws/s3-lag-window-store.ts';
import type { GroupChoice } from '../../src/domain/lag/group-patterns.ts';
import { scheduledLagRules } from '../../src/domain/lag/rules.ts';
import type { LagRules } from '../../src/domain/lag/verdict.ts';
import { type ClusterSettings, clusterProblems, clusterSettings, clusterVariables } from '../kafka-cluster/settings.ts';
import { parseVariables, text, type Variables } from '../variables.ts';
import type { CheckLagEnvironment } from './contract.ts';

/** The environment, read once at cold start. */
export interface Settings extends ClusterSettings {
  readonly window: WindowPlace;
  readonly topicArn: string;
  readonly rules: LagRules;
  readonly groups: GroupChoice;
  readonly metricGroups: readonly string[];
}

const wholeNumber = (least: number) =>
  z.optional(
    z.pipe(
      z.string().check(z.regex(/^\d{1,15}$/, 'is not a whole number')),
      z.pipe(z.transform(Number), z.number().check(z.minimum(least, `is less than ${least}`))),
    ),
  );

const names = z.pipe(
  z.optional(z.string()),
  z.transform((value, context): readonly string[] => {
    const parsed = jsonOf(value ?? '[]');
    if (Array.isArray(parsed) && parsed.every(item => typeof item === 'string' && item !== ''))
      return parsed as string[];
    context.issues.push({
      code: 'custom',
      message: 'is not a JSON array of names, such as ["orders-*"]',
      input: value,
    });
    return z.NEVER;
  }),
);

const environment = z.object({
  ...clusterVariables,
  WINDOW_BUCKET: text,
  WINDOW_KEY: text,
  TOPIC_ARN: text,
  ALLOWED_LAG_RECORDS: wholeNumber(0),
  MINIMUM_SAMPLES: wholeNumber(2),
  STANDSTILL_SECONDS: wholeNumber(1),
  INCLUDED_GROUPS: names,
  EXCLUDED_GROUPS: names,
  METRIC_GROUPS: names,
} satisfies Record<keyof CheckLagEnvironment, unknown>);

export const readSettings = (variables: Variables): Settings => {
  const value = parseVariables(environment, variables, clusterProblems(variables));
  return {
    ...clusterSettings(value),
    window: { bucket: value.WINDOW_BUCKET, key: value.WINDOW_KEY },
    topicArn: value.TOPIC_ARN,
    rules: {
      allowedLagRecords: value.ALLOWED_LAG_RECORDS ?? scheduledLagRules.allowedLagRecords,
      minimumSamples: value.MINIMUM_SAMPLES ?? scheduledLagRules.minimumSamples,
      standstillMs:
        value.STANDSTILL_SECONDS === undefined ? scheduledLagRules.standstillMs : value.STANDSTILL_SECONDS * 1000,
    },
    groups: { included: value.INCLUDED_GROUPS, excluded: value.EXCLUDED_GROUPS },
    metricGroups: value.METRIC_GROUPS,
  };
};

const jsonOf = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};
