/** Where things stand in a record batch of format 2 (Kafka 0.11 and later), from its first byte. */
export const batchLayout = {
  /** From here on its length counts. */
  lengthEnd: 12,
  magicAt: 16,
  checksumAt: 17,
  /** From here on its checksum counts; the attributes come first. */
  checkedFrom: 21,
  lastOffsetDeltaAt: 23,
  /** Id, epoch and first sequence number of the producer, then the number of records. */
  producerAt: 43,
  headerBytes: 61,
};
