import * as z from 'zod/mini';
import { OperationError } from '../../src/domain/errors.ts';
import type { ConnectionRequest } from '../../src/domain/kafka/connection-request.ts';
import { mskNetworks } from '../../src/domain/kafka/msk-bootstrap.ts';
import type { ClusterEnvironment } from './contract.ts';

/** Which cluster a function works on, and how it gets there. */
export interface ClusterSettings {
  readonly clusterName: string;
  readonly connection: ConnectionRequest;
  /** PEM certificates; undefined: those that Node trusts. */
  readonly trustedCertificates?: readonly string[];
}

export type Variables = Readonly<Record<string, string | undefined>>;

export const text = z.string('is missing').check(z.trim(), z.minLength(1, 'is empty'));

const certificates = z.pipe(
  z.string(),
  z.transform((value, context): readonly string[] => {
    const found = value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (found !== null) return found;
    context.issues.push({ code: 'custom', message: 'has no PEM certificate', input: value });
    return z.NEVER;
  }),
);

/** The variables of every function that talks to Kafka. */
export const clusterVariables = {
  CLUSTER_NAME: text,
  CLUSTER_ARN: z.optional(text),
  BOOTSTRAP_SERVERS: z.optional(text),
  LOGIN: text,
  NETWORK: z.optional(z.enum(mskNetworks, `is none of ${mskNetworks.join(', ')}`)),
  TRUSTED_CERTIFICATES: z.optional(certificates),
} satisfies Record<keyof ClusterEnvironment, unknown>;

type ClusterValues = z.infer<z.ZodMiniObject<typeof clusterVariables>>;

export const clusterSettings = (value: ClusterValues): ClusterSettings => ({
  clusterName: value.CLUSTER_NAME,
  connection: {
    cluster: value.CLUSTER_ARN,
    bootstrapServers: value.BOOTSTRAP_SERVERS,
    login: value.LOGIN,
    network: value.NETWORK,
  },
  trustedCertificates: value.TRUSTED_CERTIFICATES,
});

/** What one variable alone cannot tell: exactly one of them has to name a cluster. */
export const clusterProblems = ({ CLUSTER_ARN, BOOTSTRAP_SERVERS }: Variables): readonly string[] => {
  if (CLUSTER_ARN === undefined && BOOTSTRAP_SERVERS === undefined)
    return ['CLUSTER_ARN or BOOTSTRAP_SERVERS is missing'];
  if (CLUSTER_ARN !== undefined && BOOTSTRAP_SERVERS !== undefined)
    return ['CLUSTER_ARN and BOOTSTRAP_SERVERS both name a cluster'];
  return [];
};

/** Fails with everything that is wrong at once, so that a deployment is mended in one turn. */
export const parseVariables = <Values>(
  environment: z.ZodMiniType<Values>,
  variables: Variables,
  moreProblems: readonly string[] = [],
): Values => {
  const parsed = environment.safeParse(variables);
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`),
    ...moreProblems,
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  const message = `the environment of the function is not usable: ${problems.join('; ')}`;
  throw new OperationError('ConfigurationInvalid', message);
};
