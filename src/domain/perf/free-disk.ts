/** Room on the disks of one broker. */
export interface BrokerDisk {
  readonly brokerId: number;
  /** Of the fullest log directory; undefined where the broker does not tell (before Kafka 3.3, or without the right). */
  readonly usableBytes: number | undefined;
  readonly totalBytes: number | undefined;
}

/** What is kept free: a disk that fills takes its broker down. */
const keptFreeShare = 0.1;

/**
 * What may be written in all, copies included, when brokers share it evenly; undefined where a broker does not tell.
 */
export function roomBytes(disks: readonly BrokerDisk[]): number | undefined {
  const rooms = disks.map(({ usableBytes, totalBytes }) =>
    usableBytes === undefined || totalBytes === undefined ? undefined : usableBytes - totalBytes * keptFreeShare,
  );
  const known = rooms.filter(room => room !== undefined);
  if (known.length === 0 || known.length < rooms.length) return undefined;
  return Math.max(0, Math.min(...known)) * known.length;
}
