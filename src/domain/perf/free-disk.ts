/** Room on the disks of one broker. */
export interface BrokerDisk {
  readonly brokerId: number;
  /** Of the fullest log directory; undefined where the broker does not tell (before Kafka 3.3, or without the right). */
  readonly usableBytes: number | undefined;
  readonly totalBytes: number | undefined;
}

/** What is kept free: a disk that fills takes its broker down. */
export const keptFreeShare = 0.1;

/** Whether the bytes of a load fit on the disks, all replicas in equal parts; undefined where no broker tells. */
export function fitsOnDisks(disks: readonly BrokerDisk[], replicatedBytes: number): DiskAnswer {
  const known = disks.filter(disk => disk.usableBytes !== undefined && disk.totalBytes !== undefined);
  const perBroker = replicatedBytes / Math.max(1, disks.length);
  const tight = known.filter(({ usableBytes, totalBytes }) => usableBytes! - perBroker < totalBytes! * keptFreeShare);
  const untold = disks.length - known.length;
  return { perBrokerBytes: perBroker, tight, untold };
}

export interface DiskAnswer {
  readonly perBrokerBytes: number;
  readonly tight: readonly BrokerDisk[];
  readonly untold: number;
}
