export const optionKinds = ['msk-standard', 'msk-express', 'msk-serverless', 'ec2'] as const;

export type OptionKind = (typeof optionKinds)[number];

/** Others keep all of it on storage of their own. */
export function hasTier(option: OptionKind): boolean {
  return option === 'msk-standard';
}

export type LimitId =
  | 'disk-throughput'
  | 'network-out'
  | 'network-in'
  | 'ingress'
  | 'egress'
  | 'ingress-zone-down'
  | 'egress-zone-down'
  | 'provisioned-throughput'
  | 'partitions'
  | 'disk-size'
  | 'connections'
  | 'zones'
  | 'brokers'
  | 'partition-ingress'
  | 'partition-egress'
  | 'consumer-groups'
  | 'record-size'
  | 'price';

export type LimitUnit = 'bytes/s' | 'bytes' | 'partitions' | 'connections' | 'brokers' | 'groups' | 'zones' | 'prices';

/** One limit that was looked at. `binds`, on one of them: no other asks for more brokers, or is used more for as many. */
export interface Limit {
  readonly id: LimitId;
  /** What is compared, such as `disk writes while a zone catches up, per broker, at 80 %`. */
  readonly what: string;
  readonly allowed: number;
  readonly used: number;
  readonly unit: LimitUnit;
  readonly usePercent: number;
  /** Brokers this limit alone asks for. */
  readonly brokersNeeded: number;
  readonly binds: boolean;
  readonly source: string;
}

export interface Refusal {
  readonly quota: LimitId;
  readonly what: string;
  readonly given: number;
  readonly allowed: number;
  readonly unit: LimitUnit;
  readonly source: string;
}

/** What one broker sustains, in bytes a second. */
export interface SustainedRates {
  readonly volume: number;
  readonly ebsNetwork: number;
  readonly network: number;
}

/** A cluster that satisfies each of its limits. What an option does not have is 0 or undefined. */
export interface Sized {
  readonly kind: 'sized';
  readonly option: OptionKind;
  /** `kafka.m7g.large`, `express.m7g.large`, `m7g.large`; undefined for Serverless. */
  readonly type: string | undefined;
  readonly brokers: number;
  readonly diskGibPerBroker: number;
  /** Provisioned beyond what is included: all of it on MSK (see notes), gp3's whole throughput on EC2. */
  readonly throughputMibPerSecondPerBroker: number;
  readonly iopsPerBroker: number;
  readonly controllers: number;
  readonly controllerType: string | undefined;
  readonly sustained: SustainedRates | undefined;
  readonly limits: readonly Limit[];
}

export interface Refused {
  readonly kind: 'refused';
  readonly option: OptionKind;
  /** Every quota that breaks, not the first. */
  readonly reasons: readonly Refusal[];
}

export type Sizing = Sized | Refused;
