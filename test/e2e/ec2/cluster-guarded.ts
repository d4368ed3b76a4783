import { expect, it } from 'vitest';
import type { BootedCluster } from '../../ec2/booted-cluster.ts';
import { mustRecords, records, steward } from '../../ec2/cluster-client.ts';
import { brokers, controllers, type Slot, slots } from '../../ec2/cluster-plan.ts';
import type { TrialCluster } from '../../ec2/trial-cluster.ts';

const [brokerOne] = brokers;
const [, controllerTwo] = controllers;

/** Who gets in, who sees what, and what can be seen of the nodes. A file of its own, on the one cluster that takes a minute to boot. */
export function itIsGuardedAndWatched(
  trial: () => { readonly cluster: TrialCluster; readonly booted: BootedCluster },
): void {
  it('takes the logins of its first users, by our own client and by kafkajs', async () => {
    const { cluster } = trial();
    expect(await steward(cluster, 'admin', ['groups', 'list'])).toMatchObject({ exitCode: 0 });
    expect(await steward(cluster, 'load', ['groups', 'list'])).toMatchObject({ exitCode: 0 });
    await expect(mustRecords(cluster, { topic: 'logins', create: true })).resolves.toBeDefined();
  });

  it("refuses a wrong password, a connection without TLS and a client on the brokers' own listener", async () => {
    const { cluster } = trial();
    const wrong = await steward(cluster, 'admin', ['groups', 'list'], 'wrong-password');
    expect(wrong.exitCode).not.toBe(0);
    expect(wrong.stderr).toMatch(/authentication|login|password/i);
    expect(await records(cluster, { topic: 'none', password: 'wrong' })).toMatchObject({ exitCode: 1 });
    expect(await records(cluster, { topic: 'none', authority: undefined })).toMatchObject({ exitCode: 1 });
    const inside = `${brokerOne.host}:9094`;
    expect(await records(cluster, { topic: 'none', bootstrapServers: inside })).toMatchObject({ exitCode: 1 });
  });

  it('gives a user without a rule no right', async () => {
    const { cluster } = trial();
    const refused = await records(cluster, {
      topic: 'forbidden',
      create: true,
      user: 'load',
      password: 'load-Secret/2',
    });
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/not authorized/i) as string });
  });

  it('shows no password to anybody on the machine, and keys to Kafka alone', async () => {
    const { booted } = trial();
    for (const slot of slots) {
      const { root } = booted.nodeIn(slot);
      expect(await booted.outputOf(slot, 'grep', '-rlE', '--devices=skip', 'admin-Secret=1|load-Secret/2', root)).toBe(
        '',
      );
      expect(await booted.outputOf(slot, 'grep', '-rl', '--devices=skip', '-e', '-----BEGIN PRIVATE KEY', root)).toBe(
        `${root}/etc/kafka-steward/tls/node.pem`,
      );
      expect(await booted.outputOf(slot, 'stat', '-c', '%a', `${root}/etc/kafka-steward/tls/node.pem`)).toBe('600');
    }
  });

  it('shows the figures that the dashboard has tiles for', async () => {
    const { booted } = trial();
    const shown = async (slot: Slot, names: readonly string[]): Promise<void> => {
      const told = `\n${await booted.metricsOf(slot)}`;
      expect(names.filter(name => !told.includes(`\n${name} `))).toEqual([]);
    };
    const everywhere = ['QuorumLeader', 'QuorumEpoch', 'QuorumHighWatermark', 'QuorumLogEndOffset', 'MetadataLagMs'];
    const traffic = ['BytesInPerSec', 'BytesOutPerSec', 'MessagesInPerSec', 'RequestHandlerAvgIdlePercent'];
    const replicas = ['UnderReplicatedPartitions', 'UnderMinIsrPartitionCount', 'PartitionCount', 'LeaderCount'];
    const latencies = ['Produce', 'FetchConsumer', 'FetchFollower'].flatMap(type => [
      `${type}TotalTimeMsMean`,
      `${type}TotalTimeMsP99`,
    ]);
    await shown(brokerOne, [...everywhere, ...traffic, ...replicas, ...latencies, 'NetworkProcessorAvgIdlePercent']);
    const control = ['ActiveControllerCount', 'OfflinePartitionsCount', 'GlobalTopicCount', 'GlobalPartitionCount'];
    await shown(controllerTwo, [...everywhere, ...control, 'ActiveBrokerCount', 'FencedBrokerCount']);
  });

  it('tells the CloudWatch agent whose figures they are', async () => {
    const { booted } = trial();
    const { root, address } = booted.nodeIn(brokerOne);
    expect(await booted.outputOf(brokerOne, 'cat', `${root}/run/cloudwatch-agent.told`)).toContain(
      '-a fetch-config -m ec2',
    );
    const agent = await booted.outputOf(brokerOne, 'cat', `${root}/etc/kafka-steward/cloudwatch-agent.json`);
    expect(JSON.parse(agent)).toMatchObject({
      metrics: {
        namespace: 'KafkaSteward/Trial',
        metrics_collected: { cpu: { append_dimensions: { ClusterName: 'trial', NodeId: '1' } } },
      },
    });
    expect(await booted.outputOf(brokerOne, 'cat', `${root}/etc/kafka-steward/prometheus.yaml`)).toContain(
      `${address}:11001`,
    );
  });
}
