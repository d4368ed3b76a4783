import * as z from 'zod/mini';
import type { ConnectionRequest } from '../../src/domain/kafka/connection-request.ts';
import { mskNetworks } from '../../src/domain/kafka/msk-bootstrap.ts';
import { text, type Variables } from '../variables.ts';
import type { ClusterEnvironment } from './contract.ts';

/** Which cluster a function works on, and how it gets there. */
export interface ClusterSettings {
  readonly clusterName: string;
  readonly connection: ConnectionRequest;
  /** PEM certificates; undefined: those that Node trusts. */
  readonly trustedCertificates?: readonly string[];
}

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
