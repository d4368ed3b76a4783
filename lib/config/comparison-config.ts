import { RemovalPolicy } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Each is a stack of its own. `msk` is Standard with KRaft. */
export const clusterKinds = ['msk', 'msk-express', 'msk-serverless', 'ec2'] as const;

export type ClusterKind = (typeof clusterKinds)[number];

/** Everything the comparison app is told. Made of context by parse-comparison.ts. */
export interface ComparisonConfig {
  /** Of the comparison: in the names of stacks, of tags, and of the clusters, which are `<name>-<kind>`. */
  readonly name: string;
  readonly clusters: readonly ClusterKind[];
  /** Three names such as `eu-west-1a`, one a subnet. Undefined: the first three of the region, whichever it is. */
  readonly zones: readonly string[] | undefined;
  readonly brokersPerZone: number;
  /** Of each broker. Express and Serverless have no disks to choose. */
  readonly storageGibibytes: number;
  /** Of each broker's volume on EC2. MSK includes 250; what is more has to be provisioned there. */
  readonly volumeThroughputMebibytes: number;
  readonly kafkaVersion: KafkaVersions;
  readonly types: MachineTypes;
  readonly network: ComparisonNetwork;
  /** False: what holds data goes with its stack. */
  readonly keepsData: boolean;
  /** Gets every alarm by e-mail. Undefined: nobody is subscribed. */
  readonly alarmEmail: string | undefined;
  readonly logRetentionDays: RetentionDays;
}

export interface KafkaVersions {
  /** As MSK names it, such as `4.1.x.kraft`. */
  readonly msk: string;
  readonly express: string;
  /** As the artifact of the nodes has it. */
  readonly ec2: string;
}

export interface MachineTypes {
  /** `kafka.…` */
  readonly msk: string;
  /** `express.…` */
  readonly express: string;
  /** Both with Arm processors: the nodes have one image. */
  readonly ec2Broker: string;
  readonly ec2Controller: string;
}

export type ComparisonNetwork =
  | { readonly kind: 'new'; readonly cidr: string }
  /** Private subnets, in the order of `zones`, which are told then. */
  | { readonly kind: 'existing'; readonly vpcId: string; readonly subnetIds: readonly string[] };

/** Brokers and controllers stand in so many zones, whatever else is chosen. */
export const comparisonZones = 3;

/** Of each controller on EC2: the log of the metadata is small. */
export const controllerStorageGibibytes = 20;

export const brokersOf = ({ brokersPerZone }: ComparisonConfig): number => brokersPerZone * comparisonZones;

/** What the cluster is called on MSK, in metrics and in the names of its secrets. */
export const clusterNameOf = ({ name }: ComparisonConfig, kind: ClusterKind): string => `${name}-${kind}`;

/**
 * Of whatever holds data, or what data cannot be read without. What a deployment that fails has made by then goes with it:
 * it holds nothing yet, and its name would be taken when the same is deployed again.
 */
export const removalPolicyOf = ({ keepsData }: ComparisonConfig): RemovalPolicy =>
  keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
