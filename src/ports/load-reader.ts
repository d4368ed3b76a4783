/** Reads the records of a load, without a group. */
export interface LoadReader {
  /** Reads what comes to a topic, as a consumer does, until it is to stop. Broken connections are no end of it. */
  follow(request: FollowRequest, until: AbortSignal): Promise<Followed>;
  /** Where each partition ends now, in order. Rejects where that cannot be told. */
  readEnds(topic: string): Promise<readonly number[]>;
  /**
   * Reads every partition from the given offset to its present end and tells each record with our tag, those of a
   * partition in order.
   */
  readBack(request: ReadBackRequest, onRecord: (partition: number, sequence: number) => void): Promise<ReadBackEnd>;
}

export interface FollowRequest {
  readonly topic: string;
  readonly fromOffsets: readonly number[];
  /** From 0: each has connections of its own. */
  readonly follower: number;
}

export interface Followed {
  /** As they came over the network. */
  readonly bytes: number;
  /** Of each partition, the offset after the last record read. */
  readonly nextOffsets: readonly number[];
}

export interface ReadBackRequest {
  readonly topic: string;
  readonly fromOffsets: readonly number[];
  readonly tag: number;
}

export interface ReadBackEnd {
  /** Records without our tag. */
  readonly foreign: number;
  /** Partitions that could not be read to their end, a sentence each. */
  readonly problems: readonly string[];
}
