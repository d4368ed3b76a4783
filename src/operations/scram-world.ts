import type { ChangeTarget } from '../domain/change/plan.ts';
import type { AclCluster } from '../ports/acl-cluster.ts';
import type { LoginProver } from '../ports/login-prover.ts';
import type { ScramAssociations } from '../ports/scram-associations.ts';
import type { ScramCredentials } from '../ports/scram-credentials.ts';
import type { SecretVersions } from '../ports/secret-versions.ts';

/** What rotating a SCRAM user reads and acts through. */
export interface ScramWorld {
  readonly target: ChangeTarget;
  readonly secrets: SecretVersions;
  /** Where the brokers have their SCRAM users from. */
  readonly users: ScramUserStore;
  readonly prover: LoginProver;
  readonly acls: AclCluster;
  /** Makes a secret without a version, or finds it made; absent where secrets are made by somebody else. */
  readonly makeSecret?: (name: string, tags: Readonly<Record<string, string>>) => Promise<void>;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long brokers may take to accept a new login. */
  readonly acceptWithinMs: number;
  /** Told what is waited for, each time it changes. */
  readonly onWaiting: (sentence: string) => void;
}

export type ScramUserStore =
  /** The brokers keep them and take changes. */
  | { readonly kind: 'brokers'; readonly credentials: ScramCredentials }
  /** Amazon MSK copies them from secrets in the cluster's account and region. */
  | { readonly kind: 'msk'; readonly clusterArn: string; readonly associations: ScramAssociations };

/** How long brokers may take: those of MSK hear of a secret up to ten minutes later. */
export const usualAcceptWithinMs = { brokers: 60_000, msk: 720_000 } as const;
