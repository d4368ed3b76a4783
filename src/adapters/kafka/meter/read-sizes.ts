import type { ClusterClient } from '../client/cluster-client.ts';
import { rowCodeOf } from '../client/row-code.ts';
import { sentenceOf } from '../error-sentence.ts';
import { type DescribeLogDirsResponse, describeLogDirs } from '../protocol/generated/describe-log-dirs.ts';

/** What one broker holds. */
export interface BrokerSizes {
  readonly brokerId: number;
  readonly topics: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Why it did not tell; the rest is then empty. */
  readonly problem?: string;
}

const clusterAuthorizationFailed = 31;
/** As those of MSK Serverless. */
const notOffered = 'the brokers do not offer DescribeLogDirs';
const lacksRight = 'this login lacks Describe on the cluster';

/** Bytes of all partitions by broker and topic, followers' copies among them. */
export async function readSizes(client: ClusterClient, brokerIds: readonly number[]): Promise<readonly BrokerSizes[]> {
  return await Promise.all(
    brokerIds.map(async (brokerId): Promise<BrokerSizes> => {
      try {
        const connection = await client.toBroker(brokerId);
        if (connection.versionOf(describeLogDirs) === undefined)
          return { brokerId, topics: new Map(), problem: notOffered };
        return { brokerId, ...sizesOf(await connection.request(describeLogDirs, { topics: null })) };
      } catch (error) {
        return { brokerId, topics: new Map(), problem: sentenceOf(rowCodeOf(error)) };
      }
    }),
  );
}

function sizesOf({ errorCode, results }: DescribeLogDirsResponse): Omit<BrokerSizes, 'brokerId'> {
  // Before version 3 a login without the right is answered with nothing, as if the broker had no disks.
  const isRefused = errorCode === clusterAuthorizationFailed || (errorCode === 0 && results.length === 0);
  if (isRefused) return { topics: new Map(), problem: lacksRight };
  const failure = [errorCode, ...results.map(result => result.errorCode)].find(code => code !== 0);
  const topics = new Map<string, Map<number, number>>();
  for (const { name, partitions } of results.flatMap(result => result.topics)) {
    const sizes = topics.get(name) ?? new Map<number, number>();
    topics.set(name, sizes);
    for (const { partitionIndex, partitionSize, isFutureKey } of partitions) {
      // A copy that moves to another disk of the same broker is no second replica.
      if (!isFutureKey) sizes.set(partitionIndex, Number(partitionSize));
    }
  }
  return { topics, ...(failure === undefined ? {} : { problem: sentenceOf(failure) }) };
}
