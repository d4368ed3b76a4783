import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ApprovalPolicy } from '../../lambdas/runbook/contract.ts';
import type { MskNetwork } from '../../src/domain/kafka/msk-bootstrap.ts';
import type { RotationStrategy } from '../../src/domain/scram/rotated-user.ts';
import type { RunbookKind } from '../runbooks/declarations.ts';

/** Everything the Operations stack is told. Made of context by parse-context.ts. */
export interface OperationsConfig {
  /** The cluster as its user calls it: in messages, as dimension of metrics, in the name of the stack. */
  readonly name: string;
  readonly cluster: ClusterSource;
  readonly login: LoginConfig;
  /** PEM, public. @default - the certificates that Node trusts, which sign MSK's brokers */
  readonly trustedCertificates?: string;
  readonly network: NetworkConfig;
  readonly lag: LagConfig;
  readonly runbooks: RunbooksConfig;
  readonly scram: ScramConfig;
  /** Gets every incident and alarm by e-mail. @default - nobody is subscribed */
  readonly alarmEmail?: string;
  readonly logRetentionDays: RetentionDays;
  readonly memoryMegabytes: number;
  /** True where no cluster was named: the stack can be read and checked, and refuses to be deployed. */
  readonly isExample: boolean;
}

export type ClusterSource =
  | { readonly kind: 'msk'; readonly arn: string; readonly network: MskNetwork }
  | { readonly kind: 'bootstrap'; readonly servers: string };

export type LoginConfig =
  | { readonly kind: 'iam' | 'tls' | 'none' }
  | { readonly kind: 'scram'; readonly secretArn: string; readonly secretKeyArn?: string };

export interface NetworkConfig {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** The brokers' own security group. @default - its rules are left alone, and the function may reach any address */
  readonly clusterSecurityGroupId?: string;
  readonly brokerPorts: readonly PortRange[];
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface LagConfig {
  readonly includedGroups: readonly string[];
  readonly excludedGroups: readonly string[];
  readonly metricGroups: readonly string[];
  readonly allowedLagRecords?: number;
  readonly minimumSamples?: number;
  readonly standstillSeconds?: number;
}

export interface ScramConfig {
  /** The base names of the users that are rotated. Empty: nobody is. */
  readonly users: readonly string[];
  readonly strategy: RotationStrategy;
  readonly rotationDays: number;
}

export interface RunbooksConfig {
  /** Empty: this stack changes nothing on the cluster. */
  readonly kinds: readonly RunbookKind[];
  readonly approval: ApprovalPolicy;
  readonly approvalSeconds: number;
  /** The cluster whose nodes runbooks may restart and replace. @default - none that acts on machines is deployed */
  readonly nodes?: string;
}
