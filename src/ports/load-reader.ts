/** Reads the records of a load back, without a group. */
export interface LoadReader {
  /** Where each partition ends now, in order. Rejects where that cannot be told. */
  readEnds(topic: string): Promise<readonly number[]>;
  /**
   * Reads every partition from the given offset to its present end and tells each record with our tag, those of a
   * partition in order.
   */
  readBack(request: ReadBackRequest, onRecord: (partition: number, sequence: number) => void): Promise<ReadBackEnd>;
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
