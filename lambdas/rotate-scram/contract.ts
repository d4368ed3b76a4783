import type { RotationPhase } from '../../src/domain/scram/rotation-step.ts';
import type { ClusterEnvironment } from '../kafka-cluster/contract.ts';
import type { RunEnvironment } from '../runbook/contract.ts';

/**
 * What the stack gives the function. Its login has to be a SCRAM one: new logins are proven on the listener that the
 * function itself uses.
 */
export type RotateScramEnvironment = ClusterEnvironment & RunEnvironment;

/** What Secrets Manager sends, once a step; after a failure all steps again with the same token. */
export interface RotationEvent {
  readonly Step: RotationPhase;
  /** The ARN of the pointer. */
  readonly SecretId: string;
  /** The id of the version that is made. */
  readonly ClientRequestToken: string;
  /** A credential: where Secrets Manager calls under a role, it wants to see it again with the new value. */
  readonly RotationToken?: string;
}

/** What the daily schedule sends: of which users the age of the password is to be published. */
export interface AgesEvent {
  readonly tellAges: readonly AgedUser[];
}

export interface AgedUser {
  /** The ARN of the pointer. */
  readonly secretId: string;
  /** As metrics name the user. */
  readonly user: string;
}

/** What one call came to, for the log: Secrets Manager looks at errors only. */
export type RotateScramResult =
  /** Clients read this version, and its run is over: there is nothing to be done. */
  | { readonly kind: 'current' }
  /** The set-up was tried and nothing speaks against a rotation. */
  | { readonly kind: 'tried'; readonly notes: readonly string[] }
  /** The step is done; others follow. */
  | { readonly kind: 'reached'; readonly runId: string }
  /** The run is over. */
  | {
      readonly kind: 'over';
      readonly runId: string;
      readonly outcome: string;
      readonly reasons: readonly string[];
      /** How long each broker took to accept the new login. */
      readonly brokers: readonly { readonly brokerId: number; readonly afterMs: number }[];
    }
  | { readonly kind: 'told'; readonly users: number };

/** As long as Lambda lets a function be: brokers of MSK may take ten minutes. */
export const rotateScramTimeoutSeconds = 900;
