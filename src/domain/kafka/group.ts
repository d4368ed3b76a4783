/**
 * The kinds of group a Kafka cluster holds in one name space (KIP-1043). `unknown` is a group of a broker before 3.8,
 * which does not tell, or of a kind newer than this program; `other` is a protocol that is not about consuming, such as
 * Connect's or Schema Registry's.
 */
export const groupKinds = ['unknown', 'classic', 'consumer', 'share', 'streams', 'other'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Group states of every kind, as the brokers spell them; `Unknown` where a broker before 2.6 does not tell. */
export const groupStates = [
  'Unknown',
  'PreparingRebalance',
  'CompletingRebalance',
  'Stable',
  'Dead',
  'Empty',
  'Assigning',
  'Reconciling',
  'NotReady',
] as const;
export type GroupState = (typeof groupStates)[number];

export interface GroupMember {
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
  readonly instanceId?: string;
  /** Partitions the member owns now; absent where the group's protocol does not tell. */
  readonly assignment?: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
  /** Topics the member asks for by name, owned or not; absent where the group's protocol does not tell. */
  readonly subscription?: readonly string[];
}

/** One group as its own describe API tells it. `error` is set where it could not be described; the rest is then empty. */
export interface GroupDescription {
  readonly group: string;
  readonly kind: GroupKind;
  readonly state: GroupState;
  readonly coordinatorId: number;
  /** Classic: the assignor's name; consumer: the server-side assignor. */
  readonly assignor?: string;
  /** Generation (classic) or epoch (the others). */
  readonly epoch?: number;
  readonly members: readonly GroupMember[];
  readonly error?: { readonly code: number; readonly sentence: string };
}

export interface GroupListing {
  readonly group: string;
  readonly kind: GroupKind;
  readonly state: GroupState;
  readonly coordinatorId: number;
}
