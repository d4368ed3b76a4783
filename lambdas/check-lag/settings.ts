import * as z from 'zod/mini';
import type { WindowPlace } from '../../src/adapters/aws/s3-lag-window-store.ts';
import { OperationError } from '../../src/domain/errors.ts';
import type { ConnectionRequest } from '../../src/domain/kafka/connection-request.ts';
import { mskNetworks } from '../../src/domain/kafka/msk-bootstrap.ts';
import type { GroupChoice } from '../../src/domain/lag/group-patterns.ts';
import { scheduledLagRules } from '../../src/domain/lag/rules.ts';
import type { LagRules } from '../../src/domain/lag/verdict.ts';
import type { CheckLagEnvironment } from './contract.ts';

/** The environment, read once at cold start. */
export interface Settings {
  readonly clusterName: string;
  readonly connection: ConnectionRequest;
  /** PEM certificates; undefined: those that Node trusts. */
  readonly trustedCertificates?: readonly string[];
  readonly window: WindowPlace;
  readonly topicArn: string;
  readonly rules: LagRules;
  readonly groups: GroupChoice;
  readonly metricGroups: readonly string[];
}

const text = z.string('is missing').check(z.trim(), z.minLength(1, 'is empty'));

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

const certificates = z.pipe(
  z.string(),
  z.transform((value, context): readonly string[] => {
    const found = value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (found !== null) return found;
    context.issues.push({ code: 'custom', message: 'has no PEM certificate', input: value });
    return z.NEVER;
  }),
);

const environment = z.object({
  CLUSTER_NAME: text,
  CLUSTER_ARN: z.optional(text),
  BOOTSTRAP_SERVERS: z.optional(text),
  LOGIN: text,
  NETWORK: z.optional(z.enum(mskNetworks, `is none of ${mskNetworks.join(', ')}`)),
  TRUSTED_CERTIFICATES: z.optional(certificates),
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

/** Fails with everything that is wrong at once, so that a deployment is mended in one turn. */
export const readSettings = (variables: Readonly<Record<string, string | undefined>>): Settings => {
  const parsed = environment.safeParse(variables);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`),
    ...clusterProblems(variables),
  ];
  if (!parsed.success || problems.length > 0) {
    const message = `the environment of the function is not usable: ${problems.join('; ')}`;
    throw new OperationError('ConfigurationInvalid', message);
  }
  const value = parsed.data;
  return {
    clusterName: value.CLUSTER_NAME,
    connection: {
      cluster: value.CLUSTER_ARN,
      bootstrapServers: value.BOOTSTRAP_SERVERS,
      login: value.LOGIN,
      network: value.NETWORK,
    },
    trustedCertificates: value.TRUSTED_CERTIFICATES,
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

const clusterProblems = (variables: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const { CLUSTER_ARN, BOOTSTRAP_SERVERS } = variables;
  if (CLUSTER_ARN === undefined && BOOTSTRAP_SERVERS === undefined)
    return ['CLUSTER_ARN or BOOTSTRAP_SERVERS is missing'];
  if (CLUSTER_ARN !== undefined && BOOTSTRAP_SERVERS !== undefined)
    return ['CLUSTER_ARN and BOOTSTRAP_SERVERS both name a cluster'];
  return [];
};

const jsonOf = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};
