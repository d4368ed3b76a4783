import { OperationError } from '../../../domain/errors.ts';
import type { BrokerDisk } from '../../../domain/perf/free-disk.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { describeLogDirs } from '../protocol/generated/describe-log-dirs.ts';

/** Room on the disks of each broker; what one does not tell is left open. */
export async function readDisks(client: ClusterClient): Promise<readonly BrokerDisk[]> {
  const { brokers } = await client.metadata([]);
  return await Promise.all(brokers.map(({ brokerId }) => readDisk(client, brokerId)));
}

async function readDisk(client: ClusterClient, brokerId: number): Promise<BrokerDisk> {
  const untold = { brokerId, usableBytes: undefined, totalBytes: undefined };
  try {
    const connection = await client.toBroker(brokerId);
    const { results } = await connection.request(describeLogDirs, { topics: [] });
    const told = results
      .filter(({ errorCode, totalBytes, usableBytes }) => errorCode === 0 && totalBytes > 0n && usableBytes >= 0n)
      .map(({ totalBytes, usableBytes }) => ({ usableBytes: Number(usableBytes), totalBytes: Number(totalBytes) }));
    const [tightest] = told.toSorted((a, b) => a.usableBytes - b.usableBytes);
    return tightest === undefined ? untold : { brokerId, ...tightest };
  } catch (error) {
    if (error instanceof OperationError) return untold;
    throw error;
  }
}
