import path from 'node:path';
import { startLocalCluster } from '../../src/adapters/local/start-local-cluster.ts';
import { findKafkaRelease } from '../../src/domain/local/kafka-release.ts';

export interface Brokers {
  readonly bootstrapServers: string;
  readonly kafkaVersion: string;
  readonly javaClassPath: string;
  stop(): Promise<void>;
}

const heapMegabytes = 2_048;
const diskBytesNeeded = 4 * 2 ** 30;

/** As brokers that serve such fleets are set, where it matters to a lag snapshot. */
const brokerProperties = {
  'offsets.topic.num.partitions': 50,
  'num.network.threads': 3,
  'num.io.threads': 8,
  'log.cleaner.dedupe.buffer.size': 64 * 2 ** 20,
  // One replica: what the followers would add is load on the machine that all clients share.
  'default.replication.factor': 1,
  'min.insync.replicas': 1,
  'offsets.topic.replication.factor': 1,
  // Ten thousand small logs, and members that stay without heartbeats.
  'log.index.size.max.bytes': 65_536,
  'log.retention.hours': -1,
  'group.max.session.timeout.ms': 86_400_000,
};

/** Three brokers in a directory of their own, which the caller removes after `stop`. */
export async function startBrokers(directory: string): Promise<Brokers> {
  const { version } = findKafkaRelease(undefined);
  const cluster = await startLocalCluster({
    directory: path.join(directory, 'brokers'),
    kafkaVersion: version,
    brokers: 3,
    heapMegabytes,
    diskBytesNeeded,
    extraBrokerProperties: brokerProperties,
    onProgress: message => process.stderr.write(`${message}\n`),
  });
  process.once('exit', cluster.killAtExit);
  return {
    bootstrapServers: cluster.bootstrapServers,
    kafkaVersion: version,
    javaClassPath: path.join(cluster.jars, '*'),
    stop: async () => {
      await cluster.stop();
      process.off('exit', cluster.killAtExit);
    },
  };
}
