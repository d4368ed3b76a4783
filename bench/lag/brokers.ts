import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startLocalCluster } from '../../src/adapters/local/start-local-cluster.ts';
import { stopLocalCluster } from '../../src/adapters/local/stop-local-cluster.ts';
import { OperationError } from '../../src/domain/errors.ts';
import { findKafkaRelease } from '../../src/domain/local/kafka-release.ts';

export interface Brokers {
  readonly bootstrapServers: string;
  readonly kafkaVersion: string;
  readonly javaClassPath: string;
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
  // A busy machine is no reason to elect new leaders in the middle of a round.
  'broker.session.timeout.ms': 30_000,
  'controller.quorum.election.timeout.ms': 5_000,
  'controller.quorum.fetch.timeout.ms': 15_000,
};

/** Three brokers in a directory of their own, for `endBrokers` to end and remove. */
export async function startBrokers(directory: string): Promise<Brokers> {
  const { version } = findKafkaRelease(undefined);
  const cluster = await startLocalCluster({
    directory,
    kafkaVersion: version,
    brokers: 3,
    heapMegabytes,
    diskBytesNeeded,
    extraBrokerProperties: brokerProperties,
    onProgress: message => process.stderr.write(`${message}\n`),
  });
  return {
    bootstrapServers: cluster.bootstrapServers,
    kafkaVersion: version,
    javaClassPath: path.join(cluster.jars, '*'),
  };
}

/** Ends the brokers of a directory, however far they got, and removes their data. */
export async function endBrokers(directory: string): Promise<void> {
  for (;;) {
    try {
      await stopLocalCluster(directory, 'purge');
      return;
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      // Nothing had started there.
      if (error.name === 'InputInvalid') return;
      // They are still being started; that ends by itself.
      if (!error.retryable) throw error;
      await setTimeout(200);
    }
  }
}
