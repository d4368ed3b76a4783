import type { ChangeTarget } from '../domain/change/plan.ts';
import type { AclCluster } from '../ports/acl-cluster.ts';
import type { BrokerSettingsReader } from '../ports/broker-settings.ts';
import type { LoginProver } from '../ports/login-prover.ts';
import type { ScramAssociations } from '../ports/scram-associations.ts';
import type { ScramCredentials } from '../ports/scram-credentials.ts';
import type { SecretVersionReader } from '../ports/secret-versions.ts';

/** What revoking a user reads and acts through. */
export interface RevokeWorld {
  readonly target: ChangeTarget;
  readonly credentials: ScramCredentials;
  readonly acls: AclCluster;
  readonly logins: LoginProver;
  readonly settings: BrokerSettingsReader;
  /** `aws`, or a directory. Opened only where a plan names one. */
  readonly openSecrets: (store: string) => Promise<SecretVersionReader>;
  readonly openAssociations: (clusterArn: string) => Promise<ScramAssociations>;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** How long brokers may take to hear of a change. */
  readonly verifyWithinMs: number;
}
